"""A worker does jobs beside its loop, says how far it is, and what it leaves undone another does."""

import asyncio
import signal
import sys
import time
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from shared.bus.jobs import LARGEST, Made, Result, attempt, result_of
from shared.bus.jobs.rules import HELD_FOR
from shared.bus.mongo_prepare import prepare
from shared.bus.start_position import read_position
from shared.bus.tracing import current_trace, on_trace
from shared.clock import FileClock
from shared.contracts.jobs import BaseMoved, JobNotReady, JobStatus
from shared.errors import NotFound, Unavailable
from tests.harness.waiting import eventually
from tests.shared.bus.jobs.mill import (
    JOB,
    JOBS,
    LAN,
    AdoptFlour,
    Grain,
    JobChanged,
    Mill,
    StopMill,
    grinding,
    grinds,
)
from tests.shared.bus.write.stores import changes_since


@pytest.fixture
async def mill(database, tmp_path):
    await prepare(database, [JOBS.noun])
    return Mill(database, FileClock(tmp_path / "clock"))


@pytest.fixture
def moved(tmp_path):
    """Moves the clock of every process."""
    return lambda by: (tmp_path / "clock").write_text(str(by.total_seconds()))


@asynccontextmanager
async def running(*workers):
    tasks = [asyncio.create_task(worker.run()) for worker in workers]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def stands(mill, status, job_id=JOB):
    async def condition():
        return (await mill.job(job_id)).status is status

    await eventually(condition, 30, f"the job is {status}")
    return await mill.job(job_id)


async def result(mill, reader_id=LAN.id, job_id=JOB):
    return await result_of(mill.jobs, mill.results, job_id, reader_id, mill.clock.now())


async def sacks(mill):
    return {found["_id"]: found["times"] async for found in mill.database["sacks"].find({})}


async def test_a_job_is_done_and_its_result_is_for_who_asked(mill):
    await mill.ask(grinds())
    assert await mill.worker(grind=grinding(mill.database)).work()
    job = await mill.job()
    assert (job.status, job.done, job.total, job.tries, job.run) == (JobStatus.DONE, 3, 3, 1, None)
    assert (await result(mill)).content == b"3 sacks of flour"
    assert await result(mill, "person-minh-2") is None


async def test_there_is_nothing_to_do_without_a_job_of_its_kinds(mill):
    await mill.ask(grinds(kind="bake"))
    assert not await mill.worker(grind=grinding(mill.database)).work()
    assert (await mill.job()).status is JobStatus.WAITING


async def test_what_was_asked_first_is_done_first(mill):
    done = []

    async def noted(running):
        done.append(running.job.job_id)
        return Made()

    for job_id in ("job-00009", "job-00001", "job-00005"):
        await mill.ask(grinds(job_id))
    worker = mill.worker(grind=noted)
    while await worker.work():
        pass
    assert done == ["job-00009", "job-00001", "job-00005"]


async def test_what_a_job_asks_goes_back_to_the_request_for_it(mill):
    traces = []

    async def noted(running):
        traces.append(current_trace())
        return Made()

    with on_trace("00-the-request"):
        await mill.ask(grinds())
    assert await mill.worker(grind=noted).work()
    assert traces == ["00-the-request"]
    assert current_trace() == ""


async def test_a_waiting_job_is_found_by_its_index(mill):
    async with running(mill.worker(grind=grinding(mill.database))):
        await mill.ask(grinds())
        await stands(mill, JobStatus.DONE)
    query = {"state.status": "waiting", "state.kind": {"$in": ["grind"]}}
    plan = await mill.database["jobs"].find(query).sort("state.asked_at", 1).explain()
    assert plan["queryPlanner"]["winningPlan"]["inputStage"]["indexName"] == "waiting"


def burns(running, seconds, steps):
    """Keeps a processor busy, and says how far it is."""
    for step in range(steps):
        end = time.monotonic() + seconds / steps
        while time.monotonic() < end:
            sum(range(1_000))
        running.progress(step + 1, steps)


async def test_hard_work_does_not_hold_up_the_loop_and_progress_is_told_now_and_then(mill):
    async def hard(running):
        await running.beside(burns, running, 1.5, 1_500)
        return Made()

    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    await mill.ask(grinds())
    ticking, begun = asyncio.create_task(tick()), time.monotonic()
    await mill.worker(grind=hard).work()
    ticking.cancel()
    seconds = time.monotonic() - begun
    assert ticks > 20 * seconds, "the loop goes round at least every 50 ms"
    told = await progress(mill)
    assert (told[0], told[-1]) == (("running", 0), ("done", 1_500))
    assert 2 <= len([done for status, done in told if status == "running" and done]) <= seconds / 0.3


