"""What each list can be filtered, ordered, searched and counted by, and the field whose rule each of these needs."""

from enum import Enum
from typing import Any

import strawberry

from gateway.graph.conditions import Where
from gateway.graph.enums import EntryStatus, JobStatus
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


@strawberry.input(description="Which tenants are listed: all that is given must hold.")
class TenantFilter:
    """A filter of tenants."""

    slug: str | None = strawberry.field(default=None, description="With this part of the web address.")


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


@strawberry.input(description="Which messages are listed: all that is given must hold.")
class MessageFilter:
    """A filter of messages."""

    unread: bool | None = strawberry.field(default=None, description="Whether they have not been read.")


def _equal(path: str, field: str) -> Filtering:
    return Filtering(field, lambda value: {path: value})


def _any(path: str, field: str) -> Filtering:
    return Filtering(field, lambda values: {path: {"$in": list(values)}})


def _years(path: str) -> Filtering:
    return Filtering("foundedYear", lambda span: {path: _range(span)})


def _range(span: YearRange) -> Where:
    bounds: dict[str, Any] = {"$gte": span.from_, "$lte": span.to}
    return {"$ne": None, **{way: year for way, year in bounds.items() if year is not None}}


TENANTS = Listing(
    kind="Tenant",
    orders={"SLUG": Sorting("slug", "slug")},
    filters={"slug": _equal("slug", "slug")},
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
MESSAGES = Listing(
    kind="Message",
    orders={"AT": Sorting("at", "at")},
    filters={"unread": Filtering("readAt", lambda unread: {"read_at": None if unread else {"$ne": None}})},
    facets={},
)
LISTINGS = (TENANTS, EDITIONS, PROGRAMMES, ORGANISATIONS, ENTRIES, JOBS, MESSAGES)
