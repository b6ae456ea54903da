"""What is wrong with what a person filled in: found by the class that decides, told in the person's own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from gateway.clients import Refused
from gateway.web.limits import limits
from gateway.web.words import Words
from shared.errors import N_

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form. `wrong` says what to do where the value has not the form it needs."""

    name: str
    model: type[BaseModel]
    kind: str = "line"
    """`line`, `prose`, `country`, `year`, `number`, `tags`, `mail`, `password`, `address`."""
    label: str = ""
    """Instead of the title that the class gives."""
    hint: str = ""
    wrong: str = N_("Check “{label}” and type it again.")
    complete: str = "off"
    """What a browser may fill it in with."""


MISSING = N_("You have not filled in “{label}”.")
TOO_LONG = N_("“{label}” has {length} characters, at most {limit} fit. Shorten it by {over}.")
TOO_SHORT = N_("“{label}” needs at least {limit} characters, you have typed {length}.")
TOO_MANY = N_("At most {limit} fit in “{label}”, you have {length}. Take out {over}.")
NO_NUMBER = N_("“{label}” is a number without spaces or letters.")
OUT_OF_RANGE = N_("“{label}” must be from {least} to {most}.")
ODD_SIGN = N_("“{label}” holds a character that can't be shown. Type it again by hand.")

Details = dict[str, str | int]
Telling = tuple[str, Details]


def faults(build: Callable[[], object], inputs: tuple[Input, ...], words: Words) -> dict[str, str]:
    """The faults that the class finds, by field, each told once; none where it takes the values."""
    try:
        build()
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        return _told(found, {one.name: one for one in inputs}, words)
    return {}


def refused(refusal: Refused, inputs: tuple[Input, ...]) -> dict[str, str]:
    """The fields that a service refused, in its words."""
    known = {one.name for one in inputs}
    return {field.path[-1]: field.message for field in refusal.fields if field.path and field.path[-1] in known}


def label(one: Input, words: Words) -> str:
    """What a field is called."""
    return words.text(one.label or limits(one.model, one.name).title)


def _told(found: list[Any], inputs: Mapping[str, Input], words: Words) -> dict[str, str]:
    told: dict[str, str] = {}
    for error in found:
        for place in error["loc"]:
            if place in inputs and place not in told:
                text, details = _telling(error, inputs[place])
                told[place] = words.text(text, label=label(inputs[place], words), **details)
    return told


def _telling(error: Mapping[str, Any], one: Input) -> Telling:
    if error["type"] in {"greater_than_equal", "less_than_equal"}:
        return OUT_OF_RANGE, _range(one)
    context, given = error.get("ctx", {}), error.get("input")
    known = _TELLINGS.get(error["type"])
    return known(context, given) if known else (one.wrong, {})


def _range(one: Input) -> Details:
    """A year is no quantity: it is written without separators."""
    known = limits(one.model, one.name)
    least, most = known.minimum or 0, known.maximum or 0
    return {"least": str(least), "most": str(most)} if one.kind == "year" else {"least": least, "most": most}


def _length(given: Any) -> int:  # noqa: ANN401 - what came
    return len(given) if isinstance(given, str | list | tuple) else 0


def _long(context: Values, given: Any) -> Telling:  # noqa: ANN401
    limit, length = context["max_length"], _length(given)
    return TOO_LONG, {"limit": limit, "length": length, "over": max(1, length - limit)}


def _many(context: Values, given: Any) -> Telling:  # noqa: ANN401
    limit, length = context["max_length"], _length(given)
    return TOO_MANY, {"limit": limit, "length": length, "over": max(1, length - limit)}


def _short(context: Values, given: Any) -> Telling:  # noqa: ANN401
    """Blanks alone are nothing."""
    limit, length = context["min_length"], _length(given.strip() if isinstance(given, str) else given)
    return (TOO_SHORT, {"limit": limit, "length": length}) if length else (MISSING, {})


_TELLINGS: Mapping[str, Callable[[Values, Any], Telling]] = {
    "missing": lambda *_: (MISSING, {}),
    "string_too_short": _short,
    "string_too_long": _long,
    "too_short": _short,
    "too_long": lambda context, given: (_long if isinstance(given, str) else _many)(context, given),
    "int_parsing": lambda *_: (NO_NUMBER, {}),
    "int_from_float": lambda *_: (NO_NUMBER, {}),
    "value_error": lambda *_: (ODD_SIGN, {}),
}
