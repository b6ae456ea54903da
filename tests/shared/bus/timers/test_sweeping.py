"""What is due is done once, whoever dies, and what can't be done is not tried without end."""

import asyncio
import logging
import signal
import sys
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise

import pytest

from shared.bus import due as due_module
from shared.bus import sweeping
from shared.bus.mongo_prepare import prepare
from shared.bus.sweeping import Counts, Sweeper
from shared.clock import FileClock, SystemClock
from shared.errors import Unavailable
from shared.ids import derived_id
from tests.builders.tokens import StoppedClock
from tests.harness.waiting import eventually
from tests.shared.bus.timers.closing import TIMED, closes_at, sends, state
from tests.shared.bus.write.halls import HALLS, NOW, Hall, NoteKept
from tests.shared.bus.write.stores import MongoStores

HALL = "hall-0001"
SOON = NOW + timedelta(minutes=5)
CLOSED = "closed by halls"


@pytest.fixture
async def prepared(database):
    await prepare(database, [HALLS])
    return database


@pytest.fixture
def clock():
    return StoppedClock(NOW)


class Recorded:
    """Sends, and remembers what; fails first as often as it is told."""

    def __init__(self, send, fails=0, error=Unavailable):
        self.send, self.fails, self.error, self.sent = send, fails, error, []

    async def __call__(self, command, command_id, traceparent):
        self.sent.append((command.wire, command.aggregate_id, command_id))
        answer = await self.send(command, command_id, traceparent)
        if self.fails:
            self.fails -= 1
            raise self.error
        return answer


def sweeper(database, clock, send=None, timed=TIMED, every=1.0):
    return Sweeper(database, [HALLS], timed, send or sends(database, clock), clock, every, lease_seconds=0.8)


@asynccontextmanager
async def running(*sweepers):
    tasks = [asyncio.create_task(each.run()) for each in sweepers]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def told(database):
    return await MongoStores(database).told()


async def test_what_is_due_is_done_by_the_service_itself_and_not_before(prepared, clock):
    await closes_at(prepared, HALL, SOON)
    sweeps = sweeper(prepared, clock)
    await sweeps.sweep()
    assert await state(prepared, HALL) == Hall(closes_at=SOON)
    clock.at = SOON
    await sweeps.sweep()
    assert await state(prepared, HALL) == Hall(name=CLOSED)
    assert sweeps.counts == Counts(sent=1)


async def test_the_commands_id_comes_of_aggregate_timer_and_due_time(prepared, clock):
    await closes_at(prepared, HALL, NOW)
    recorded = Recorded(sends(prepared, clock))
    await sweeper(prepared, clock, recorded).sweep()
    wanted = derived_id("hall", HALL, "closing", "2026-03-01T08:00:00+00:00")
    assert recorded.sent == [("halls.close_hall", HALL, wanted)]
    assert await MongoStores(prepared).remembered(HALL) > {wanted}


async def test_one_timer_after_the_other_is_done(prepared, clock):
    await closes_at(prepared, HALL, NOW, cleaned_at=NOW)
    sweeps = sweeper(prepared, clock)
    await sweeps.sweep()
    await sweeps.sweep()
    assert await state(prepared, HALL) == Hall(name=CLOSED)
    assert (await prepared["halls"].find_one({})).get("due") is None


async def test_the_oldest_comes_first_however_many_there_are(prepared, clock, monkeypatch):
    monkeypatch.setattr(due_module, "PAGE", 3)
    ages = [3, 7, 1, 7, 7, 0, 7, 2]
    for number, age in enumerate(ages):
        await closes_at(prepared, f"hall-000{number}", NOW - timedelta(hours=age))
    recorded = Recorded(sends(prepared, clock))
    await sweeper(prepared, clock, recorded).sweep()
    oldest_first = sorted(range(len(ages)), key=lambda number: -ages[number])
    sent = [int(aggregate_id[-1]) for _, aggregate_id, _ in recorded.sent]
    assert [set(sent[at : at + 3]) for at in (0, 3, 6)] == [set(oldest_first[at : at + 3]) for at in (0, 3, 6)]


async def test_what_a_process_saved_before_it_was_killed_is_done_by_the_next(prepared, real_parts, clock):
    words = (real_parts.mongo, prepared.name, HALL, NOW.isoformat())
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.shared.bus.timers.dying_process", *words
    )
    assert await process.wait() == -signal.SIGKILL
    await sweeper(prepared, clock).sweep()
    assert await state(prepared, HALL) == Hall(name=CLOSED)


async def test_a_command_whose_outcome_was_not_heard_is_done_once(prepared, clock):
    await closes_at(prepared, HALL, NOW)
    sweeps = sweeper(prepared, clock, Recorded(sends(prepared, clock), fails=1), every=0.0)
    for _ in range(3):
        await sweeps.sweep()
    assert len(await told(prepared)) == 1
    assert sweeps.counts == Counts(failed=1)


async def test_two_sweepers_at_once_do_it_once(prepared, clock):
    halls = [f"hall-00{number:02}" for number in range(40)]
    for hall_id in halls:
        await closes_at(prepared, hall_id, NOW, NoteKept(note="daily"))
    recorded = [Recorded(sends(prepared, clock)) for _ in range(2)]
    await asyncio.gather(*(sweeper(prepared, clock, each).sweep() for each in recorded))
    assert {(await state(prepared, hall_id)).name for hall_id in halls} == {"+"}
    assert len(recorded[0].sent) + len(recorded[1].sent) > 40


