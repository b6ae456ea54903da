"""Who may have the entries given to the judges: who leads the judging of the round; a plan is its asker's."""

from collections.abc import Mapping

from services.judging.access.leading import leads, public, signed_in
from services.judging.domain import round as rounds
from services.judging.domain.round import Round
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.bus.jobs import Job, job_access
from shared.contracts.commands import Command
from shared.contracts.judging import commands
from shared.contracts.judging.commands.jobs import JOB_COMMANDS


def may_request(actor: Actor, command: commands.RequestAssignment, job: Job | None, round_: Round | None) -> Verdict:
    """Another's job isn't seen; rounds are public."""
    if job is not None and job.requested_by != actor.id:
        return Verdict.UNSEEN
    return signed_in(actor) if round_ is None else public(leads(actor, rounds.places(round_)))


def may_decide(
    actor: Actor, command: commands.AdoptAssignment | commands.CancelAssignment, job: Job | None, _: object
) -> Verdict:
    """Who asked for it."""
    return Verdict.YES if job is not None and job.requested_by == actor.id else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {
    commands.RequestAssignment: may_request,
    commands.AdoptAssignment: may_decide,
    commands.CancelAssignment: may_decide,
    **job_access("judging", JOB_COMMANDS),
}
