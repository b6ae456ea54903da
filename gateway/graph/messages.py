"""The viewer's own inbox."""

from typing import Annotated, Any, cast

import strawberry
from strawberry import Info, Parent

from gateway.graph import lists
from gateway.graph.arguments import FILTER, After, Before, First, Last
from gateway.graph.conditions import together
from gateway.graph.connections import Connection, listed
from gateway.graph.context import Context
from gateway.graph.listings import MESSAGES, MessageFilter
from gateway.graph.models import MODELS
from gateway.graph.types import Message


async def _unread(parent: Parent[dict[str, Any]], info: Info[Context, None]) -> int:
    model = MODELS["Message"]
    return await info.context.rows.count(model.collection, together(info.context.shown(model), {"read_at": None}))


@strawberry.type(description="A page of the inbox.")
class MessageConnection(Connection[Message]):
    """A page of messages."""

    unread_count: int = strawberry.field(
        resolver=_unread, description="How many messages of the whole inbox have not been read."
    )


async def inbox(
    info: Info[Context, None],
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[MessageFilter | None, FILTER] = None,  # noqa: A002
) -> MessageConnection | None:
    """A page of it, the latest first; None where nobody is signed in."""
    if not info.context.viewer.signed_in:
        return None
    asked = lists.Asked(first, after, last, before, order="AT", rising=False)
    return cast(MessageConnection, await listed(info, MESSAGES, filter, asked))
