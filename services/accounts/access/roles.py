"""Who may do what with roles."""

from collections.abc import Mapping

from services.accounts.domain.roles import Roles
from services.accounts.domain.tenant import CountOrganiser
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_grant(
    actor: Actor, command: commands.GrantRole | commands.RevokeRole, roles: Roles | None, _: object
) -> Verdict:
    """A client with `roles:grant`, an organiser of the whole tenant; the service itself, as an invitation promised."""
    if actor.is_service and actor.id == "accounts":
        return Verdict.YES
    tenant_id = command.role.tenant_id
    if actor.has_scope("roles:grant", tenant_id) or actor.is_one_at(Places(tenant_id), RoleName.ORGANISER):
        return Verdict.YES
    return Verdict.NO


def may_revoke(actor: Actor, command: commands.RevokeRole, roles: Roles | None, found: object) -> Verdict:
    """Who may grant it, and whoever holds it: a role can be given back."""
    own = actor.is_person and actor.id == command.person_id
    return Verdict.YES if own else may_grant(actor, command, roles, found)


ACCESS: Mapping[type[Command], May] = {
    commands.GrantRole: may_grant,
    commands.RevokeRole: may_revoke,
    CountOrganiser: only_itself("accounts"),
}
