"""Who may do what with printed codes: organisers and the door have them printed; the rest accounts does itself."""

from collections.abc import Mapping

from services.accounts.domain.code_batch import EndCodes, IssueCodes, UseCode
from services.accounts.domain.guest import RegisterGuest
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.bus.jobs import Job
from shared.contracts.accounts.commands import RequestCodeSheet
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_request_sheet(actor: Actor, command: RequestCodeSheet, job: Job | None, _: object) -> Verdict:
    """An organiser of the place or its door, in their own session; another's job isn't seen."""
    if job is not None and job.requested_by != actor.id:
        return Verdict.UNSEEN
    place = Places(command.tenant_id, command.edition_id)
    may = actor.in_person and actor.is_one_at(place, RoleName.ORGANISER, RoleName.DOOR)
    return Verdict.YES if may else Verdict.NO


ITSELF: tuple[type[Command], ...] = (IssueCodes, UseCode, EndCodes, RegisterGuest)
ACCESS: Mapping[type[Command], May] = {
    RequestCodeSheet: may_request_sheet,
    **{command: only_itself("accounts") for command in ITSELF},
}
