"""What may become of a job. `tell` is its owner's told event; each rule gives the facts, or raises a refusal."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeGuard

from shared.bus.jobs.state import Job, JobHeld, kept_part, told_part
from shared.contracts.context import Context
from shared.contracts.events import Event, Told
from shared.contracts.jobs import BaseMoved, JobExists, JobNotReady, JobOver, JobStatus
from shared.errors import NotFound

HELD_FOR = timedelta(seconds=10)
"""An attempt that isn't heard of for so long is given up."""
TRIES = 3
"""Attempts; a job whose workers die so often fails."""
OVER = frozenset({JobStatus.DONE, JobStatus.REFUSED, JobStatus.FAILED, JobStatus.CANCELLED})
Tell = type[Told]
Asking = Any
"""One of an owner's internal commands about jobs, as `shared.contracts.jobs` declares them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A job as it is asked for; `given` says what it is to be done with, as JSON: references, no person's words."""

    job_id: str
    tenant_id: str
    kind: str
    given: str


def ask(tell: Tell, job: Job | None, asked: Asked, context: Context) -> tuple[Event, ...]:
    """A new job, waiting; the same again changes nothing."""
    by = context.actor_id
    if job is not None:
        known = (job.tenant_id, job.kind, job.given, job.requested_by)
        if known != (asked.tenant_id, asked.kind, asked.given, by):
            raise JobExists
        return ()
    born = Job(asked.job_id, asked.tenant_id, asked.kind, by, context.now, context.now, given=asked.given)
    return tell(**told_part(born)), JobHeld(**kept_part(born))


def adopt(tell: Tell, job: Job | None, context: Context, base_now: str | None) -> tuple[Event, ...]:
    """What is ready is to be carried out, if it was computed on what is there now; again changes nothing.

    Refused for a moved base the job stays ready and keeps its result: it can be looked at, and asked for anew.
    """
    if job is None:
        raise NotFound
    if job.adopted and job.status is not JobStatus.CANCELLED:
        return ()
    if job.status in OVER:
        raise JobOver
    if job.status is not JobStatus.READY:
        raise JobNotReady
    if job.base != base_now:
        raise BaseMoved
    waits = replace(job, status=JobStatus.WAITING, adopted=True, done=0, total=None, tries=0)
    return _moved(tell, job, waits, context)


def cancel(tell: Tell, job: Job | None, context: Context) -> tuple[Event, ...]:
    """Stops it, and its result goes; again changes nothing."""
    if job is None:
        raise NotFound
    if job.status is JobStatus.CANCELLED:
        return ()
    if job.status in OVER:
        raise JobOver
    return _moved(tell, job, _let_go(job, status=JobStatus.CANCELLED, kept_until=None), context)


def begin(tell: Tell, job: Job | None, command: Asking, context: Context) -> tuple[Event, ...]:
    """An attempt takes a waiting job in hand; one that another has in hand stays there."""
    if job is None or job.status is not JobStatus.WAITING:
        return ()
    until = context.now + HELD_FOR
    held = replace(job, status=JobStatus.RUNNING, run=command.run, held_until=until, tries=job.tries + 1)
    return _moved(tell, job, held, context)


def report(tell: Tell, job: Job | None, command: Asking, context: Context) -> tuple[Event, ...]:
    """The attempt lives on and has come so far; one that was given up changes nothing."""
    if not _is_held_by(job, command.run):
        return ()
    until = context.now + HELD_FOR
    after = replace(job, done=command.done, total=command.total, problems=command.problems, held_until=until)
    return _moved(tell, job, after, context)


def finish(tell: Tell, job: Job | None, command: Asking, context: Context) -> tuple[Event, ...]:
    """All is computed: it is done, or ready to be adopted where the attempt names a base."""
    if not _is_held_by(job, command.run):
        return ()
    ready = command.base is not None and not job.adopted
    after = _let_go(
        job,
        status=JobStatus.READY if ready else JobStatus.DONE,
        base=command.base or job.base,
        done=command.done,
        total=command.total,
        problems=command.problems,
        outcome=command.outcome,
        kept_until=command.kept_until,
    )
    return _moved(tell, job, after, context)


def fail(tell: Tell, job: Job | None, command: Asking, context: Context) -> tuple[Event, ...]:
    """It can't be done; what it made before is kept as long as it was to be."""
    if not _is_held_by(job, command.run):
        return ()
    status = JobStatus.REFUSED if command.refused else JobStatus.FAILED
    return _moved(tell, job, _let_go(job, status=status, outcome=command.outcome), context)


def free(tell: Tell, job: Job | None, _: object, context: Context) -> tuple[Event, ...]:
    """Nothing was heard of the attempt: another may begin, or the job fails where too many have died."""
    if job is None or job.held_until is None or context.now < job.held_until:
        return ()
    if job.tries >= TRIES:
        return _moved(tell, job, _let_go(job, status=JobStatus.FAILED, outcome="worker_died"), context)
    return _moved(tell, job, _let_go(job, status=JobStatus.WAITING), context)


def expire(tell: Tell, job: Job | None, _: object, context: Context) -> tuple[Event, ...]:
    """The result goes; what was still to be adopted is over with it."""
    if job is None or job.kept_until is None or context.now < job.kept_until:
        return ()
    if job.status is JobStatus.READY:
        over = replace(job, status=JobStatus.CANCELLED, outcome="expired", kept_until=None)
        return _moved(tell, job, over, context)
    return _moved(tell, job, replace(job, kept_until=None), context)


def _is_held_by(job: Job | None, run: str) -> TypeGuard[Job]:
    return job is not None and job.status is JobStatus.RUNNING and job.run == run


def _let_go(job: Job, **changes: Any) -> Job:  # noqa: ANN401 - fields of a job
    return replace(job, run=None, held_until=None, **changes)


def _moved(tell: Tell, before: Job, after: Job, context: Context) -> tuple[Event, ...]:
    """The facts that make one of the other: told where something told has changed, kept where something else has."""
    facts: list[Event] = []
    if told_part(before) != told_part(after):
        facts.append(tell(**told_part(replace(after, changed_at=context.now))))
    if kept_part(before) != kept_part(after):
        facts.append(JobHeld(**kept_part(after)))
    return tuple(facts)
