"""Queries of the exchange: what everybody reads, one's own, and what concerns two sides."""

from typing import Annotated, Any, cast

import strawberry
from strawberry import Parent

from gateway.clients import Refused
from gateway.graph.arguments import FILTER, ORDER, After, AggregateId, Asking, Before, First, Last, Words
from gateway.graph.connections import Connection, listed
from gateway.graph.context import Context
from gateway.graph.errors import Denied
from gateway.graph.finding import Facet, asked, counted, unknown_words
from gateway.graph.listings.exchange import (
    DEALS,
    LISTINGS_LIST,
    DealFilter,
    ListingFilter,
    ListingOrder,
)
from gateway.graph.lists import Asked
from gateway.graph.rules.rule import tenant_organisers
from gateway.graph.sources import column
from gateway.graph.types.exchange import (
    Deal,
    DealStatistics,
    Enquiry,
    Listing,
    OwnListing,
    Province,
    SectorNode,
    province_row,
    sector_row,
)
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.texts.times import HOME


@strawberry.type(description="The values that the list's listings have, the most frequent first, at most 200 of each.")
class ListingFacets:
    """Facets of listings."""

    directions: list[Facet] = column("directions", "Offered or needed.")
    subjects: list[Facet] = column("subjects", "What they are.")
    sectors: list[Facet] = column("sectors", "Sectors, by their codes.")
    top_sectors: list[Facet] = column("topSectors", "Sectors of the first level, by their codes.")
    trls: list[Facet] = column("trls", "Technology readiness levels.")
    provinces: list[Facet] = column("provinces", "Provinces, by their codes.")
    modes: list[Facet] = column("modes", "How they may change hands.")
    price_kinds: list[Facet] = column("priceKinds", "Fixed, range or on request.")


async def _facets(parent: Parent[dict[str, Any]], info: Asking) -> ListingFacets:
    return cast(ListingFacets, await counted(parent["page"], info, HOME))


@strawberry.type(description="A page of listings.")
class ListingConnection(Connection[Listing]):
    """A page of listings with its facets."""

    facets: ListingFacets = strawberry.field(
        resolver=_facets, description="The values that the whole list has, under the same filter and search."
    )
    unknown_words: list[str] = strawberry.field(
        resolver=unknown_words, description="Words of the search that no listing has; similar ones were found instead."
    )


async def _listing(info: Asking, listing_id: AggregateId) -> Listing | None:
    return cast("Listing | None", await info.context.row("Listing", listing_id))


async def _listings(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[ListingFilter | None, FILTER] = None,  # noqa: A002
    order_by: Annotated[ListingOrder | None, ORDER] = None,
    search: Words = None,
) -> ListingConnection:
    page = asked(Asked(first, after, last, before), "PUBLISHED_AT", order_by, search)
    return cast(ListingConnection, await listed(info, LISTINGS_LIST, filter, page))


async def _deals(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[DealFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Deal]:
    page = Asked(first, after, last, before, order="AT", rising=False)
    return cast(Connection[Deal], await listed(info, DEALS, filter, page))


async def _own_listings(info: Asking) -> list[OwnListing]:
    return cast(list[OwnListing], await _of_exchange(info.context, info.context.exchange.listings(info.context.viewer)))


async def _own_listing(info: Asking, listing_id: AggregateId) -> OwnListing | None:
    found = info.context.exchange.listing(info.context.viewer, listing_id)
    return cast("OwnListing | None", await _of_exchange(info.context, found, missing=None))


async def _reviews(info: Asking) -> list[OwnListing]:
    return cast(list[OwnListing], await _of_exchange(info.context, info.context.exchange.reviews(info.context.viewer)))


async def _enquiries(
    info: Asking,
    listing_id: Annotated[strawberry.ID | None, strawberry.argument(description="About this listing.")] = None,
) -> list[Enquiry]:
    found = info.context.exchange.enquiries(info.context.viewer, listing_id)
    return cast(list[Enquiry], await _of_exchange(info.context, found))


async def _enquiry(info: Asking, enquiry_id: AggregateId) -> Enquiry | None:
    found = info.context.exchange.enquiry(info.context.viewer, enquiry_id)
    return cast("Enquiry | None", await _of_exchange(info.context, found, missing=None))


async def _of_exchange(context: Context, answer: Any, missing: Any = ()) -> Any:  # noqa: ANN401 - any answer
    """What the exchange shows the viewer; nothing to who isn't signed in, and to who may not see it."""
    if not context.viewer.signed_in:
        answer.close()
        return missing if missing is None else []
    try:
        return await answer
    except Refused as refused:
        if refused.code in ("not_found", "unauthenticated"):
            return missing if missing is None else []
        raise Denied(refused.code, refused.message) from None


def _sectors() -> list[SectorNode]:
    return cast(list[SectorNode], [sector_row(code) for code in SECTORS])


def _provinces() -> list[Province]:
    return cast(list[Province], [province_row(code) for code in PROVINCES])


async def _statistics(info: Asking, tenant_id: AggregateId) -> DealStatistics:
    counted = await info.context.rows.deals(tenant_id)
    organises = tenant_organisers(info.context.reader).holds({"tenant_id": tenant_id})
    return cast(DealStatistics, {"totals": counted.totals, "deal_ids": counted.ids if organises else None})


@strawberry.type
class ExchangeQueries:
    """Of the exchange."""

    listing: Listing | None = strawberry.field(resolver=_listing, description="A listing that is published.")
    listings: ListingConnection = strawberry.field(
        resolver=_listings,
        description="Published listings: the latest first, or the most relevant where words are given.",
    )
    own_listings: list[OwnListing] = strawberry.field(
        resolver=_own_listings,
        description="All listings of the organisations that you belong to, drafts too, the last saved first.",
    )
    own_listing: OwnListing | None = strawberry.field(
        resolver=_own_listing, description="One of them, or one that you moderate."
    )
    listing_reviews: list[OwnListing] = strawberry.field(
        resolver=_reviews, description="What waits for a moderator, the oldest first, if you are one."
    )
    enquiries: list[Enquiry] = strawberry.field(
        resolver=_enquiries, description="Enquiries from and to the organisations that you belong to, the newest first."
    )
    enquiry: Enquiry | None = strawberry.field(
        resolver=_enquiry, description="One of them, with the contact where it is disclosed to you."
    )
    deals: Connection[Deal] = strawberry.field(
        resolver=_deals, description="Deals of the tenants that you organise, the newest first."
    )
    deal_statistics: DealStatistics = strawberry.field(
        resolver=_statistics, description="How many deals of a tenant both sides have confirmed, and their value."
    )
    sectors: list[SectorNode] = strawberry.field(
        resolver=_sectors, description="The taxonomy of sectors, each after the one that it is within."
    )
    provinces: list[Province] = strawberry.field(resolver=_provinces, description="The provinces, by their codes.")
