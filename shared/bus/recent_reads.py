"""Reads of aggregates that hold for a moment."""

from datetime import timedelta
from typing import Generic, TypeVar

from shared.bus.ports import Reads, Stored
from shared.clock import Clock
from shared.recent import Recent

S = TypeVar("S")

GOOD_FOR = timedelta(seconds=0.5)
"""A change holds everywhere within a second, of which this is half."""


class RecentReads(Generic[S]):
    """Reads aggregates that many commands ask for and that change rarely: the programme of each entry.

    What is there is good for half a second. What isn't is asked for again each time, so that what was just made is
    found at once.
    """

    def __init__(self, store: Reads[S], clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._recent: Recent[Stored[S]] = Recent(GOOD_FOR)

    async def read(self, aggregate_id: str) -> Stored[S] | None:
        """As `AggregateStore.read`, at most half a second old."""
        now = self._clock.now()
        if known := self._recent.get(aggregate_id, now):
            return known
        found = await self._store.read(aggregate_id)
        return self._recent.put(aggregate_id, found, now) if found else None
