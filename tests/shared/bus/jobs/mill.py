"""A service of the tests: a mill whose grinding is long work, computed on the grain that is there."""

import os
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from shared.auth import Actor, ActorKind
from shared.bus.dispatch import Dispatcher, Handler, May, PreparedHandler, Verdict
from shared.bus.itself import as_itself
from shared.bus.jobs import (
    Asked,
    Job,
    Jobs,
    JobWorker,
    Made,
    MongoResults,
    Runner,
    Running,
    adopt,
    ask,
    cancel,
    job_access,
)
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.nouns import Answer
from shared.bus.sweeping import Sweeper
from shared.clock import Clock
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Told
from shared.contracts.jobs import BaseMoved, JobExists, JobNotReady, JobOver, JobStatus, job_commands
from shared.contracts.values import Instant
from shared.ids import new_id
from shared.mongo import Database

SERVICE, TOPIC = "mills", f"techfest.mills.{new_id()[:8]}"
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
JOB = "job-00001"
COMMANDS = job_commands(SERVICE)


class JobChanged(Told, wire="mills.job_changed", version=1, topic=TOPIC, about="job_id"):
    job_id: str
    tenant_id: str
    kind: str
    requested_by: str
    status: JobStatus
    done: int
    total: int | None = None
    problems: int = 0
    base: str | None = None
    asked_at: Instant
    changed_at: Instant
    outcome: str | None = None


class JobSnapshot(Told, wire="mills.job_snapshot", version=1, topic=TOPIC, about="job_id"):
    job_id: str
    tenant_id: str
    kind: str
    requested_by: str
    status: JobStatus
    done: int
    total: int | None = None
    problems: int = 0
    base: str | None = None
    asked_at: Instant
    changed_at: Instant
    outcome: str | None = None


class Grind(Command, wire="mills.grind", about="job_id", refuses=(JobExists,)):
    job_id: str
    kind: str
    sacks: int


class AdoptFlour(Command, wire="mills.adopt_flour", about="job_id", refuses=(JobNotReady, BaseMoved, JobOver)):
    job_id: str


class StopMill(Command, wire="mills.stop_mill", about="job_id", refuses=(JobOver,)):
    job_id: str


JOBS = Jobs(JobChanged, JobSnapshot, COMMANDS)
LAN = Actor("person-lan-001", ActorKind.PERSON)


class Grain:
    """What the mill computes on; it may change."""

    def __init__(self, base: str = "harvest-1") -> None:
        self.base = base


def grind(job: Job | None, command: Grind, context: Context) -> Sequence[Event]:
    asked = Asked(command.job_id, "tenant-1", command.kind, command.model_dump_json())
    return ask(JobChanged, job, asked, context)


def adopt_flour(job: Job | None, command: AdoptFlour, context: Context, base: str) -> Sequence[Event]:
    return adopt(JobChanged, job, context, base)


def stop(job: Job | None, command: StopMill, context: Context) -> Sequence[Event]:
    return cancel(JobChanged, job, context)


async def base_now(command: AdoptFlour, _: Actor, grain: Grain) -> str:
    return grain.base


ROWS = (
    Handler(Grind, JOBS.noun, grind),
    PreparedHandler(AdoptFlour, JOBS.noun, adopt_flour, base_now),
    Handler(StopMill, JOBS.noun, stop),
    *JOBS.rows,
)


def anybody(actor: Actor, *_: object) -> Verdict:
    return Verdict.YES


ACCESS: dict[type[Command], May] = {
    Grind: anybody,
    AdoptFlour: anybody,
    StopMill: anybody,
    **job_access(SERVICE, COMMANDS),
}


class Mill:
    """One process of the mill's service."""

    def __init__(self, database: Database, clock: Clock, grain: Grain | None = None) -> None:
        self.database, self.clock = database, clock
        self.jobs = MongoAggregates(database, JOBS.noun, cache=0)
        self.dispatcher = Dispatcher(ROWS, ACCESS, {"job": self.jobs}, grain or Grain())
        self.send = as_itself(SERVICE, self.dispatcher.execute, clock)
        self.results = MongoResults(database)

    def worker(self, **kinds: Runner) -> JobWorker:
        """Runs jobs of these kinds."""
        return JobWorker(self.database, JOBS.noun, COMMANDS, kinds, self.send, self.results, self.clock)

    def sweeper(self, every: float = 1.0) -> Sweeper:
        """Frees jobs whose workers have died."""
        return Sweeper(self.database, [JOBS.noun], JOBS.timed, self.send, self.clock, every, lease_seconds=0.8)

    async def ask(self, command: Command, command_id: str = "") -> Answer:
        """As Lan."""
        return await self.dispatcher.execute(command, LAN, command_id or new_id(), "", self.clock.now())

    async def job(self, job_id: str = JOB) -> Job:
        """As it is saved."""
        found = await self.jobs.read(job_id)
        assert found is not None
        return found.state


def grinds(job_id: str = JOB, kind: str = "grind", sacks: int = 3) -> Grind:
    return Grind(job_id=job_id, kind=kind, sacks=sacks)


def dies_at(step: int) -> Callable[[int], None]:
    """Kills its own process there."""

    def after(done: int) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return after


def grinding(database: Database, after: Callable[[int], None] = lambda _: None) -> Runner:
    """A runner whose sacks are stored under derived ids: done again, they are the same."""

    async def run(running: Running) -> Made:
        asked = Grind.model_validate_json(running.job.given)
        for sack in range(asked.sacks):
            await database["sacks"].update_one({"_id": f"{asked.job_id}-{sack}"}, {"$inc": {"times": 1}}, upsert=True)
            running.progress(sack + 1, asked.sacks)
            after(sack + 1)
        return Made(f"{asked.sacks} sacks of flour".encode(), "text/plain")

    return run
