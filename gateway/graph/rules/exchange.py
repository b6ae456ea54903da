"""Who may see listings and deals. What concerns two sides alone is asked of the exchange, which knows them."""

from collections.abc import Mapping

from gateway.graph.conditions import Condition, where_is
from gateway.graph.rules.rule import TypeRule, all_seen, tenant_organisers
from gateway.projections.exchange import VISIBLE
from gateway.viewer import Viewer


def visible_rows(_: Viewer) -> Condition:
    """What is published is for everybody, signed in or not; what isn't any more, is for nobody."""
    return where_is(visible=VISIBLE)


RULES: Mapping[str, TypeRule] = {
    "Listing": TypeRule(
        visible_rows,
        all_seen(
            "id", "listingId", "tenantId", "ownerId", "ownerName", "ownerLocation", "owner", "masked", "status",
            "direction", "subject", "sector", "title", "summary", "description", "advantages", "problem", "keywords",
            "trl", "trlStage", "ipKind", "ipNumber", "ipExpiresOn", "transferModes", "priceKind", "priceLeast",
            "priceMost", "currency", "priceHint", "quantity", "available", "province", "placeDetail", "partner",
            "equipment", "images", "placings", "publishedAt", "changedAt", "expiresAt", "tenant",
        ),
    ),
    "Deal": TypeRule(
        tenant_organisers,
        all_seen(
            "id", "dealId", "tenantId", "listingId", "listing", "ownerId", "counterpartId", "quantity", "status",
            "value", "currency", "mode", "agreement", "at", "tenant",
        ),
    ),
}  # fmt: skip

CARRIERS = frozenset(
    {
        "Words", "Image", "Equipment", "PartnerSought", "Money", "OfferTerms", "Offer", "EnquiryDeal",
        "SectorNode", "Province", "DealStatistics", "DealTotal", "OwnListing", "Enquiry", "ListingFacets",
    }
)  # fmt: skip
