"""Long work of accounts: what is told of it, and what stays within the service."""

from services.accounts.handlers.jobs import cancel
from shared.contracts.accounts.events import JobChanged
from shared.contracts.jobs import JobStatus
from tests.accounts.access_jobs import CANCEL, JOB, JOB_ID
from tests.builders.accounts import PERSON, TENANT
from tests.builders.contexts import context
from tests.builders.registration import DURING


def test_what_is_told_of_a_stopped_job_says_where_it_stands_and_not_what_it_was_given():
    (told,) = cancel(JOB, CANCEL, context())
    assert told == JobChanged(
        job_id=JOB_ID,
        tenant_id=TENANT,
        kind="code-sheet",
        requested_by=PERSON,
        status=JobStatus.CANCELLED,
        done=0,
        asked_at=DURING,
        changed_at=DURING,
    )
