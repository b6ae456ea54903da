"""Anything by its id in the whole schema."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import Asking
from gateway.graph.context import MOST
from gateway.graph.errors import BadInput
from gateway.graph.models import MODELS
from gateway.graph.relay import parts_of
from gateway.graph.types.nodes import Node


async def _by_global_id(info: Asking, global_id: str) -> Node | None:
    parts = parts_of(global_id)
    if parts is None or parts[0] not in MODELS:
        return None
    found = await info.context.row(*parts)
    return cast("Node | None", found and {**found, "__typename": parts[0]})


async def _node(
    info: Asking,
    id: Annotated[strawberry.ID, strawberry.argument(description="An `id`.")],  # noqa: A002
) -> Node | None:
    return await _by_global_id(info, id)


async def _nodes(
    info: Asking, ids: Annotated[list[strawberry.ID], strawberry.argument(description="Values of `id`.")]
) -> list[Node | None]:
    if len(ids) > MOST:
        raise BadInput("bad_page", f"At most {MOST} ids at once.")
    parts = [p for p in map(parts_of, ids) if p and p[0] in MODELS]
    for kind in {p[0] for p in parts}:
        await info.context.by_id(kind).prime(p[1] for p in parts if p[0] == kind)
    return [await _by_global_id(info, i) for i in ids]


@strawberry.type
class NodeQueries:
    """By the id of a node."""

    node: Node | None = strawberry.field(
        resolver=_node, description="Anything by its id in the whole schema; null for what you may not see."
    )
    nodes: list[Node | None] = strawberry.field(
        resolver=_nodes, description="Several at once, in the order of the ids; at most 100."
    )
