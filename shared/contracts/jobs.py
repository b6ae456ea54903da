"""Long work: what every service's jobs share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.contracts.commands import Command
from shared.contracts.values import Id, Instant
from shared.errors import N_, Kind, Refusal


class JobStatus(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    """Asked for; nobody has begun it."""
    RUNNING = "running"
    """A worker computes it, and tells how far it is."""
    READY = "ready"
    """Computed; what it would change is to be adopted."""
    DONE = "done"
    """What it was to do is done."""
    REFUSED = "refused"
    """It was understood and can not be done; `outcome` says why."""
    FAILED = "failed"
    """Something went wrong here; it may be asked for again."""
    CANCELLED = "cancelled"
    """Whoever asked for it has stopped it."""


class JobNotReady(Refusal):
    """The job has computed nothing yet that could be adopted."""

    code, kind, text = "job_not_ready", Kind.CONFLICT, N_("This isn't ready yet.")


class JobOver(Refusal):
    """The job has ended: there is nothing more to stop or adopt."""

    code, kind, text = "job_over", Kind.CONFLICT, N_("This has ended already.")


class BaseMoved(Refusal):
    """What the job was computed on has changed since."""

    code, kind, text = (
        "base_moved",
        Kind.CONFLICT,
        N_("Something has changed since this was computed. Run it again."),
    )


class JobExists(Refusal):
    """The id stands for a job that was asked for otherwise."""

    code, kind, text = "job_exists", Kind.CONFLICT, N_("This was asked for already, with other words.")


@dataclass(frozen=True, slots=True)
class JobCommands:
    """What a service asks of itself about its jobs: the worker that has one in hand, and its timers."""

    begin: type[Any]
    report: type[Any]
    finish: type[Any]
    fail: type[Any]
    free: type[Any]
    expire: type[Any]

    @property
    def all(self) -> tuple[type[Command], ...]:
        """Each of them."""
        return (self.begin, self.report, self.finish, self.fail, self.free, self.expire)


def job_commands(owner: str) -> JobCommands:
    """Declares the internal commands about an owner's jobs. `run` names one attempt of one worker."""

    class BeginJob(Command, wire=f"{owner}.begin_job", about="job_id", internal=True):
        """A worker takes a waiting job in hand; the answer names whose it is."""

        job_id: Id
        """The job."""
        run: Id
        """The attempt that begins."""

    class ReportProgress(Command, wire=f"{owner}.report_progress", about="job_id", internal=True):
        """The worker is alive and has come so far; the answer names whose the job is."""

        job_id: Id
        """The job."""
        run: Id
        """The attempt that goes on."""
        done: int
        """Steps done."""
        total: int | None = None
        """Steps in all, once that is known."""
        problems: int = 0
        """Things in the input that need a look."""

    class FinishJob(Command, wire=f"{owner}.finish_job", about="job_id", internal=True):
        """All is computed, and what came of it is stored."""

        job_id: Id
        """The job."""
        run: Id
        """The attempt that ends."""
        base: str | None = None
        """What it was computed on, where it is to be adopted."""
        done: int = 0
        """Steps done."""
        total: int | None = None
        """Steps in all, where they were counted."""
        problems: int = 0
        """Things in the input that need a look."""
        outcome: str | None = None
        """A code that says what came of it."""
        kept_until: Instant | None = None
        """How long the result is kept, where there is one."""

    class FailJob(Command, wire=f"{owner}.fail_job", about="job_id", internal=True):
        """It can't be done."""

        job_id: Id
        """The job."""
        run: Id
        """The attempt that ends."""
        outcome: str
        """A code that says why."""
        refused: bool = False
        """Whether a rule refused it; else it failed."""

    class FreeJob(Command, wire=f"{owner}.free_job", about="job_id", internal=True):
        """The worker that has it in hand was not heard of for too long: another may take it."""

        job_id: Id
        """The job."""

    class ExpireResult(Command, wire=f"{owner}.expire_result", about="job_id", internal=True):
        """The result was kept long enough."""

        job_id: Id
        """The job."""

    return JobCommands(BeginJob, ReportProgress, FinishJob, FailJob, FreeJob, ExpireResult)
