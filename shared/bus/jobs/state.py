"""A job as it stands, and the facts that change it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.bus.nouns import Noun, Timer
from shared.contracts.events import Event, Kept, Told
from shared.contracts.jobs import JobStatus
from shared.contracts.places import Places

HOLD, RESULT = "hold", "result"
"""The timers of a job."""


@dataclass(frozen=True, slots=True)
class Job:
    """Long work that somebody asked for. `given` is the command that asked, as JSON; it is not told."""

    job_id: str
    tenant_id: str
    kind: str
    requested_by: str
    asked_at: datetime
    changed_at: datetime
    status: JobStatus = JobStatus.WAITING
    done: int = 0
    total: int | None = None
    problems: int = 0
    base: str | None = None
    outcome: str | None = None
    given: str = ""
    run: str | None = None
    """The attempt that has it in hand."""
    held_until: datetime | None = None
    """When another attempt may begin, if nothing is heard of this one."""
    tries: int = 0
    adopted: bool = False
    """What it computed is to be carried out, or was."""
    kept_until: datetime | None = None
    """How long its result is kept, where there is one."""


class JobHeld(Kept):
    """What of a job isn't told, whole."""

    given: str
    run: str | None
    held_until: datetime | None
    tries: int
    adopted: bool
    kept_until: datetime | None


TOLD = (
    "job_id",
    "tenant_id",
    "kind",
    "requested_by",
    "status",
    "done",
    "total",
    "problems",
    "base",
    "asked_at",
    "changed_at",
    "outcome",
)
KEPT = tuple(JobHeld.model_fields)


def told_part(job: Job) -> dict[str, Any]:
    """What is told of a job."""
    return {name: getattr(job, name) for name in TOLD}


def kept_part(job: Job) -> dict[str, Any]:
    """What stays within the service."""
    return {name: getattr(job, name) for name in KEPT}


def apply(job: Job | None, event: Event) -> Job:
    """The job after the fact; a told one is known by its fields, since each owner declares its own."""
    if isinstance(event, JobHeld) and job is not None:
        return replace(job, **dict(event))
    if isinstance(event, Told):
        told = {name: getattr(event, name) for name in TOLD}
        return replace(job, **told) if job else Job(**told)
    raise TypeError(f"{type(event).__name__} is no fact of this job")


def timers(job: Job) -> tuple[Timer, ...]:
    """An attempt that isn't heard of is given up; a result is kept for a time."""
    waited_for = {HOLD: job.held_until, RESULT: job.kept_until}
    return tuple(Timer(at, name) for name, at in waited_for.items() if at is not None)


def places(job: Job) -> Places:
    """The tenant for which it was asked."""
    return Places(job.tenant_id)


def job_noun(snapshot: type[Told]) -> Noun[Job]:
    """The noun of an owner's jobs, by the snapshot that its contract declares."""

    def whole(job: Job) -> Told:
        return snapshot(**told_part(job))

    return Noun("job", "jobs", Job, apply, places, whole, timers)
