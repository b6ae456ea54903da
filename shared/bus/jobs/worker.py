"""Takes waiting jobs in hand, one at a time."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from shared.bus.folds import Known
from shared.bus.jobs.attempt import Asks, Attempt
from shared.bus.jobs.results import Results
from shared.bus.jobs.rules import OVER
from shared.bus.jobs.running import Runner
from shared.bus.jobs.state import Job
from shared.bus.mongo_aggregates import MongoStorage
from shared.bus.nouns import Noun
from shared.bus.patience import patiently
from shared.bus.reactions import Send
from shared.bus.tracing import on_trace
from shared.clock import Clock
from shared.contracts.jobs import JobCommands, JobStatus
from shared.ids import new_id
from shared.mongo import Database, IndexModel, find_all

LOOKS_EVERY = 0.5
"""Seconds between two looks for a waiting job."""
KEEPS_HOUSE_EVERY = 60.0
"""Seconds between two clearings of old results."""


class JobWorker:
    """Runs the jobs of a service by their kinds; of several workers each takes others.

    An attempt whose process dies is given up ten seconds after its last sign of life (by the sweeper), and the job is
    begun again.
    """

    def __init__(
        self,
        database: Database,
        noun: Noun[Job],
        commands: JobCommands,
        kinds: Mapping[str, Runner],
        send: Send,
        results: Results,
        clock: Clock,
    ) -> None:
        """`send` puts commands to the service's own dispatcher, as the service."""
        self._jobs, self._states = database[noun.collection], MongoStorage(database, noun)
        self._kinds, self._results, self._clock = kinds, results, clock
        self._asks = Asks(commands, send)
        self._pool = ThreadPoolExecutor(1, "job")
        self._house_at = 0.0

    async def run(self) -> None:
        """Works for ever; raises what no waiting mends, and the process is to end."""
        await patiently(self._prepare)
        try:
            while True:
                await patiently(self._keep_house)
                if not await self.work():
                    await asyncio.sleep(LOOKS_EVERY)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def work(self) -> bool:
        """Does the job that waits longest, if there is one; whether there was."""
        job_id = await patiently(self._next)
        if job_id is None:
            return False
        run = new_id()
        if await self._asks.begin(job_id, run):
            known = await patiently(lambda: self._known(job_id))
            job = _job_of(known)
            attempt = Attempt(job, run, self._asks, self._results, self._clock, self._pool)
            with on_trace(known.trace):
                await attempt.go(self._kinds[job.kind], lambda: self._job(job_id))
        return True

    async def clear(self) -> None:
        """Drops the results that were kept long enough, and those of jobs that have none any more."""
        await self._results.drop_old(self._clock.now())
        gone = {"state.status": {"$in": [status.value for status in OVER]}, "state.kept_until": None}
        over = await find_all(self._jobs, {"_id": {"$in": await self._results.ids()}, **gone}, {"_id": 1})
        for found in over:
            await self._results.drop(found["_id"])

    async def _keep_house(self) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._house_at:
            self._house_at = now + KEEPS_HOUSE_EVERY
            await self.clear()

    async def _prepare(self) -> None:
        keys = [("state.status", 1), ("state.asked_at", 1)]
        await self._jobs.create_indexes([IndexModel(keys, name="waiting")])

    async def _next(self) -> str | None:
        query = {"state.status": JobStatus.WAITING.value, "state.kind": {"$in": list(self._kinds)}}
        found = await find_all(self._jobs, query, {"_id": 1}, sort=[("state.asked_at", 1)], limit=1)
        return str(found[0]["_id"]) if found else None

    async def _job(self, job_id: str) -> Job:
        return _job_of(await self._known(job_id))

    async def _known(self, job_id: str) -> Known[Job]:
        known = await self._states.find(job_id)
        if known is None:
            raise LookupError(f"no job {job_id}")
        return known


def _job_of(known: Known[Job]) -> Job:
    assert known.state is not None, "a job that is saved has a state"
    return known.state
