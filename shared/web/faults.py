"""Turns what pydantic finds wrong into faults of our own: a place, a stable code, limits; never what was sent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.errors import N_, Detail, FieldFault

TEXTS: Mapping[str, str] = {
    "bad_json": N_("This is no JSON."),
    "required": N_("Fill this in."),
    "unknown_field": N_("There is no such field."),
    "too_short": N_("At least {min} characters."),
    "too_long": N_("At most {max} characters."),
    "too_few": N_("At least {min} of them."),
    "too_many": N_("At most {max} of them."),
    "too_small": N_("At least {min}."),
    "too_great": N_("At most {max}."),
    "out_of_range": N_("This lies outside of what is possible here."),
    "wrong_format": N_("This is not written in the expected form."),
    "wrong_type": N_("This is a value of the wrong type."),
    "not_a_choice": N_("This is none of the choices."),
    "zone_missing": N_("Say the time zone too."),
    "mistyped": N_("A letter or digit is mistyped. Look at the slip again."),
    "wrong_check_digit": N_("This number can't be right: a digit is mistyped or missing."),
    "not_to_decide": N_("This entry was withdrawn or decided on, or belongs to another programme."),
    "wrong_value": N_("This value does not fit."),
}
"""The code of each fault, and its text for people."""

_CODES: Mapping[str, str] = {
    "json_invalid": "bad_json",
    "missing": "required",
    "union_tag_not_found": "required",
    "extra_forbidden": "unknown_field",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_few",
    "too_long": "too_many",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_great",
    "less_than": "too_great",
    "string_pattern_mismatch": "wrong_format",
    "enum": "not_a_choice",
    "literal_error": "not_a_choice",
    "union_tag_invalid": "not_a_choice",
    "timezone_aware": "zone_missing",
}
_LIMITS: Mapping[str, str] = {
    "min_length": "min",
    "max_length": "max",
    "ge": "min",
    "gt": "min",
    "le": "max",
    "lt": "max",
}


FAULTS_SHOWN = 100
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def faults_of(error: ValidationError, sent: object) -> tuple[FieldFault, ...]:
    """The faults, each place once, the first hundred; `sent` is the parsed input, by which the places are found.

    An error whose place leads to another error's is dropped: pydantic reports it falsely on the parent.
    """
    errors = error.errors(include_url=False)[:FAULTS_SHOWN]
    found = {fault.path: fault for fault in (_fault(e, _place(e["loc"], e["type"], sent)) for e in errors)}
    return tuple(fault for path, fault in found.items() if not _leads_to_another(path, found))


def faults_of_parameters(errors: Iterable[Any]) -> tuple[FieldFault, ...]:
    """The faults of a request's query and path, as FastAPI found them."""
    return tuple(_fault(e, tuple(map(str, e["loc"][1:]))) for e in errors)


def _leads_to_another(path: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in others)


def _fault(error: ErrorDetails, path: tuple[str, ...]) -> FieldFault:
    context = error.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, FieldFault):
        return FieldFault(path + raised.path, raised.code, **raised.details)
    limits: dict[str, Detail] = {ours: context[k] for k, ours in _LIMITS.items() if isinstance(context.get(k), int)}
    code = _code(_kind(error), limits)
    return FieldFault(path, code) if code == "required" else FieldFault(path, code, **limits)


def _kind(error: ErrorDetails) -> str:
    """Behind a validator of its own a text is reported as any other value with a length."""
    kind = error["type"]
    return f"string_{kind}" if kind in ("too_short", "too_long") and isinstance(error.get("input"), str) else kind


def _code(kind: str, limits: Mapping[str, Detail]) -> str:
    if kind == "string_too_short" and limits.get("min") == 1:
        return "required"
    if kind in _CODES:
        return _CODES[kind]
    if kind.endswith("_type"):
        return "wrong_type"
    return "wrong_format" if kind.endswith("_parsing") else "wrong_value"


def _place(where: tuple[int | str, ...], kind: str, sent: object) -> tuple[str, ...]:
    """The steps of a place that are in the input, and a missing field's own.

    Left out are the branches of unions, which pydantic names too, and field names that are none.
    """
    path: list[str] = []
    for step in where[:-1] if kind == "missing" else where:
        inner = _inside(sent, step)
        if inner is not _NOT_THERE and _PLAIN_NAME.fullmatch(str(step)):
            path.append(str(step))
            sent = inner
    return (*path, str(where[-1])) if kind == "missing" else tuple(path)


_NOT_THERE = object()


def _inside(sent: object, step: int | str) -> object:
    if isinstance(sent, dict):
        return sent.get(step, _NOT_THERE)
    if isinstance(sent, list) and isinstance(step, int) and step < len(sent):
        return sent[step]
    return _NOT_THERE


def fault_text(code: str) -> str:
    """The English text of a fault's code."""
    return TEXTS.get(code, TEXTS["wrong_value"])


def pointer_of(path: Iterable[str]) -> str:
    """The JSON pointer (RFC 6901) of a place."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
