"""Who may do what with long work."""

from shared.bus.jobs import Job
from shared.contracts.accounts.commands import CancelJob
from shared.contracts.accounts.commands.jobs import JOB_COMMANDS as ITSELF
from tests.builders.accounts import PERSON, TENANT
from tests.builders.actors import ACTORS
from tests.builders.registration import DURING

JOB_ID, RUN = "job-of-lan-0001", "run-00000001"
JOB = Job(JOB_ID, TENANT, "code-sheet", PERSON, DURING, DURING, given='{"count": 3}')
"""Lan's."""
CANCEL = CancelJob(job_id=JOB_ID)
STOPS = {"lan", "organiser"}

INTERNAL = (
    ITSELF.begin(job_id=JOB_ID, run=RUN),
    ITSELF.report(job_id=JOB_ID, run=RUN, done=1),
    ITSELF.finish(job_id=JOB_ID, run=RUN),
    ITSELF.fail(job_id=JOB_ID, run=RUN, outcome="unexpected"),
    ITSELF.free(job_id=JOB_ID),
    ITSELF.expire(job_id=JOB_ID),
)

ROWS = [
    ("cancel a job", CANCEL, JOB, None, STOPS, set(ACTORS) - STOPS),
    ("cancel no job", CANCEL, None, None, set(), set(ACTORS)),
    *((command.wire, command, JOB, None, set(), set()) for command in INTERNAL),
]
