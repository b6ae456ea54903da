"""What all types share."""

import strawberry

from gateway.graph.sources import column, identity


@strawberry.interface(description="Anything that has an id of its own in the whole schema.")
class Node:
    """Relay's node."""

    id: strawberry.ID = identity("The id in the whole schema; it tells nothing and may be kept.")


@strawberry.type(description="A text in the languages of the event.")
class Text:
    """A text of organisers."""

    vi: str = column("vi", "Vietnamese, which is shown where the other is missing.")
    en: str | None = column("en", "English.")
