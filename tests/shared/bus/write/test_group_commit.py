"""How outcomes are settled, against a storage that fails as it is told to."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from shared.bus.aggregates import GroupCommit, Saved
from shared.bus.folds import Fold, Known
from shared.bus.nouns import Answer
from shared.errors import Unavailable
from tests.shared.bus.write.halls import HALLS, Full, Hall, opens, order, takes_seat

HALL = "hall-0001"


class Scripted:
    """Keeps aggregates in memory; each save first takes its next step: save, lose the answer, or fail."""

    def __init__(self, *steps: str | Exception) -> None:
        self.steps = list(steps)
        self.known: dict[str, Known[Hall]] = {}
        self.loads: list[list[str]] = []

    async def load(self, ids: Sequence[str]) -> Mapping[str, Known[Hall]]:
        self.loads.append(list(ids))
        return {i: self.known[i] for i in ids if i in self.known}

    async def save(self, folds: Sequence[Fold[Hall]]) -> Saved:
        step = self.steps.pop(0) if self.steps else "save"
        if isinstance(step, Exception):
            raise step
        lost = {f.aggregate_id for f in folds if self.known.get(f.aggregate_id, Known()).rev != f.before.rev}
        self.known |= {f.aggregate_id: f.after for f in folds if f.aggregate_id not in lost}
        if step == "connection lost":
            raise Unavailable
        if step == "counts differ":
            lost = {f.aggregate_id for f in folds}
        return Saved(frozenset(lost))


async def test_winners_find_their_own_id_when_the_counts_do_not_add_up():
    storage = Scripted("counts differ")
    halls = GroupCommit(HALLS, storage)
    ids = [f"hall-{n:04}" for n in range(5)]
    answers = await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids))
    assert answers == [Answer(i, 1, {"taken": 0}) for i in ids]
    assert [storage.known[i].rev for i in ids] == [1] * 5


async def test_after_a_lost_connection_the_same_id_finds_what_was_done():
    storage = Scripted("save", "connection lost")
    halls = GroupCommit(HALLS, storage)
    await halls.execute(order(HALL, opens(HALL)))
    with pytest.raises(Unavailable):
        await halls.execute(order(HALL, takes_seat(HALL, "a"), "command-1"))
    assert await halls.execute(order(HALL, takes_seat(HALL, "a"), "command-1")) == Answer(HALL, 2, {"taken": 1})
    assert storage.known[HALL].seq == 2


async def test_a_stored_answer_is_told_whatever_becomes_of_the_rest():
    storage = Scripted("save", "connection lost")
    halls = GroupCommit(HALLS, storage)
    await halls.execute(order(HALL, opens(HALL), "command-1"))
    done = await asyncio.gather(
        halls.execute(order(HALL, takes_seat(HALL, "a"))),
        halls.execute(order(HALL, opens(HALL), "command-1")),
        return_exceptions=True,
    )
    assert [type(d) for d in done] == [Unavailable, Answer]


async def test_a_refusal_on_a_cached_state_is_decided_again_on_what_is_read():
    storage = Scripted()
    halls, other = GroupCommit(HALLS, storage), GroupCommit(HALLS, storage)
    await halls.execute(order(HALL, opens(HALL, capacity=0)))
    await other.execute(order(HALL, opens(HALL, capacity=1)))
    storage.loads.clear()
    assert (await halls.execute(order(HALL, takes_seat(HALL, "a")))).seq == 3
    assert storage.loads == [[HALL]]


async def test_a_refusal_in_a_fold_that_is_saved_rests_on_the_guard_of_the_save():
    storage = Scripted()
    halls = GroupCommit(HALLS, storage)
    await halls.execute(order(HALL, opens(HALL, capacity=1)))
    storage.loads.clear()
    takes = (halls.execute(order(HALL, takes_seat(HALL, person))) for person in "ab")
    done = await asyncio.gather(*takes, return_exceptions=True)
    assert [type(d) for d in done] == [Answer, Full]
    assert storage.loads == []


async def test_a_bulk_that_fails_is_run_again_one_by_one():
    storage = Scripted(OverflowError())
    halls = GroupCommit(HALLS, storage)
    ids = [f"hall-{n:04}" for n in range(5)]
    answers = await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids))
    assert answers == [Answer(i, 1, {"taken": 0}) for i in ids]
    assert halls.counts.bulks == 6


async def test_who_waits_when_the_process_ends_is_told_that_the_outcome_is_unknown():
    class Stuck(Scripted):
        async def save(self, folds: Sequence[Fold[Hall]]) -> Saved:
            for task in asyncio.all_tasks():
                if "_work" in repr(task.get_coro()):
                    task.cancel()
            await asyncio.Event().wait()
            return Saved()

    halls = GroupCommit(HALLS, Stuck())
    with pytest.raises(Unavailable):
        await halls.execute(order(HALL, opens(HALL)))
