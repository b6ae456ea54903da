"""Queries of messages."""

from typing import Annotated, Any, cast

import strawberry
from strawberry import Parent

from gateway.graph.arguments import FILTER, After, Asking, Before, First, Last
from gateway.graph.conditions import together
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.notifications import MESSAGES, MessageFilter
from gateway.graph.lists import Asked
from gateway.graph.models import MODELS
from gateway.graph.types.notifications import Message


async def _unread(parent: Parent[dict[str, Any]], info: Asking) -> int:
    model = MODELS["Message"]
    return await info.context.rows.count(model.collection, together(info.context.shown(model), {"read_at": None}))


@strawberry.type(description="A page of the inbox.")
class MessageConnection(Connection[Message]):
    """A page of messages."""

    unread_count: int = strawberry.field(
        resolver=_unread, description="How many messages of the whole inbox have not been read."
    )


async def inbox(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[MessageFilter | None, FILTER] = None,  # noqa: A002
) -> MessageConnection | None:
    """A page of it, the latest first; None where nobody is signed in."""
    if not info.context.viewer.signed_in:
        return None
    asked = Asked(first, after, last, before, order="AT", rising=False)
    return cast(MessageConnection, await listed(info, MESSAGES, filter, asked))


@strawberry.type
class InboxQueries:
    """Of the inbox."""

    inbox: MessageConnection | None = strawberry.field(
        resolver=inbox, description="Your own messages, the latest first; null where nobody is signed in."
    )
