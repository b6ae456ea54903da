"""Who may do what with people."""

from collections.abc import Mapping

from services.accounts.domain.person import Person, SealBox
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.commands import Command


def may_register_person(actor: Actor, command: commands.RegisterPerson, person: Person | None, _: object) -> Verdict:
    """Anybody, for themselves: nobody need be signed in."""
    return Verdict.YES


def may_change_own(actor: Actor, command: commands.ReviseProfile, person: Person | None, _: object) -> Verdict:
    """The person alone; to anybody else nobody is there."""
    return Verdict.YES if actor.is_person and actor.id == command.person_id else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {
    commands.RegisterPerson: may_register_person,
    commands.ReviseProfile: may_change_own,
    SealBox: only_itself("accounts"),
}
