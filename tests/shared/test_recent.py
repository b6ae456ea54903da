"""What is remembered for a moment, and no longer."""

from datetime import timedelta

import pytest

from shared.bus.ports import Stored
from shared.bus.recent_reads import RecentReads
from shared.recent import REMEMBERED, Recent
from tests.builders.tokens import NOW, StoppedClock

MOMENT = timedelta(seconds=0.5)


class Shelf:
    """Reads from a dict, and counts."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.reads = 0

    async def read(self, aggregate_id: str) -> Stored[str] | None:
        self.reads += 1
        state = self.states.get(aggregate_id)
        return Stored(aggregate_id, 1, state) if state else None


@pytest.mark.parametrize(
    ("later", "found"), [(timedelta(0), "value"), (MOMENT, "value"), (MOMENT * 1.01, None), (-MOMENT, None)]
)
def test_a_value_is_good_for_its_time(later, found):
    recent: Recent[str] = Recent(MOMENT)
    recent.put("key", "value", NOW)
    assert recent.get("key", NOW + later) == found


def test_it_never_grows_over_its_size_and_forgets_the_oldest():
    recent: Recent[int] = Recent(MOMENT)
    for number in range(REMEMBERED + 1):
        recent.put(str(number), number, NOW)
    assert recent.get("0", NOW) is None
    assert recent.get(str(REMEMBERED), NOW) == REMEMBERED


async def test_what_is_there_is_read_once_in_a_moment_and_then_again():
    shelf, clock = Shelf(), StoppedClock()
    reads = RecentReads(shelf, clock)
    shelf.states["id"] = "first"
    assert await reads.read("id") == Stored("id", 1, "first")
    shelf.states["id"] = "second"
    assert await reads.read("id") == Stored("id", 1, "first")
    clock.at += MOMENT * 1.1
    assert await reads.read("id") == Stored("id", 1, "second")
    assert shelf.reads == 2


async def test_what_was_just_made_is_found_at_once():
    shelf = Shelf()
    reads = RecentReads(shelf, StoppedClock())
    assert await reads.read("id") is None
    shelf.states["id"] = "made"
    assert await reads.read("id") == Stored("id", 1, "made")
