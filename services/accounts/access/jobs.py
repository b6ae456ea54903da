"""Who may do what with long work."""

from collections.abc import Mapping

from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.bus.jobs import Job, job_access
from shared.contracts.accounts.commands import CancelJob
from shared.contracts.accounts.commands.jobs import JOB_COMMANDS
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_cancel(actor: Actor, command: CancelJob, job: Job | None, _: object) -> Verdict:
    """Who asked for it, or an organiser of the tenant; to anybody else it isn't there."""
    if job is None:
        return Verdict.UNSEEN
    organises = actor.is_one_at(Places(job.tenant_id), RoleName.ORGANISER)
    return Verdict.YES if organises or actor.id == job.requested_by else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {CancelJob: may_cancel, **job_access("accounts", JOB_COMMANDS)}
