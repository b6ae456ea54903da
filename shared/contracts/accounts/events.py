"""The facts that accounts tells. None of them holds a name, mail or phone of a person."""

from shared.contracts.accounts.roles import Role
from shared.contracts.events import Told
from shared.contracts.values import Country, Id, Slug, Text

TOPIC = "techfest.accounts.v1"


class TenantCreated(Told, wire="accounts.tenant_created", version=1, topic=TOPIC, about="tenant_id"):
    """A tenant exists."""

    tenant_id: Id
    slug: Slug
    name: Text


class TenantSnapshot(Told, wire="accounts.tenant_snapshot", version=1, topic=TOPIC, about="tenant_id"):
    """All that told events have said of a tenant."""

    tenant_id: Id
    slug: Slug
    name: Text


class PersonRegistered(Told, wire="accounts.person_registered", version=1, topic=TOPIC, about="person_id"):
    """A person has an account."""

    person_id: Id
    tenant_id: Id


class PersonSnapshot(Told, wire="accounts.person_snapshot", version=1, topic=TOPIC, about="person_id"):
    """All that told events have said of a person."""

    person_id: Id
    tenant_id: Id


class RoleGranted(Told, wire="accounts.role_granted", version=1, topic=TOPIC, about="roles_id"):
    """A person has a role more; the whole list is told each time."""

    roles_id: Id
    """The aggregate: one for each person, derived from the person's id."""
    person_id: Id
    granted: Role
    roles: tuple[Role, ...]
    """All that the person holds now."""


class RoleRevoked(Told, wire="accounts.role_revoked", version=1, topic=TOPIC, about="roles_id"):
    """A person has a role less; the whole list is told each time."""

    roles_id: Id
    person_id: Id
    revoked: Role
    roles: tuple[Role, ...]
    """All that the person holds now."""


class RolesSnapshot(Told, wire="accounts.roles_snapshot", version=1, topic=TOPIC, about="roles_id"):
    """All roles that a person holds."""

    roles_id: Id
    person_id: Id
    roles: tuple[Role, ...]


class OrganisationRegistered(
    Told, wire="accounts.organisation_registered", version=1, topic=TOPIC, about="organisation_id"
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


class OrganisationSnapshot(
    Told, wire="accounts.organisation_snapshot", version=1, topic=TOPIC, about="organisation_id"
):
    """All that told events have said of an organisation."""

    organisation_id: Id
    tenant_id: Id
    registered_by: str
    name: str
    website: str | None = None
    country: Country | None = None
    location: str | None = None
    founded_year: int | None = None
    team_size: int | None = None
