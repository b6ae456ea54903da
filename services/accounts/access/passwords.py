"""Who may change a password."""

from collections.abc import Mapping

from services.accounts.domain.person import Person
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.contracts.accounts.commands import ChangePassword
from shared.contracts.commands import Command


def may_change_password(actor: Actor, command: ChangePassword, person: Person | None, _: object) -> Verdict:
    """The person alone, in a session and not by a personal token; to anybody else nobody is there."""
    return Verdict.YES if actor.in_person and actor.id == command.person_id else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {ChangePassword: may_change_password}
