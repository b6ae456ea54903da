"""What is to go: marked in the schema with its end and what takes its place, and there until then.

A row of `DEPRECATED` is named by its schema coordinate: `Entry.country`, `EntryFilter.countries`, `EntryStatus.DRAFT`,
or `Query.entries(search:)`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_required_argument,
    is_required_input_field,
)

Part = GraphQLField | GraphQLArgument | GraphQLInputField | GraphQLEnumValue
PROMISED_DAYS = 365
"""The shortest time between the day on which something is marked and its last."""
LAST = re.compile(r"Stays until (\d{4}-\d\d-\d\d)\.")


@dataclass(frozen=True, slots=True)
class Deprecation:
    """From when to when something is there but not to be used, and the sentence that says what to do instead."""

    since: date
    until: date
    instead: str

    def __post_init__(self) -> None:
        if (self.until - self.since).days < PROMISED_DAYS:
            raise ValueError(f"what is deprecated stays for {PROMISED_DAYS} days at least")

    @property
    def reason(self) -> str:
        """What the schema says of it."""
        return f"{self.instead} Deprecated since {self.since}. Stays until {self.until}."


DEPRECATED: Mapping[str, Deprecation] = {}


class NotThere(LookupError):
    """A deprecation of what the schema doesn't have, or that a client would have to go on giving."""


def mark(schema: GraphQLSchema, deprecated: Mapping[str, Deprecation] = DEPRECATED) -> None:
    """Marks what is deprecated. Raises `NotThere`."""
    there = dict(coordinates(schema))
    for coordinate, told in deprecated.items():
        part = there.get(coordinate)
        if part is None or (isinstance(part, GraphQLArgument | GraphQLInputField) and _is_required(part)):
            raise NotThere(coordinate)
        part.deprecation_reason = told.reason


def coordinates(schema: GraphQLSchema) -> Iterator[tuple[str, Part]]:
    """Everything in a schema that can be deprecated, by its coordinate."""
    for name, kind in schema.type_map.items():
        match kind:
            case GraphQLEnumType():
                yield from ((f"{name}.{value}", found) for value, found in kind.values.items())
            case GraphQLInputObjectType():
                yield from ((f"{name}.{field}", found) for field, found in kind.fields.items())
            case GraphQLObjectType() | GraphQLInterfaceType():
                yield from _of_fields(name, kind)


def _of_fields(name: str, kind: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[tuple[str, Part]]:
    for field, found in kind.fields.items():
        yield f"{name}.{field}", found
        yield from ((f"{name}.{field}({argument}:)", one) for argument, one in found.args.items())


def last_day(reason: str | None) -> date | None:
    """Until when something stays that has this reason; None where it is there for good."""
    found = LAST.search(reason or "")
    return date.fromisoformat(found[1]) if found else None


def broken(promised: GraphQLSchema, schema: GraphQLSchema, today: date) -> list[str]:
    """What was promised, isn't over, and isn't there any more."""
    there = dict(coordinates(schema))
    return [
        coordinate
        for coordinate, part in coordinates(promised)
        if coordinate not in there and not _is_over(promised, coordinate, part, today)
    ]


def _is_over(promised: GraphQLSchema, coordinate: str, part: Part, today: date) -> bool:
    """An argument goes with its field, at the latest."""
    field = dict(coordinates(promised)).get(coordinate.partition("(")[0], part)
    last = last_day(part.deprecation_reason) or last_day(field.deprecation_reason)
    return last is not None and last < today


def _is_required(part: GraphQLArgument | GraphQLInputField) -> bool:
    return is_required_argument(part) if isinstance(part, GraphQLArgument) else is_required_input_field(part)
