"""Lists of messages."""

import strawberry

from gateway.graph.lists import Filtering, Listing, Sorting


@strawberry.input(description="Which messages are listed: all that is given must hold.")
class MessageFilter:
    """A filter of messages."""

    unread: bool | None = strawberry.field(default=None, description="Whether they have not been read.")


MESSAGES = Listing(
    kind="Message",
    orders={"AT": Sorting("at", "at")},
    filters={"unread": Filtering("readAt", lambda unread: {"read_at": None if unread else {"$ne": None}})},
    facets={},
)
LISTINGS = (MESSAGES,)
