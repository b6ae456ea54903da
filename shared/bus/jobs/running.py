"""One attempt at a job, as its runner sees it."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, ParamSpec, TypeVar

from shared.bus.jobs.state import Job

P = ParamSpec("P")
T = TypeVar("T")


class Stopped(Exception):
    """The job was cancelled, or is another's: the runner is to end."""


class Progress(NamedTuple):
    """How far an attempt has come."""

    done: int = 0
    total: int | None = None
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """What a runner has made.

    `base` says what it was computed on; where there is one, the job waits to be adopted, and is run again with
    `adopted` to carry out its plan.
    """

    content: bytes | None = None
    media_type: str = "application/json"
    keep_for: timedelta = timedelta(days=7)
    base: str | None = None
    outcome: str | None = None


class Running:
    """What a runner is given: the job, a place beside the loop to compute in, and ears for its progress."""

    def __init__(self, job: Job, pool: ThreadPoolExecutor) -> None:
        self.job = job
        self.plan: bytes | None = None
        """What the job made before it was adopted."""
        self.reached = Progress(0, None, job.problems)
        self._pool, self._stopped = pool, False

    def progress(self, done: int, total: int | None = None, problems: int = 0) -> None:
        """So far. From any thread, as often as one likes. Raises `Stopped` when the attempt is to end."""
        if self._stopped:
            raise Stopped
        self.reached = Progress(done, total, problems)

    def stop(self) -> None:
        """The next `progress` says so."""
        self._stopped = True

    async def beside(self, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls a plain function in the worker's own thread, so that the loop goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: do(*args, **kwargs))


Runner = Callable[[Running], Awaitable[Made]]
"""Does the work of a kind of job. It may be run again after having died anywhere: what it writes has derived ids.

A `Refusal` that it raises is the job's outcome. What takes more than some milliseconds it does `beside` the loop.
"""
