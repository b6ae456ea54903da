"""An organisation with its public facts."""

from dataclasses import dataclass, fields
from datetime import date

from shared.contracts.accounts.commands import RegisterOrganisation
from shared.contracts.accounts.events import OrganisationRegistered, OrganisationSnapshot
from shared.contracts.accounts.refusals import OrganisationExists
from shared.contracts.accounts.values import OrganisationSize, Sector
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as it stands."""

    organisation_id: str
    tenant_id: str
    registered_by: str
    name: str
    website: str | None = None
    country: str | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
    legal_name: str | None = None
    tax_code: str | None = None
    household: bool = False
    founded_on: date | None = None
    sector: Sector | None = None
    size: OrganisationSize | None = None
    verified: bool = False


def register(
    organisation: Organisation | None, command: RegisterOrganisation, context: Context, tenant_known: bool
) -> tuple[Event, ...]:
    """A new organisation; the same content again changes nothing.

    Refuses `OrganisationExists` for other content, `NotFound` for a tenant that isn't there.
    """
    if organisation is None:
        if not tenant_known:
            raise NotFound
        return (OrganisationRegistered(registered_by=context.actor_id, **dict(command)),)
    if any(getattr(organisation, name) != value for name, value in command):
        raise OrganisationExists
    return ()


def apply(_: Organisation | None, event: Event) -> Organisation:
    """The organisation after the fact."""
    match event:
        case OrganisationRegistered() | OrganisationSnapshot():
            return Organisation(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of an organisation")


def snapshot(organisation: Organisation) -> OrganisationSnapshot:
    """All that told facts have said."""
    return OrganisationSnapshot(**{f.name: getattr(organisation, f.name) for f in fields(organisation)})


def places(organisation: Organisation) -> Places:
    """Where it is registered."""
    return Places(organisation.tenant_id)
