"""How an event of one noun becomes the row of that noun."""

from collections.abc import Callable, Iterable
from typing import Any

from shared.bus.messages import Incoming
from shared.bus.projection import Row

Fields = dict[str, Any]
Projected = Callable[[Incoming], Iterable[Row]]
Index = tuple[tuple[str, int], ...]
"""Paths, each with 1 or -1 for its direction."""


def row_of(collection: str, source: str, fields: Callable[[Any], Fields]) -> Projected:
    """The aggregate's own row, set to what the event says."""

    def rows(incoming: Incoming) -> Iterable[Row]:
        told = incoming.envelope
        return (Row(collection, told.aggregate_id, source, told.seq, fields(incoming.event)),)

    return rows