async def test_one_of_two_leads_and_the_other_takes_over(prepared, clock):
    first, second = sweeper(prepared, clock, every=0.02), sweeper(prepared, clock, every=0.02)

    async def done(hall_id):
        return (await state(prepared, hall_id)).name == CLOSED

    async with running(first) as tasks:
        await closes_at(prepared, HALL, NOW)
        await eventually(lambda: done(HALL), what="the first sweeps")
        async with running(second):
            await closes_at(prepared, "hall-0002", NOW)
            await eventually(lambda: done("hall-0002"), what="the first still sweeps")
            assert (first.counts, second.counts) == (Counts(sent=2), Counts())
            tasks[0].cancel()
            await closes_at(prepared, "hall-0003", NOW)
            await eventually(lambda: done("hall-0003"), what="the second takes over")


@pytest.mark.parametrize("note", ["locked", "stuck"])
async def test_what_cannot_be_done_is_not_tried_again_at_once_and_stops_nobody(prepared, clock, note):
    await closes_at(prepared, HALL, NOW - timedelta(days=1), NoteKept(note=note))
    await closes_at(prepared, "hall-0002", NOW)
    recorded = Recorded(sends(prepared, clock))
    sweeps = sweeper(prepared, clock, recorded)
    for _ in range(20):
        await sweeps.sweep()
    assert [aggregate_id for _, aggregate_id, _ in recorded.sent] == [HALL, "hall-0002"]
    assert (await state(prepared, "hall-0002")).name == CLOSED


async def test_each_try_waits_twice_as_long_as_the_one_before(prepared, clock, monkeypatch):
    await closes_at(prepared, HALL, NOW, NoteKept(note="locked"))
    loop, moved, real = asyncio.get_running_loop(), [0.0], asyncio.get_running_loop().time
    monkeypatch.setattr(loop, "time", lambda: real() + moved[0])
    monkeypatch.setattr(sweeping, "LONGEST_PAUSE", 1_600.0)
    recorded, tries = Recorded(sends(prepared, clock)), list[int]()
    sweeps = sweeper(prepared, clock, recorded, every=100.0)
    for step in range(64):
        await sweeps.sweep()
        if len(recorded.sent) > len(tries):
            tries.append(step)
        moved[0] += 100.0
    assert [after - before for before, after in pairwise(tries)] == [1, 2, 4, 8, 16, 16, 16]
    assert sweeps.counts == Counts(failed=len(tries))


async def test_a_failure_that_passes_is_tried_again(prepared, clock):
    await closes_at(prepared, HALL, NOW)
    calls = []

    async def away_at_first(command, command_id, traceparent):
        calls.append(command_id)
        if len(calls) < 3:
            raise Unavailable
        return await sends(prepared, clock)(command, command_id, traceparent)

    sweeps = sweeper(prepared, clock, away_at_first, every=0.0)
    for _ in range(3):
        await sweeps.sweep()
    assert (await state(prepared, HALL)).name == CLOSED
    assert (len(calls), len(set(calls)), sweeps.counts) == (3, 1, Counts(sent=1, failed=2))


async def test_a_timer_that_no_row_knows_is_counted_and_stops_nobody(prepared, clock):
    await closes_at(prepared, HALL, NOW)
    await closes_at(prepared, "hall-0002", None, cleaned_at=NOW)
    only_cleaning = {key: row for key, row in TIMED.items() if key[1] == "cleaning"}
    sweeps = sweeper(prepared, clock, timed=only_cleaning)
    await sweeps.sweep()
    assert (await state(prepared, "hall-0002")).name == "clean"
    assert sweeps.counts == Counts(sent=1, failed=1)


async def test_an_aggregate_that_cannot_be_read_stops_nobody(prepared, clock):
    await closes_at(prepared, HALL, NOW)
    await closes_at(prepared, "hall-0002", NOW)
    await prepared["halls"].update_one({"_id": HALL}, {"$set": {"shape": 2}})
    sweeps = sweeper(prepared, clock)
    await sweeps.sweep()
    assert (await state(prepared, "hall-0002")).name == CLOSED
    assert sweeps.counts == Counts(sent=1, failed=1)


async def test_the_log_says_which_timer_failed_and_nothing_of_the_state(prepared, clock, caplog):
    await closes_at(prepared, HALL, NOW, NoteKept(note="locked"))
    with caplog.at_level(logging.WARNING):
        await sweeper(prepared, clock).sweep()
    assert caplog.messages == [f"timer closing of hall {HALL}: halls.full, attempt 1"]


async def test_a_clock_that_is_moved_ninety_days_is_seen_at_the_next_look(prepared, tmp_path):
    file = tmp_path / "clock"
    processes = [sweeper(prepared, FileClock(file), every=0.05) for _ in range(2)]
    real_now = SystemClock().now()
    await closes_at(prepared, HALL, real_now + timedelta(days=89))
    await closes_at(prepared, "hall-0002", real_now + timedelta(days=91))

    async def done():
        return (await state(prepared, HALL)).name == CLOSED

    async with running(*processes):
        file.write_text(str(timedelta(days=90).total_seconds()))
        await eventually(done, what="every process sees the moved clock")
    assert (await state(prepared, "hall-0002")).closes_at is not None
