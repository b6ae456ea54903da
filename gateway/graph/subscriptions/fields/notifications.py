"""The inbox, watched."""

import strawberry

from gateway.graph.queries.notifications import MessageConnection, inbox


@strawberry.type
class InboxSubscriptions:
    """Of the inbox."""

    inbox_changed: MessageConnection | None = strawberry.field(
        resolver=inbox, description="Your own messages, the latest first."
    )
