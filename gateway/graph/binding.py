"""Joins the schema's fields to their declared sources.

A field that is a value of its row costs one look into a dict: no wrapper, no `Info`, no await. That is most of what a
list costs.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, GraphQLUnionType

from gateway.graph import rules
from gateway.graph.conditions import EVERYTHING
from gateway.graph.persons import person_row
from gateway.graph.relay import global_id
from gateway.graph.rules.rule import anyone, seen
from gateway.graph.sources import SOURCE, Called, Column, Identity, Many, Note, Persona, Reference, Source, Written

Resolve = Callable[..., Any]
FREE = (seen, anyone)


def bind(schema: GraphQLSchema) -> None:
    """Gives each field with a declared source its resolver, behind the field's rule."""
    for kind, made in schema.type_map.items():
        if isinstance(made, GraphQLInterfaceType | GraphQLUnionType):
            made.resolve_type = lambda row, info, kind: row["__typename"]
        elif isinstance(made, GraphQLObjectType):
            made.is_type_of = None
            _bind_fields(kind, made)


def _bind_fields(kind: str, made: GraphQLObjectType) -> None:
    for name, field in made.fields.items():
        if (source := _source_of(field)) is not None:
            field.resolve = _guarded(kind, name, _resolver(kind, source))


def _source_of(field: GraphQLField) -> Source | None:
    declared = field.extensions.get("strawberry-definition")
    found: Source | None = declared.metadata.get(SOURCE) if declared is not None else None
    return found


def _resolver(kind: str, source: Source) -> Resolve:
    match source:
        case Identity():
            return lambda row, info: global_id(kind, row["_id"])
        case Column(path):
            return _column(path)
        case Reference(other, by):
            return lambda row, info: info.context.load(other, row[by]) if row.get(by) else None
        case Many():
            return _many(source)
        case Written(other):
            return lambda row, info: info.context.load_written(other, row["id"], row["after"])
        case Persona() | Called() | Note():
            return _personal(source)


def _personal(source: Persona | Called | Note) -> Resolve:
    """What leads to a person, or is asked of accounts as the viewer."""
    match source:
        case Persona(by):
            return lambda row, info: person_row(row[by]) if row.get(by) else None
        case Called():
            return lambda row, info: info.context.load_name(row["person_id"])
        case Note(path, purpose):
            return lambda row, info: info.context.load_note(row.get(path), purpose)


def _many(source: Many) -> Resolve:
    async def resolve(row: Any, info: Any) -> Any:  # noqa: ANN401
        found = info.context.load_many(source, row[source.key])
        return info.context.counted(found if isinstance(found, list) else await found)

    return resolve


def _column(path: tuple[str, ...]) -> Resolve:
    if not path:
        return lambda row, info: row
    if len(path) == 1:
        key = path[0]
        return lambda row, info: row.get(key)
    return lambda row, info: reduce(lambda part, key: (part or {}).get(key), path, row)


def _guarded(kind: str, name: str, resolve: Resolve) -> Resolve:
    if kind not in rules.RULES or rules.RULES[kind].fields[name] in FREE:
        return resolve

    def asked(row: Any, info: Any) -> Any:  # noqa: ANN401
        may = info.context.readable(kind, name)
        return resolve(row, info) if may == EVERYTHING or may.holds(row) else None

    return asked
