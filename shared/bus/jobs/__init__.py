"""Long work: asked for by a command, computed by a worker beside its loop on a pinned base, adopted or refused.

A service has jobs by `Jobs` (its noun, rows and timers), `job_access`, and a `JobWorker` in its worker process. The
commands that ask for, adopt and cancel a job are its own; their rules are `ask`, `adopt` and `cancel`.
"""

from shared.bus.jobs.results import LARGEST, MongoResults, Result, Results, result_of
from shared.bus.jobs.rules import Asked, adopt, ask, cancel
from shared.bus.jobs.running import Made, Runner, Running, Stopped
from shared.bus.jobs.state import Job
from shared.bus.jobs.tables import Jobs, job_access
from shared.bus.jobs.worker import JobWorker

__all__ = [
    "LARGEST",
    "Asked",
    "Job",
    "JobWorker",
    "Jobs",
    "Made",
    "MongoResults",
    "Result",
    "Results",
    "Runner",
    "Running",
    "Stopped",
    "adopt",
    "ask",
    "cancel",
    "job_access",
    "result_of",
]
