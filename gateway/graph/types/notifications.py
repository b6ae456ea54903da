"""Messages to people."""

from datetime import datetime
from typing import Any, cast

import strawberry
from strawberry import Parent

from gateway.graph.arguments import Asking
from gateway.graph.enums.notifications import MessageKind
from gateway.graph.models import MODELS
from gateway.graph.sources import column
from gateway.graph.types.nodes import Node


async def _thing(parent: Parent[dict[str, Any]], info: Asking) -> Node | None:
    kind = "".join(word.capitalize() for word in parent["noun"].split("_"))
    found = await info.context.row(kind, parent["id"]) if kind in MODELS else None
    return cast("Node | None", found and {**found, "__typename": kind})


@strawberry.type(description="A thing that a message is about.")
class Subject:
    """A subject of a message."""

    noun: str = column("noun", "What kind of thing: `entry`, `organisation`, `job`.")
    id: strawberry.ID = column("id", "The id that commands take.")
    node: Node | None = strawberry.field(
        resolver=_thing, description="The thing itself; null where you may not see it, or where it is no node."
    )


@strawberry.type(description="A message in the inbox of its person.")
class Message(Node):
    """A message."""

    message_id: strawberry.ID = column("message_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of the tenant where it happened.")
    kind: MessageKind = column("kind", "What it is about; its text is made from this where it is shown.")
    subjects: list[Subject] = column("subjects", "The things that it is about.")
    at: datetime = column("at", "When it happened.")
    read_at: datetime | None = column("read_at", "When it was read; null as long as it is not.")
