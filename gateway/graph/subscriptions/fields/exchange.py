"""Listings, watched."""

from typing import cast

import strawberry

from gateway.graph.arguments import AggregateId, Asking
from gateway.graph.types.exchange import Listing


async def _listing(info: Asking, listing_id: AggregateId) -> Listing | None:
    return cast("Listing | None", await info.context.row("Listing", listing_id))


@strawberry.type
class ExchangeSubscriptions:
    """Of the exchange."""

    listing_changed: Listing | None = strawberry.field(
        resolver=_listing, description="A published listing: its words, and how many units are free."
    )
