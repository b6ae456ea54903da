"""The table of roles and fields, made by asking as everybody for everything."""

from typing import Any

from graphql import GraphQLObjectType, GraphQLScalarType, get_named_type, is_enum_type

from gateway.graph import rules
from gateway.graph.relay import global_id
from gateway.graph.schema import core, made
from tests.gateway import facts
from tests.gateway.graph.world import VIEWERS, World

ROWS = {
    "Tenant": [facts.TENANT],
    "Edition": [facts.EDITION],
    "Programme": [facts.PROGRAMME],
    "Organisation": ["organisation-1", "organisation-2", "organisation-h"],
    "Entry": ["entry-001", "entry-002", "entry-hue"],
    "Consent": ["consent-01", "consent-hue"],
    "DataRequest": ["request-01", "request-hue"],
    "RoleHolder": ["roles-of-person-sec", "roles-of-person-hue"],
    "Invitation": ["invitation-1", "invitation-2", "invitation-h"],
    "ApiClient": ["client-here", "client-away"],
    "PersonalToken": ["token-0001", "token-hue"],
    "Message": ["message-001", "message-min"],
    "Job": ["job-00001", "job-00002", "job-hue-1"],
}


def _fields(kind: str) -> list[str]:
    found = core(made()).type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    return list(found.fields)


FIELDS = {kind: _fields(kind) for kind in rules.RULES if kind != "Viewer"}
EMPTY_BY_NATURE = {
    "acceptedBy",
    "revisedAt",
    "withdrawnAt",
    "withdrawalReason",
    "withdrawalNote",
    "website",
    "total",
    "outcome",
    "readAt",
    "closedAt",
    "inTime",
}


def _selection(kind: str) -> str:
    found = core(made()).type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    parts = []
    for name, field in found.fields.items():
        inner = get_named_type(field.type)
        leaf = isinstance(inner, GraphQLScalarType) or is_enum_type(inner)
        parts.append(name if leaf else f"{name} {{ __typename }}")
    return " ".join(parts)


async def visible(world: World, viewer: str, kind: str, aggregate_id: str) -> dict[str, Any] | None:
    """All fields of a row, as a viewer is answered."""
    asked = f"query ($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {_selection(kind)} }} }} }}"
    found: dict[str, Any] | None = (await world.data(viewer, asked, id=global_id(kind, aggregate_id)))["node"]
    return found


async def written(world: World) -> str:
    """Each row and field with the viewers who are told something."""
    lines = []
    for kind, rows in ROWS.items():
        for row in rows:
            seen = {viewer: await visible(world, viewer, kind, row) for viewer in VIEWERS}
            by_viewers: dict[str, list[str]] = {}
            for name in [n for n in FIELDS[kind] if n not in EMPTY_BY_NATURE]:
                told = [v for v, found in seen.items() if found is not None and found[name] not in (None, [])]
                by_viewers.setdefault(", ".join(told) or "nobody at all", []).append(name)
            lines += [f"{kind} {row}: {viewers} see {' '.join(names)}" for viewers, names in by_viewers.items()]
    return "\n".join(lines) + "\n"
