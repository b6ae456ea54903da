"""A tenant: a province's organiser, above all editions."""

from dataclasses import dataclass

from shared.contracts.accounts.commands import CreateTenant
from shared.contracts.accounts.events import TenantCreated, TenantSnapshot
from shared.contracts.accounts.refusals import TenantExists
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.contracts.values import Text


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant as it stands."""

    tenant_id: str
    slug: str
    name: Text


def create(tenant: Tenant | None, command: CreateTenant, _: Context) -> tuple[Event, ...]:
    """A new tenant; the same content again changes nothing. Refuses `TenantExists` for other content."""
    asked = Tenant(command.tenant_id, command.slug, command.name)
    if tenant is None:
        return (TenantCreated(tenant_id=asked.tenant_id, slug=asked.slug, name=asked.name),)
    if tenant != asked:
        raise TenantExists
    return ()


def apply(_: Tenant | None, event: Event) -> Tenant:
    """The tenant after the fact."""
    match event:
        case TenantCreated() | TenantSnapshot():
            return Tenant(event.tenant_id, event.slug, event.name)
    raise TypeError(f"{type(event).__name__} is no fact of a tenant")


def snapshot(tenant: Tenant) -> TenantSnapshot:
    """All that told facts have said."""
    return TenantSnapshot(tenant_id=tenant.tenant_id, slug=tenant.slug, name=tenant.name)


def places(tenant: Tenant) -> Places:
    """Where it stands: it is a place itself."""
    return Places(tenant.tenant_id)
