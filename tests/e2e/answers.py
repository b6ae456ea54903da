"""Everything that a system answers to somebody, found by listing what can be asked."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
    is_union_type,
)
from graphql.type import get_nullable_type

from gateway.graph.relay import global_id
from gateway.graph.schema import core, made
from shared.services import SERVICES
from tests.harness.system import System

DEEP = 2


async def graph_answers(system: System, token: str, ids: Mapping[str, str]) -> AsyncIterator[tuple[str, bytes]]:
    """What each field of Query tells, with everything below; `ids` fill arguments that must be given, by their name."""
    headers = {"Accept": "application/graphql-response+json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    schema = core(made())
    async with httpx.AsyncClient(base_url=system.address, headers=headers, timeout=30) as http:
        for name, given in (schema.query_type.fields if schema.query_type else {}).items():
            for document in _documents(schema, name, given, ids):
                answer = await http.post("/graphql", json={"query": document})
                assert answer.status_code in (200, 401), answer.text
                assert "too_expensive" not in answer.text, document
                yield f"GraphQL {name}", answer.content


def _documents(schema: GraphQLSchema, name: str, field: GraphQLField, ids: Mapping[str, str]) -> list[str]:
    needed = {n: a for n, a in field.args.items() if is_required_argument(a)}
    selection = _selected(field, 0)
    if not needed:
        pages = "(first: 100)" if "first" in field.args else ""
        return [f"{{ {name}{pages} {selection} }}"]
    if "id" in needed:
        return [f'{{ node(id: "{one}") {{ __typename {_all_kinds(schema)} }} }}' for one in _global_ids(ids)]
    if needed.keys() <= ids.keys():
        given = ", ".join(f'{n}: "{ids[n]}"' for n in needed)
        return [f"{{ {name}({given}) {selection} }}"]
    return []


def _global_ids(ids: Mapping[str, str]) -> list[str]:
    kinds = {"entryId": "Entry", "organisationId": "Organisation", "personId": "Person"}
    return [global_id(kind, ids[name]) for name, kind in kinds.items()]


def _all_kinds(schema: GraphQLSchema) -> str:
    kinds = (t for t in schema.type_map.values() if isinstance(t, GraphQLObjectType) and t.name in ("Entry", "Message"))
    return " ".join(f"... on {kind.name} {_selected_of(kind, DEEP)}" for kind in kinds)


def _selected(field: GraphQLField, deep: int) -> str:
    inner = get_named_type(field.type)
    if is_leaf_type(inner):
        return ""
    if is_union_type(inner):
        parts = " ".join(f"... on {kind.name} {_selected_of(kind, deep)}" for kind in inner.types)
        return f"{{ __typename {parts} }}"
    return _selected_of(inner, deep)


def _selected_of(kind: Any, deep: int) -> str:
    """Every field; below it those that need no arguments, lists only near the top."""
    parts = ["__typename"]
    for name, field in getattr(kind, "fields", {}).items():
        if any(is_required_argument(a) for a in field.args.values()):
            continue
        inner, through = get_named_type(field.type), name in ("edges", "node", "facets")
        if is_leaf_type(inner):
            parts.append(name)
        elif through or (deep < DEEP and not (is_list_type(get_nullable_type(field.type)) and deep)):
            parts.append(f"{name} {_selected(field, deep if through else deep + 1)}")
    return f"{{ {' '.join(parts)} }}"


async def rest_answers(
    system: System, tokens: Mapping[str, str], ids: Mapping[str, str]
) -> AsyncIterator[tuple[str, bytes]]:
    """What each GET of each service's own description tells, asked of the service itself; every id in every place."""
    for service in SERVICES:
        headers = {"Authorization": f"Bearer {tokens[service]}"} if tokens.get(service) else {}
        base = f"http://127.0.0.1:{getattr(system.local.ports, service)}"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=30) as http:
            described = (await http.get("/openapi.json")).json()
            for path, ways in described["paths"].items():
                for filled in _filled(path, ids) if "get" in ways else ():
                    answer = await http.get(filled)
                    assert answer.status_code < 500, (service, filled, answer.text)
                    yield f"GET {service} {path}", answer.content


def _filled(path: str, ids: Mapping[str, str]) -> list[str]:
    if "{" not in path:
        return [path]
    return [re.sub(r"\{[^}]+\}", one, path) for one in ids.values()]
