"""The limits of a form's fields, derived from the class that decides: nothing is declared twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field must keep to. Lengths are in characters; `most_items` is of a list."""

    title: str
    required: bool
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    most_items: int | None = None


@cache
def limits(model: type[BaseModel], name: str) -> Limits:
    """Of one field of a command or value. Raises `KeyError` for a field that it doesn't have."""
    schema = model.model_json_schema()
    found = _given(schema["properties"][name])
    required = name in schema.get("required", ())
    return Limits(
        title=found.get("title", name),
        required=required,
        min_length=found.get("minLength"),
        max_length=found.get("maxLength"),
        minimum=found.get("minimum"),
        maximum=found.get("maximum"),
        most_items=found.get("maxItems"),
    )


def _given(schema: Mapping[str, Any]) -> dict[str, Any]:
    """An optional value's schema is one of two; its limits stand in the one that is not null."""
    for option in schema.get("anyOf", ()):
        if option.get("type") != "null":
            return {**option, **schema}
    return dict(schema)
