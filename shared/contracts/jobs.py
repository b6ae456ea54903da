"""Long work: what every service's jobs share."""

from enum import StrEnum

from shared.errors import N_, Kind, Refusal


class JobStatus(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    """Computed; what it would change is to be adopted."""
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


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
