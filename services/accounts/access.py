"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.accounts.domain.organisation import Organisation
from services.accounts.domain.person import Person
from services.accounts.domain.roles import Roles
from services.accounts.domain.tenant import Tenant
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_create_tenant(actor: Actor, command: commands.CreateTenant, tenant: Tenant | None, _: None) -> Verdict:
    """A client with `tenants:create`."""
    return Verdict.YES if actor.has_scope("tenants:create") else Verdict.NO


def may_register_person(actor: Actor, command: commands.RegisterPerson, person: Person | None, _: object) -> Verdict:
    """Anybody, for themselves: nobody need be signed in."""
    return Verdict.YES


def may_change_roles(
    actor: Actor, command: commands.GrantRole | commands.RevokeRole, roles: Roles | None, _: object
) -> Verdict:
    """A client with `roles:grant`, or an organiser of the whole tenant at which the role is held."""
    if actor.has_scope("roles:grant") or actor.is_one_at(Places(command.role.tenant_id), RoleName.ORGANISER):
        return Verdict.YES
    return Verdict.NO


def may_register_organisation(
    actor: Actor, command: commands.RegisterOrganisation, organisation: Organisation | None, _: object
) -> Verdict:
    """A person for their own tenant, or a client with `entries:import`; what another has registered is not seen."""
    if organisation is not None and organisation.registered_by != actor.id:
        return Verdict.UNSEEN
    if actor.has_scope("entries:import") or (actor.is_person and actor.tenant_id == command.tenant_id):
        return Verdict.YES
    return Verdict.NO


ACCESS: Mapping[type[Command], May] = {
    commands.CreateTenant: may_create_tenant,
    commands.RegisterPerson: may_register_person,
    commands.GrantRole: may_change_roles,
    commands.RevokeRole: may_change_roles,
    commands.RegisterOrganisation: may_register_organisation,
}