async def progress(mill):
    """(status, done) as it was told after the asking."""
    position = await read_position(mill.database)
    assert position is not None
    of_jobs = await changes_since(mill.database, position.start, "jobs")
    saved = [change.get("updateDescription", {}).get("updatedFields", {}).get("ev", ()) for change in of_jobs]
    facts = [JobChanged.model_validate_json(stored["data"]) for events in saved for stored in events]
    return [(fact.status.value, fact.done) for fact in facts]


async def goes_on(running):
    await running.beside(burns, running, 60, 60_000)
    return Made(b"flour")


async def says_nothing(running):
    await asyncio.Event().wait()
    return Made(b"flour")


@pytest.mark.parametrize(("endless", "heard_of_every"), [(goes_on, 0.0), (says_nothing, 60.0)])
async def test_a_cancelled_job_stops_and_leaves_nothing(mill, monkeypatch, endless, heard_of_every):
    monkeypatch.setattr(attempt, "HEARD_OF_EVERY", heard_of_every)
    await mill.ask(grinds())
    work = asyncio.create_task(mill.worker(grind=endless).work())
    await stands(mill, JobStatus.RUNNING)
    await mill.ask(StopMill(job_id=JOB))
    await asyncio.wait_for(work, 10)
    assert (await mill.job()).status is JobStatus.CANCELLED
    assert (await result(mill), await mill.results.ids()) == (None, [])


async def test_what_was_finished_while_it_was_cancelled_is_dropped(mill):
    async def cancelled_at_the_end(running):
        await mill.ask(StopMill(job_id=JOB))
        return Made(b"flour")

    await mill.ask(grinds())
    await mill.worker(grind=cancelled_at_the_end).work()
    assert (await mill.job()).status is JobStatus.CANCELLED
    assert await mill.results.ids() == []


@pytest.mark.parametrize(
    ("error", "status", "outcome"),
    [
        (NotFound(), JobStatus.REFUSED, "not_found"),
        (ZeroDivisionError("lan@example.org"), JobStatus.FAILED, "unexpected"),
    ],
)
async def test_a_job_that_cannot_be_done_says_why(mill, caplog, error, status, outcome):
    async def fails(running):
        raise error

    await mill.ask(grinds())
    await mill.worker(grind=fails).work()
    job = await mill.job()
    assert (job.status, job.outcome) == (status, outcome)
    assert "lan@example.org" not in caplog.text


async def test_a_result_that_is_too_large_is_refused(mill):
    async def large(running):
        return Made(b"x" * (LARGEST + 1))

    await mill.ask(grinds())
    await mill.worker(grind=large).work()
    job = await mill.job()
    assert (job.status, job.outcome) == (JobStatus.REFUSED, "too_large")


async def test_a_job_whose_worker_is_killed_is_done_by_another_and_its_steps_not_twice(mill, real_parts, moved):
    await mill.ask(grinds())
    dying = ("-m", "tests.shared.bus.jobs.worker_process", real_parts.mongo, mill.database.name, "2")
    process = await asyncio.create_subprocess_exec(sys.executable, *dying)
    assert await process.wait() == -signal.SIGKILL
    assert (await mill.job()).status is JobStatus.RUNNING
    moved(HELD_FOR + timedelta(seconds=2))
    async with running(mill.worker(grind=grinding(mill.database)), mill.sweeper(0.05)):
        job = await stands(mill, JobStatus.DONE)
    assert (job.done, job.tries) == (3, 2)
    assert await sacks(mill) == {f"{JOB}-0": 2, f"{JOB}-1": 2, f"{JOB}-2": 1}
    assert (await result(mill)).content == b"3 sacks of flour"


async def test_a_failure_that_passes_is_left_to_another_attempt(mill, moved):
    tries = []

    async def away_at_first(running):
        tries.append(running.job.tries)
        if len(tries) == 1:
            raise Unavailable
        return Made()

    await mill.ask(grinds())
    worker = mill.worker(grind=away_at_first)
    await worker.work()
    moved(HELD_FOR)
    await mill.sweeper().sweep()
    await worker.work()
    assert (tries, (await mill.job()).status) == ([1, 2], JobStatus.DONE)


