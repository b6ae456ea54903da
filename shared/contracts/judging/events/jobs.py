"""Facts about the long work of judging."""

from shared.contracts.events import Told
from shared.contracts.jobs import JobStatus
from shared.contracts.judging.topics import TOPIC
from shared.contracts.values import Id, Instant, Slug


class JobChanged(Told, wire="judging.job_changed", version=1, topic=TOPIC, about="job_id"):
    """A job was asked for, goes on, or has ended; it is told whole each time."""

    job_id: Id
    tenant_id: Id
    kind: Slug
    """What it does."""
    requested_by: str
    status: JobStatus
    done: int
    """Steps done."""
    total: int | None = None
    """Steps in all, once that is known."""
    problems: int = 0
    """Things in the input that need a look."""
    base: str | None = None
    """What it was computed on: it is adopted only on the same."""
    asked_at: Instant
    changed_at: Instant
    outcome: str | None = None
    """A code that says what came of it, where it failed or was refused."""


class JobSnapshot(Told, wire="judging.job_snapshot", version=1, topic=TOPIC, about="job_id"):
    """All that told events have said of a job."""

    job_id: Id
    tenant_id: Id
    kind: Slug
    requested_by: str
    status: JobStatus
    done: int
    total: int | None = None
    problems: int = 0
    base: str | None = None
    asked_at: Instant
    changed_at: Instant
    outcome: str | None = None
