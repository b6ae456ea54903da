"""Who may do what with tenants."""

from collections.abc import Mapping

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


def may_rename_tenant(actor: Actor, command: commands.RenameTenant, tenant: Tenant | None, _: None) -> Verdict:
    """A client with `tenants:create`, or an organiser of the whole tenant; tenants are public."""
    organises = actor.is_one_at(Places(command.tenant_id), RoleName.ORGANISER)
    return Verdict.YES if organises or actor.has_scope("tenants:create") else Verdict.NO


ACCESS: Mapping[type[Command], May] = {
    commands.CreateTenant: may_create_tenant,
    commands.RenameTenant: may_rename_tenant,
}
