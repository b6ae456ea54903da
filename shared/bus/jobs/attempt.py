"""One attempt at a job, from the taking in hand to what came of it."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from shared.bus.jobs.results import Result, Results
from shared.bus.jobs.running import Made, Progress, Runner, Running, Stopped
from shared.bus.jobs.state import Job
from shared.bus.nouns import Json
from shared.bus.patience import passes, patiently
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.commands import Command
from shared.contracts.jobs import JobCommands, JobStatus
from shared.errors import Refusal
from shared.ids import new_id

LOG = logging.getLogger(__name__)
LOOKS_EVERY = 0.3
"""Seconds; progress is told no more often."""
HEARD_OF_EVERY = 2.5
"""Seconds between two signs of life without progress: a quarter of what an attempt is held for."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a worker asks of its own service; each is sent until its outcome is known."""

    commands: JobCommands
    send: Send

    async def begin(self, job_id: str, run: str) -> bool:
        """Whether the attempt has the job in hand."""
        return (await self.ask(self.commands.begin(job_id=job_id, run=run))).get("run") == run

    async def ask(self, command: Command) -> Json:
        """Whose the job is, and where it stands."""
        command_id = new_id()
        answer = await patiently(lambda: self.send(command, command_id, ""))
        return answer.result or {}


class Attempt:
    """Runs a job that is in hand, says how far it is, and sees whether it is still wanted."""

    def __init__(
        self, job: Job, run: str, asks: Asks, results: Results, clock: Clock, pool: ThreadPoolExecutor
    ) -> None:
        self._job, self._run, self._asks, self._results, self._clock = job, run, asks, results, clock
        self._running = Running(job, pool)

    async def go(self, runner: Runner, look: Callable[[], Awaitable[Job]]) -> None:
        """Returns when it is recorded what came of it, or when the job is no longer this attempt's."""
        making = asyncio.ensure_future(self._made(runner))
        watching = asyncio.ensure_future(self._watch(look))
        try:
            await asyncio.wait({making, watching}, return_when=asyncio.FIRST_COMPLETED)
            if making.done():
                await self._settle(making)
            else:
                watching.result()
        finally:
            self._running.stop()
            making.cancel()
            watching.cancel()
            await asyncio.gather(making, watching, return_exceptions=True)

    async def _made(self, runner: Runner) -> Made:
        if self._job.adopted:
            job = self._job
            plan = await patiently(lambda: self._results.find(job.job_id, job.requested_by, self._clock.now()))
            self._running.plan = plan.content if plan else None
        return await runner(self._running)

    async def _watch(self, look: Callable[[], Awaitable[Job]]) -> None:
        """Returns when the job is no longer this attempt's."""
        loop = asyncio.get_running_loop()
        told, heard_of_at, job = _shown(self._running.reached), loop.time(), self._job
        while job.run == self._run:
            await asyncio.sleep(LOOKS_EVERY)
            reached = self._running.reached
            if _shown(reached) == told and loop.time() < heard_of_at + HEARD_OF_EVERY:
                job = await patiently(look)
                continue
            told, heard_of_at = _shown(reached), loop.time()
            answer = await self._asks.ask(self._of("report", **reached._asdict()))
            if answer.get("run") != self._run:
                return

    async def _settle(self, making: "asyncio.Future[Made]") -> None:
        try:
            await self._finish(making.result())
        except (Stopped, asyncio.CancelledError):
            return
        except Exception as error:
            await self._fail(error)

    async def _finish(self, made: Made) -> None:
        job, kept_until = self._job, None
        if made.content is not None:
            kept_until = self._clock.now() + made.keep_for
            result = Result(made.content, made.media_type, kept_until)
            await patiently(lambda: self._results.put(job.job_id, job.requested_by, result))
        said = {"base": made.base, "outcome": made.outcome, "kept_until": kept_until}
        answer = await self._asks.ask(self._of("finish", **said, **self._running.reached._asdict()))
        if answer.get("status") == JobStatus.CANCELLED.value:
            await patiently(lambda: self._results.drop(job.job_id))

    async def _fail(self, error: Exception) -> None:
        """What passes by itself is left to the next attempt, after this one was given up."""
        what = f"job {self._job.job_id} of kind {self._job.kind}"
        if passes(error):
            LOG.warning("%s is to be begun again: %s", what, type(error).__name__)
        elif isinstance(error, Refusal):
            await self._asks.ask(self._of("fail", outcome=error.code, refused=True))
        else:
            where = "".join(traceback.format_tb(error.__traceback__))  # no text of the error: it may quote input
            LOG.error("%s failed: %s\n%s", what, type(error).__name__, where)
            await self._asks.ask(self._of("fail", outcome="unexpected"))

    def _of(self, name: str, **fields: Any) -> Command:  # noqa: ANN401 - the command's fields
        command: Command = getattr(self._asks.commands, name)(job_id=self._job.job_id, run=self._run, **fields)
        return command


def _shown(reached: Progress) -> tuple[int, int | None]:
    """What is worth telling: every hundredth, where the whole is known."""
    return (reached.done * 100 // reached.total if reached.total else reached.done), reached.total