async def test_two_workers_do_each_job_once(mill):
    for number in range(6):
        await mill.ask(grinds(f"job-0000{number}"))
    other = Mill(mill.database, mill.clock)
    workers = [each.worker(grind=grinding(mill.database)) for each in (mill, other)]

    async def works(worker):
        while await worker.work():
            pass

    await asyncio.gather(*map(works, workers))
    assert {(await mill.job(f"job-0000{n}")).status for n in range(6)} == {JobStatus.DONE}
    assert set((await sacks(mill)).values()) == {1}


async def test_an_attempt_that_was_given_up_records_nothing(mill, moved):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(running):
        begun.set()
        await go_on.wait()
        return Made(b"of the first")

    async def quick(running):
        return Made(b"of the second")

    await mill.ask(grinds())
    first = asyncio.create_task(mill.worker(grind=slow).work())
    await begun.wait()
    moved(timedelta(days=90))
    await mill.sweeper().sweep()
    await mill.worker(grind=quick).work()
    await asyncio.wait_for(first, 10)
    job = await mill.job()
    assert (job.status, job.tries, (await result(mill)).content) == (JobStatus.DONE, 2, b"of the second")


def planning(grain):
    """A runner that plans on the grain that is there, and carries out what was adopted."""

    async def run(running):
        if not running.job.adopted:
            running.progress(1, 1, problems=1)
            return Made(f"plan on {grain.base}".encode(), base=grain.base)
        return Made(b"done: " + running.plan)

    return run


async def test_a_plan_is_adopted_on_its_base_and_carried_out(mill):
    grain = Grain()
    worker = mill.worker(grind=planning(grain))
    await mill.ask(grinds())
    with pytest.raises(JobNotReady):
        await mill.ask(AdoptFlour(job_id=JOB))
    await worker.work()
    job = await mill.job()
    assert (job.status, job.base, job.problems) == (JobStatus.READY, "harvest-1", 1)
    assert (await result(mill)).content == b"plan on harvest-1"
    for _ in range(2):
        await mill.ask(AdoptFlour(job_id=JOB))
    await worker.work()
    assert (await mill.job()).status is JobStatus.DONE
    assert (await result(mill)).content == b"done: plan on harvest-1"
    assert not await worker.work()


async def test_a_plan_on_a_base_that_moved_is_refused_and_kept(database, mill, tmp_path):
    grain = Grain()
    mill = Mill(database, FileClock(tmp_path / "clock"), grain)
    await mill.ask(grinds())
    await mill.worker(grind=planning(grain)).work()
    grain.base = "harvest-2"
    with pytest.raises(BaseMoved):
        await mill.ask(AdoptFlour(job_id=JOB))
    assert (await mill.job()).status is JobStatus.READY
    assert (await result(mill)).content == b"plan on harvest-1"
    await mill.ask(grinds("job-00002"))
    await mill.worker(grind=planning(grain)).work()
    await mill.ask(AdoptFlour(job_id="job-00002"))


async def test_a_base_that_moves_after_the_adoption_refuses_the_job(mill):
    grain = Grain()

    async def run(running):
        if running.job.adopted:
            raise BaseMoved
        return Made(b"plan", base=grain.base)

    worker = mill.worker(grind=run)
    await mill.ask(grinds())
    await worker.work()
    await mill.ask(AdoptFlour(job_id=JOB))
    await worker.work()
    job = await mill.job()
    assert (job.status, job.outcome, (await result(mill)).content) == (JobStatus.REFUSED, "base_moved", b"plan")


async def test_the_result_of_a_cancelled_job_is_hidden_at_once_and_dropped_soon(mill):
    worker = mill.worker(grind=planning(Grain()))
    await mill.ask(grinds())
    await worker.work()
    await mill.ask(StopMill(job_id=JOB))
    assert await result(mill) is None
    await worker.clear()
    assert await mill.results.ids() == []


async def test_a_result_that_was_kept_long_enough_is_gone(mill, moved):
    worker = mill.worker(grind=planning(Grain()))
    await mill.ask(grinds())
    await worker.work()
    await mill.results.put("job-00002", "lan", Result(b"newer", "text/plain", mill.clock.now() + timedelta(days=9)))
    await worker.clear()
    assert len(await mill.results.ids()) == 2
    moved(timedelta(days=8))
    await mill.sweeper().sweep()
    job = await mill.job()
    assert (job.status, job.outcome) == (JobStatus.CANCELLED, "expired")
    await worker.clear()
    assert await mill.results.ids() == ["job-00002"]
