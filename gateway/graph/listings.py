"""What each list can be filtered, ordered, searched and counted by, and the field whose rule each of these needs."""

from enum import Enum
from typing import Any

import strawberry

from gateway.graph.conditions import Where
from gateway.graph.enums import (
    DataRequestKind,
    DataRequestStatus,
    EntryStatus,
    InvitationStatus,
    JobStatus,
    OrganisationSize,
    Purpose,
    RoleName,
    Sector,
)
from gateway.graph.lists import Counting, Filtering, Listing, Sorting


@strawberry.enum(description="Which way a list is ordered: `ASC` from the smallest, earliest or least relevant.")
class Direction(Enum):
    """A direction."""

    ASC = "ASC"
    DESC = "DESC"


@strawberry.enum(
    description="What entries are ordered by, ties by id: the title by the Vietnamese alphabet, unknown years first, "
    "relevance only where words are searched."
)
class EntryOrderField(Enum):
    """An order of entries."""

    SUBMITTED_AT = "SUBMITTED_AT"
    TITLE = "TITLE"
    FOUNDED_YEAR = "FOUNDED_YEAR"
    RELEVANCE = "RELEVANCE"


@strawberry.input(description="An order of entries.")
class EntryOrder:
    """An order of entries."""

    field: EntryOrderField = strawberry.field(description="What to order by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.input(description="A range of years, both ends included.")
class YearRange:
    """A range of years."""

    from_: int | None = strawberry.field(default=None, name="from", description="The first year.")
    to: int | None = strawberry.field(default=None, description="The last year.")


@strawberry.input(description="Which entries are listed: all that is given must hold.")
class EntryFilter:
    """A filter of entries."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    edition_id: strawberry.ID | None = strawberry.field(default=None, description="Of this edition.")
    programme_id: strawberry.ID | None = strawberry.field(default=None, description="Of this programme.")
    organisation_id: strawberry.ID | None = strawberry.field(default=None, description="Of this organisation.")
    submitted_by: strawberry.ID | None = strawberry.field(default=None, description="Submitted by this one.")
    tags_any: list[str] | None = strawberry.field(default=None, description="With any of these fields.")
    tags_all: list[str] | None = strawberry.field(default=None, description="With all of these fields.")
    countries: list[str] | None = strawberry.field(default=None, description="From any of these countries.")
    founded: YearRange | None = strawberry.field(default=None, description="Founded within this range.")
    statuses: list[EntryStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which organisations are listed: all that is given must hold.")
class OrganisationFilter:
    """A filter of organisations."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    countries: list[str] | None = strawberry.field(default=None, description="From any of these countries.")
    founded: YearRange | None = strawberry.field(default=None, description="Founded within this range.")
    sectors: list[Sector] | None = strawberry.field(default=None, description="Working in any of these fields.")
    sizes: list[OrganisationSize] | None = strawberry.field(default=None, description="Of any of these sizes.")
    tax_code: str | None = strawberry.field(default=None, description="With this tax code, of an enterprise.")
    verified: bool | None = strawberry.field(default=None, description="Verified, or not.")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="To which this person belongs, of those whose members you may know."
    )


