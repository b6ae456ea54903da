"""A tenant: a province's organiser, above all editions."""

from dataclasses import dataclass, replace

from shared.contracts.accounts.commands import CreateTenant, RenameTenant
from shared.contracts.accounts.events import TenantCreated, TenantRenamed, TenantSnapshot
from shared.contracts.accounts.refusals import LastOrganiser, TenantExists
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id, Text, Value
from shared.errors import NotFound


class Released(Value):
    """Somebody who was taken off the list of organisers."""

    person_id: Id
    changes: int
    """How often the person's roles had changed by then: what was granted before puts nobody on the list again."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant as it stands.

    `addresses` are its slug and all that it had: no two tenants share one. `organisers` are people who organise the
    whole tenant for certain; there may be more, who are not on the list yet.
    """

    tenant_id: str
    slug: str
    name: Text
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    released: tuple[Released, ...] = ()


class CountOrganiser(Command, wire="accounts.count_organiser", about="tenant_id", internal=True):
    """Puts somebody on the list of organisers, or takes them off, by what they hold by now."""

    tenant_id: Id
    """Whose list."""
    person_id: Id
    """Who."""


class OrganisersKept(Kept):
    """The list of organisers is another."""

    organisers: tuple[Id, ...]
    released: tuple[Released, ...]


@dataclass(frozen=True, slots=True)
class Organising:
    """What a person's roles say: whether they organise the whole tenant, and how often the roles had changed."""

    holds: bool
    changes: int


def create(tenant: Tenant | None, command: CreateTenant, _: Context) -> tuple[Event, ...]:
    """A new tenant; the same content again changes nothing. Refuses `TenantExists` for other content."""
    if tenant is None:
        return (TenantCreated(tenant_id=command.tenant_id, slug=command.slug, name=command.name),)
    if (tenant.slug, tenant.name) != (command.slug, command.name):
        raise TenantExists
    return ()


def rename(tenant: Tenant | None, command: RenameTenant, _: Context) -> tuple[Event, ...]:
    """Another name or address; the old address stays an alias, and may be taken up again."""
    if tenant is None:
        raise NotFound
    if (tenant.slug, tenant.name) == (command.slug, command.name):
        return ()
    had = dict.fromkeys((*tenant.aliases, tenant.slug))
    aliases = tuple(slug for slug in had if slug != command.slug)
    return (TenantRenamed(tenant_id=tenant.tenant_id, slug=command.slug, name=command.name, aliases=aliases),)


def count_organiser(
    tenant: Tenant | None, command: CountOrganiser, _: Context, organising: Organising
) -> tuple[Event, ...]:
    """On the list who organises, off it who doesn't; a grant that a release has overtaken puts nobody on it."""
    if tenant is None:
        raise NotFound
    on_list = command.person_id in tenant.organisers
    if organising.holds == on_list:
        return ()
    if not organising.holds:
        return (_without(tenant, command.person_id, organising.changes),)
    if organising.changes <= _released_at(tenant, command.person_id):
        return ()
    return (OrganisersKept(organisers=(*tenant.organisers, command.person_id), released=tenant.released),)


def release(tenant: Tenant | None, person_id: str, changes: int) -> tuple[Event, ...]:
    """Off the list, before the role is revoked. Refuses `LastOrganiser` where the list would be empty."""
    if tenant is None:
        raise NotFound
    if not set(tenant.organisers) - {person_id}:
        raise LastOrganiser
    if person_id not in tenant.organisers and changes <= _released_at(tenant, person_id):
        return ()
    return (_without(tenant, person_id, changes),)


def _without(tenant: Tenant, person_id: str, changes: int) -> OrganisersKept:
    others = tuple(r for r in tenant.released if r.person_id != person_id)
    at = max(changes, _released_at(tenant, person_id))
    return OrganisersKept(
        organisers=tuple(o for o in tenant.organisers if o != person_id),
        released=(*others, Released(person_id=person_id, changes=at)),
    )


def _released_at(tenant: Tenant, person_id: str) -> int:
    return max((r.changes for r in tenant.released if r.person_id == person_id), default=0)


def apply(tenant: Tenant | None, event: Event) -> Tenant:
    """The tenant after the fact."""
    match event:
        case TenantCreated():
            return Tenant(event.tenant_id, event.slug, event.name, addresses=(event.slug,))
        case TenantRenamed() if tenant:
            return _addressed(tenant, event)
        case TenantSnapshot():
            return _addressed(tenant or Tenant(event.tenant_id, event.slug, event.name), event)
        case OrganisersKept() if tenant:
            return replace(tenant, organisers=event.organisers, released=event.released)
    raise TypeError(f"{type(event).__name__} is no fact of this tenant")


def _addressed(tenant: Tenant, event: TenantRenamed | TenantSnapshot) -> Tenant:
    addresses = (event.slug, *event.aliases)
    return replace(tenant, slug=event.slug, name=event.name, aliases=event.aliases, addresses=addresses)


def snapshot(tenant: Tenant) -> TenantSnapshot:
    """All that told facts have said."""
    return TenantSnapshot(tenant_id=tenant.tenant_id, slug=tenant.slug, name=tenant.name, aliases=tenant.aliases)


def places(tenant: Tenant) -> Places:
    """Where it stands: it is a place itself."""
    return Places(tenant.tenant_id)
