"""Facts about organisations and who belongs to them."""

from datetime import date

from shared.contracts.accounts.topics import TOPIC
from shared.contracts.accounts.values import Member, OrganisationSize, Sector
from shared.contracts.events import Told, unchanged
from shared.contracts.values import Country, Id


class OrganisationRegistered(
    Told,
    wire="accounts.organisation_registered",
    version=2,
    topic=TOPIC,
    about="organisation_id",
    upcasts={1: unchanged},
):
    """An organisation is known."""

    organisation_id: Id
    tenant_id: Id
    registered_by: str
    """The person or client that registered it."""
    name: str
    website: str | None = None
    country: Country | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
    legal_name: str | None = None
    tax_code: str | None = None
    """Of an enterprise; a household business' is a person's number and is not told."""
    household: bool = False
    """Whether it is a household business, whose tax code is a person's number."""
    founded_on: date | None = None
    sector: Sector | None = None
    size: OrganisationSize | None = None


class OrganisationRevised(Told, wire="accounts.organisation_revised", version=1, topic=TOPIC, about="organisation_id"):
    """The facts of an organisation were changed; they are whole."""

    organisation_id: Id
    tenant_id: Id
    name: str
    website: str | None = None
    country: Country | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
    legal_name: str | None = None
    tax_code: str | None = None
    """Of an enterprise; a household business' is a person's number and is not told."""
    household: bool = False
    """Whether it is a household business, whose tax code is a person's number."""
    founded_on: date | None = None
    sector: Sector | None = None
    size: OrganisationSize | None = None
    verified: bool = False
    """Whether it still counts as verified."""


class OrganisationVerified(
    Told, wire="accounts.organisation_verified", version=1, topic=TOPIC, about="organisation_id"
):
    """A moderator has compared an organisation with the register of enterprises, or has taken that back."""

    organisation_id: Id
    tenant_id: Id
    verified: bool


class OrganisationSnapshot(
    Told,
    wire="accounts.organisation_snapshot",
    version=2,
    topic=TOPIC,
    about="organisation_id",
    upcasts={1: unchanged},
):
    """All that told events have said of an organisation."""

    organisation_id: Id
    tenant_id: Id
    registered_by: str
    """The person or client that registered it."""
    name: str
    website: str | None = None
    country: Country | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
    legal_name: str | None = None
    tax_code: str | None = None
    """Of an enterprise; a household business' is a person's number and is not told."""
    household: bool = False
    """Whether it is a household business, whose tax code is a person's number."""
    founded_on: date | None = None
    sector: Sector | None = None
    size: OrganisationSize | None = None
    verified: bool = False


class MembershipChanged(Told, wire="accounts.membership_changed", version=1, topic=TOPIC, about="members_id"):
    """A person has asked, was let in, or is out of an organisation; the whole list is told each time."""

    members_id: Id
    """The aggregate: one for each organisation, derived from the organisation's id."""
    organisation_id: Id
    tenant_id: Id
    person_id: Id
    """Whose standing has changed."""
    members: tuple[Member, ...]
    """All that have one now."""


class MembersSnapshot(Told, wire="accounts.members_snapshot", version=1, topic=TOPIC, about="members_id"):
    """Everybody with a standing in an organisation."""

    members_id: Id
    organisation_id: Id
    tenant_id: Id
    members: tuple[Member, ...]
