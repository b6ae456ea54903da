"""Who may do what with people."""

from collections.abc import Mapping

from services.accounts.domain.merging import AbsorbPerson, Merging, TakePlace, TakeRoles
from services.accounts.domain.person import Person, SealBox
from services.accounts.domain.reach import ConfirmMail, MarkBounced
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_register_person(actor: Actor, command: commands.RegisterPerson, person: Person | None, _: object) -> Verdict:
    """Anybody, for themselves: nobody need be signed in."""
    return Verdict.YES


def may_vouch(actor: Actor, command: commands.VouchForMail, person: Person | None, _: object) -> Verdict:
    """A client with `people:vouch`; to anybody else nobody is there."""
    reaches = person is None or actor.has_scope("people:vouch", person.tenant_id)
    return Verdict.YES if actor.has_scope("people:vouch") and reaches else Verdict.UNSEEN


def may_change_own(
    actor: Actor, command: commands.ReviseProfile | commands.ClaimMail, person: Person | None, _: object
) -> Verdict:
    """The person alone; to anybody else nobody is there."""
    return Verdict.YES if actor.is_person and actor.id == command.person_id else Verdict.UNSEEN


def may_merge(actor: Actor, command: commands.MergePerson, person: Person | None, found: Merging) -> Verdict:
    """The person of the account that stays, having proved that both are theirs; accounts itself, where one mail has
    shown it. Nobody joins other people's accounts.

    Organisers and secretaries of the tenant, and the account that would go, know that it is there.
    """
    if person is None:
        return Verdict.UNSEEN
    if found.proved or (actor.is_service and actor.id == "accounts"):
        return Verdict.YES
    watches = actor.is_one_at(Places(person.tenant_id), RoleName.ORGANISER, RoleName.SECRETARY)
    sees = actor.id == command.person_id or watches
    return Verdict.NO if sees else Verdict.UNSEEN


ACCESS: Mapping[type[Command], May] = {
    ConfirmMail: only_itself("accounts"),
    MarkBounced: only_itself("accounts"),
    commands.RegisterPerson: may_register_person,
    commands.VouchForMail: may_vouch,
    commands.ReviseProfile: may_change_own,
    commands.ClaimMail: may_change_own,
    SealBox: only_itself("accounts"),
    commands.MergePerson: may_merge,
    AbsorbPerson: only_itself("accounts"),
    TakeRoles: only_itself("accounts"),
    TakePlace: only_itself("accounts"),
}
