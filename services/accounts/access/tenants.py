"""Who may do what with tenants."""

from collections.abc import Mapping

from services.accounts.domain.tenant import Tenant
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict
from shared.contracts.accounts import commands
from shared.contracts.commands import Command


def may_create_tenant(actor: Actor, command: commands.CreateTenant, tenant: Tenant | None, _: None) -> Verdict:
    """A client with `tenants:create`."""
    return Verdict.YES if actor.has_scope("tenants:create") else Verdict.NO


ACCESS: Mapping[type[Command], May] = {commands.CreateTenant: may_create_tenant}