@strawberry.input(description="Which people with roles are listed: all that is given must hold.")
class RoleHolderFilter:
    """A filter of people with roles."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="This one.")
    names: list[RoleName] | None = strawberry.field(default=None, description="With any of these roles, at any place.")


@strawberry.input(description="Which invitations are listed: all that is given must hold.")
class InvitationFilter:
    """A filter of invitations."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    organisation_id: strawberry.ID | None = strawberry.field(default=None, description="Into this organisation.")
    invited_by: strawberry.ID | None = strawberry.field(default=None, description="From this one.")
    names: list[RoleName] | None = strawberry.field(default=None, description="To any of these roles.")
    statuses: list[InvitationStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which tenants are listed: all that is given must hold.")
class TenantFilter:
    """A filter of tenants."""

    slug: str | None = strawberry.field(default=None, description="Which has this part of the web address, or had it.")


@strawberry.input(description="Which editions are listed: all that is given must hold.")
class EditionFilter:
    """A filter of editions."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    slug: str | None = strawberry.field(default=None, description="With this part of the web address.")
    year: int | None = strawberry.field(default=None, description="Held in this year.")


@strawberry.input(description="Which programmes are listed: all that is given must hold.")
class ProgrammeFilter:
    """A filter of programmes."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    edition_id: strawberry.ID | None = strawberry.field(default=None, description="Of this edition.")


@strawberry.input(description="Which jobs are listed: all that is given must hold.")
class JobFilter:
    """A filter of jobs."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    requested_by: strawberry.ID | None = strawberry.field(default=None, description="Asked for by this one.")
    statuses: list[JobStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which consents are listed: all that is given must hold.")
class ConsentFilter:
    """A filter of consents."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="Of this person.")
    purposes: list[Purpose] | None = strawberry.field(default=None, description="For any of these.")
    holding: bool | None = strawberry.field(default=None, description="Whether they were not taken back.")


@strawberry.input(description="Which requests about data are listed: all that is given must hold.")
class DataRequestFilter:
    """A filter of requests about data."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="Of this person.")
    kinds: list[DataRequestKind] | None = strawberry.field(default=None, description="Of any of these kinds.")
    statuses: list[DataRequestStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


@strawberry.input(description="Which messages are listed: all that is given must hold.")
class MessageFilter:
    """A filter of messages."""

    unread: bool | None = strawberry.field(default=None, description="Whether they have not been read.")


@strawberry.input(description="Which API clients are listed: all that is given must hold.")
class ApiClientFilter:
    """A filter of API clients."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    revoked: bool | None = strawberry.field(default=None, description="Whether they have ended.")


@strawberry.input(description="Which personal tokens are listed: all that is given must hold.")
class PersonalTokenFilter:
    """A filter of personal tokens."""

    revoked: bool | None = strawberry.field(default=None, description="Whether they have ended.")


def _equal(path: str, field: str) -> Filtering:
    return Filtering(field, lambda value: {path: value})


def _any(path: str, field: str) -> Filtering:
    return Filtering(field, lambda values: {path: {"$in": list(values)}})


def _any_of(path: str, field: str) -> Filtering:
    """Of values that the schema has as an enum."""
    return Filtering(field, lambda values: {path: {"$in": [v.value for v in values]}})


def _years(path: str) -> Filtering:
    return Filtering("foundedYear", lambda span: {path: _range(span)})


def _range(span: YearRange) -> Where:
    bounds: dict[str, Any] = {"$gte": span.from_, "$lte": span.to}
    return {"$ne": None, **{way: year for way, year in bounds.items() if year is not None}}


TENANTS = Listing(
    kind="Tenant",
    orders={"SLUG": Sorting("slug", "slug")},
    filters={"slug": Filtering("aliases", lambda slug: {"$or": [{"slug": slug}, {"aliases": slug}]})},
    facets={},
)
EDITIONS = Listing(
    kind="Edition",
    orders={"YEAR": Sorting("year", "year")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "slug": _equal("slug", "slug"),
        "year": _equal("year", "year"),
    },
    facets={},
)
PROGRAMMES = Listing(
    kind="Programme",
    orders={"OPENS_AT": Sorting("opens_at", "opensAt")},
    filters={"tenant_id": _equal("tenant_id", "tenantId"), "edition_id": _equal("edition_id", "editionId")},
    facets={},
)
ORGANISATIONS = Listing(
    kind="Organisation",
    orders={"NAME": Sorting("name_key", "name")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "countries": _any("country", "country"),
        "founded": _years("founded_year"),
        "sectors": _any_of("sector", "sector"),
        "sizes": _any_of("size", "size"),
        "tax_code": _equal("tax_code", "taxCode"),
        "verified": _equal("verified", "verified"),
        "member_id": _equal("belonging", "members"),
    },
    facets={},
)
ENTRIES = Listing(
    kind="Entry",
    orders={
        "SUBMITTED_AT": Sorting("submitted_at", "submittedAt"),
        "TITLE": Sorting("title_key", "title"),
        "FOUNDED_YEAR": Sorting("organisation.founded_year", "foundedYear"),
    },
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "edition_id": _equal("edition_id", "editionId"),
        "programme_id": _equal("programme_id", "programmeId"),
        "organisation_id": _equal("organisation_id", "organisationId"),
        "submitted_by": _equal("submitted_by", "submittedBy"),
        "tags_any": _any("tags", "tags"),
        "tags_all": Filtering("tags", lambda values: {"tags": {"$all": list(values)}} if values else {}),
        "countries": _any("organisation.country", "country"),
        "founded": _years("organisation.founded_year"),
        "statuses": Filtering("status", lambda values: {"status": {"$in": [v.value for v in values]}}),
    },
    facets={
        "tags": Counting("tags", "tags"),
        "countries": Counting("organisation.country", "country"),
        "foundedYears": Counting("organisation.founded_year", "foundedYear"),
        "statuses": Counting("status", "status"),
        "submittedDays": Counting("submitted_at", "submittedAt", by_day=True),
    },
    searched=("title", "summary", "description", "tags", "organisationName", "location"),
)
ROLE_HOLDERS = Listing(
    kind="RoleHolder",
    orders={"PERSON": Sorting("person_id", "personId")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "person_id": _equal("person_id", "personId"),
        "names": _any_of("names", "roles"),
    },
    facets={},
)
INVITATIONS = Listing(
    kind="Invitation",
    orders={"EXPIRES_AT": Sorting("expires_at", "expiresAt")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "organisation_id": _equal("organisation_id", "role"),
        "invited_by": _equal("invited_by", "invitedBy"),
        "names": _any_of("role_name", "role"),
        "statuses": _any_of("status", "status"),
    },
    facets={},
)
JOBS = Listing(
    kind="Job",
    orders={"ASKED_AT": Sorting("asked_at", "askedAt")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "requested_by": _equal("requested_by", "requestedBy"),
        "statuses": Filtering("status", lambda values: {"status": {"$in": [v.value for v in values]}}),
    },
    facets={},
)
CONSENTS = Listing(
    kind="Consent",
    orders={"GIVEN_AT": Sorting("given_at", "givenAt")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "person_id": _equal("person_id", "personId"),
        "purposes": Filtering("purpose", lambda values: {"purpose": {"$in": [v.value for v in values]}}),
        "holding": Filtering("withdrawnAt", lambda holds: {"withdrawn_at": None if holds else {"$ne": None}}),
    },
    facets={},
)
DATA_REQUESTS = Listing(
    kind="DataRequest",
    orders={"ANSWER_DUE": Sorting("answer_due", "answerDue")},
    filters={
        "tenant_id": _equal("tenant_id", "tenantId"),
        "person_id": _equal("person_id", "personId"),
        "kinds": Filtering("kind", lambda values: {"kind": {"$in": [v.value for v in values]}}),
        "statuses": Filtering("status", lambda values: {"status": {"$in": [v.value for v in values]}}),
    },
    facets={},
)
MESSAGES = Listing(
    kind="Message",
    orders={"AT": Sorting("at", "at")},
    filters={"unread": Filtering("readAt", lambda unread: {"read_at": None if unread else {"$ne": None}})},
    facets={},
)
API_CLIENTS = Listing(
    kind="ApiClient",
    orders={"LABEL": Sorting("label_key", "label")},
    filters={"tenant_id": _equal("tenant_id", "tenantId"), "revoked": _equal("revoked", "revoked")},
    facets={},
)
PERSONAL_TOKENS = Listing(
    kind="PersonalToken",
    orders={"EXPIRES_AT": Sorting("expires_at", "expiresAt")},
    filters={"revoked": _equal("revoked", "revoked")},
    facets={},
)
LISTINGS = (
    TENANTS,
    EDITIONS,
    PROGRAMMES,
    ORGANISATIONS,
    ENTRIES,
    JOBS,
    CONSENTS,
    DATA_REQUESTS,
    MESSAGES,
    ROLE_HOLDERS,
    INVITATIONS,
    API_CLIENTS,
    PERSONAL_TOKENS,
)
