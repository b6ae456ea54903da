"""Long work: which rule decides which command."""

from services.accounts.handlers.nouns import JOBS
from shared.bus import jobs
from shared.bus.dispatch import AnyHandler, Handler
from shared.bus.jobs import Job
from shared.bus.sweeping import Timed
from shared.contracts.accounts.commands import CancelJob
from shared.contracts.accounts.events import JobChanged
from shared.contracts.context import Context
from shared.contracts.events import Event


def cancel(job: Job | None, command: CancelJob, context: Context) -> tuple[Event, ...]:
    """Stops it."""
    return jobs.cancel(JobChanged, job, context)


COMMANDS: tuple[AnyHandler, ...] = (Handler(CancelJob, JOBS.noun, cancel), *JOBS.rows)

TIMED: Timed = JOBS.timed
