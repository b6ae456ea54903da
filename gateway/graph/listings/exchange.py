"""Lists of the exchange: its listings, and the deals for who organises."""

from enum import Enum
from typing import Any

import strawberry

from gateway.graph.conditions import Where
from gateway.graph.enums.exchange import Agreement, DealStatus, ListingStatus, SubjectKind, TransferMode
from gateway.graph.enums.exchange import Direction as Way
from gateway.graph.listings.filters import Direction, any_of, equal, one_of
from gateway.graph.lists import Counting, Filtering, Listing, Sorting
from gateway.graph.scalars import Long


@strawberry.enum(
    description="What listings are ordered by, ties by id: the title by the Vietnamese alphabet, those without a price "
    "or level first, relevance only where words are searched."
)
class ListingOrderField(Enum):
    """An order of listings."""

    PUBLISHED_AT = "PUBLISHED_AT"
    PRICE = "PRICE"
    TRL = "TRL"
    TITLE = "TITLE"
    RELEVANCE = "RELEVANCE"


@strawberry.input(description="An order of listings.")
class ListingOrder:
    """An order of listings."""

    field: ListingOrderField = strawberry.field(description="What to order by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.input(description="A range of whole numbers, both ends included.")
class AmountRange:
    """A range of amounts."""

    from_: Long | None = strawberry.field(default=None, name="from", description="The least.")
    to: Long | None = strawberry.field(default=None, description="The most.")


@strawberry.input(description="A range of technology readiness levels, both ends included.")
class LevelRange:
    """A range of levels."""

    from_: int | None = strawberry.field(default=None, name="from", description="The least.")
    to: int | None = strawberry.field(default=None, description="The most.")


@strawberry.input(description="Which listings are listed: all that is given must hold.")
class ListingFilter:
    """A filter of listings."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    owner_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of this organisation, as listings name it."
    )
    direction: Way | None = strawberry.field(default=None, description="Offered, or needed.")
    subjects: list[SubjectKind] | None = strawberry.field(default=None, description="Of any of these kinds.")
    sectors: list[str] | None = strawberry.field(
        default=None, description="In any of these sectors, by their codes; a sector of the first level holds its own."
    )
    trl: LevelRange | None = strawberry.field(default=None, description="With a level within this range.")
    price: AmountRange | None = strawberry.field(
        default=None, description="With a price that meets this range, in the smallest unit; none on request."
    )
    currency: str | None = strawberry.field(default=None, description="Priced in this currency, by ISO 4217.")
    provinces: list[str] | None = strawberry.field(default=None, description="In any of these provinces, by code.")
    modes: list[TransferMode] | None = strawberry.field(default=None, description="In any of these ways.")
    statuses: list[ListingStatus] | None = strawberry.field(default=None, description="Standing at any of these.")
    masked: bool | None = strawberry.field(default=None, description="Masked, or not.")


@strawberry.input(description="Which deals are listed: all that is given must hold.")
class DealFilter:
    """A filter of deals."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    listing_id: strawberry.ID | None = strawberry.field(default=None, description="About this listing.")
    statuses: list[DealStatus] | None = strawberry.field(default=None, description="Standing at any of these.")
    agreement: Agreement | None = strawberry.field(default=None, description="Contracts, or memoranda.")


def _sectors(codes: list[str]) -> Where:
    return {"$or": [{"sector": {"$in": list(codes)}}, {"sector_top": {"$in": list(codes)}}]}


def _within(span: Any) -> Where:  # noqa: ANN401 - a range
    bounds = {"$gte": span.from_, "$lte": span.to}
    return {"$ne": None, **{way: value for way, value in bounds.items() if value is not None}}


def _meets(span: AmountRange) -> Where:
    """A price range meets another where neither ends before the other begins."""
    least = {"price_most": {"$gte": span.from_}} if span.from_ is not None else {}
    most = {"price_least": {"$lte": span.to, "$ne": None}} if span.to is not None else {"price_least": {"$ne": None}}
    return {**least, **most}


LISTINGS_LIST = Listing(
    kind="Listing",
    orders={
        "PUBLISHED_AT": Sorting("published_at", "publishedAt"),
        "PRICE": Sorting("price_least", "priceLeast"),
        "TRL": Sorting("trl", "trl"),
        "TITLE": Sorting("title_key", "title"),
    },
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "owner_id": equal("owner_id", "ownerId"),
        "direction": Filtering("direction", lambda way: {"direction": way.value}),
        "subjects": any_of("subject", "subject"),
        "sectors": Filtering("sector", _sectors),
        "trl": Filtering("trl", lambda span: {"trl": _within(span)}),
        "price": Filtering("priceLeast", _meets),
        "currency": equal("currency", "currency"),
        "provinces": one_of("province", "province"),
        "modes": any_of("transfer_modes", "transferModes"),
        "statuses": any_of("status", "status"),
        "masked": equal("masked", "masked"),
    },
    facets={
        "directions": Counting("direction", "direction"),
        "subjects": Counting("subject", "subject"),
        "sectors": Counting("sector", "sector"),
        "topSectors": Counting("sector_top", "sector"),
        "trls": Counting("trl", "trl"),
        "provinces": Counting("province", "province"),
        "modes": Counting("transfer_modes", "transferModes"),
        "priceKinds": Counting("price_kind", "priceKind"),
    },
    searched=(
        "title",
        "summary",
        "description",
        "advantages",
        "problem",
        "keywords",
        "sector",
        "ownerName",
        "province",
        "placeDetail",
        "equipment",
    ),
)
DEALS = Listing(
    kind="Deal",
    orders={"AT": Sorting("at", "at")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "listing_id": equal("listing_id", "listingId"),
        "statuses": any_of("status", "status"),
        "agreement": Filtering("agreement", lambda kind: {"agreement": kind.value}),
    },
    facets={},
)
LISTINGS = (LISTINGS_LIST, DEALS)
