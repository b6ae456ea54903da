"""Who may do what with people and their roles."""

from collections.abc import Mapping

from services.accounts.domain.person import Person, SealBox
from services.accounts.domain.roles import Roles
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_register_person(actor: Actor, command: commands.RegisterPerson, person: Person | None, _: object) -> Verdict:
    """Anybody, for themselves: nobody need be signed in."""
    return Verdict.YES


def may_change_own(actor: Actor, command: commands.ReviseProfile, person: Person | None, _: object) -> Verdict:
    """The person alone; to anybody else nobody is there."""
    return Verdict.YES if actor.is_person and actor.id == command.person_id else Verdict.UNSEEN


def may_change_roles(
    actor: Actor, command: commands.GrantRole | commands.RevokeRole, roles: Roles | None, _: object
) -> Verdict:
    """A client with `roles:grant`, or an organiser of the whole tenant at which the role is held."""
    if actor.has_scope("roles:grant") or actor.is_one_at(Places(command.role.tenant_id), RoleName.ORGANISER):
        return Verdict.YES
    return Verdict.NO


ACCESS: Mapping[type[Command], May] = {
    commands.RegisterPerson: may_register_person,
    commands.ReviseProfile: may_change_own,
    SealBox: only_itself("accounts"),
    commands.GrantRole: may_change_roles,
    commands.RevokeRole: may_change_roles,
}
