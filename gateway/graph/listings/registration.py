"""Lists of editions, programmes and entries."""

from enum import Enum

import strawberry

from gateway.graph.enums.registration import EntryStatus
from gateway.graph.listings.filters import Direction, YearRange, equal, one_of, years
from gateway.graph.lists import Counting, Filtering, Listing, Sorting


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


@strawberry.input(description="Which releases are listed: all that is given must hold.")
class ReleaseFilter:
    """A filter of releases."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    programme_id: strawberry.ID | None = strawberry.field(default=None, description="Of this programme.")


EDITIONS = Listing(
    kind="Edition",
    orders={"YEAR": Sorting("year", "year")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "slug": equal("slug", "slug"),
        "year": equal("year", "year"),
    },
    facets={},
)
PROGRAMMES = Listing(
    kind="Programme",
    orders={"OPENS_AT": Sorting("opens_at", "opensAt")},
    filters={"tenant_id": equal("tenant_id", "tenantId"), "edition_id": equal("edition_id", "editionId")},
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
        "tenant_id": equal("tenant_id", "tenantId"),
        "edition_id": equal("edition_id", "editionId"),
        "programme_id": equal("programme_id", "programmeId"),
        "organisation_id": equal("organisation_id", "organisationId"),
        "submitted_by": equal("submitted_by", "submittedBy"),
        "tags_any": one_of("tags", "tags"),
        "tags_all": Filtering("tags", lambda values: {"tags": {"$all": list(values)}} if values else {}),
        "countries": one_of("organisation.country", "country"),
        "founded": years("organisation.founded_year"),
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
RELEASES = Listing(
    kind="Release",
    orders={"RELEASED_AT": Sorting("released_at", "releasedAt")},
    filters={"tenant_id": equal("tenant_id", "tenantId"), "programme_id": equal("programme_id", "programmeId")},
    facets={},
)
LISTINGS = (EDITIONS, PROGRAMMES, ENTRIES, RELEASES)
