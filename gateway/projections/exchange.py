"""What the exchange tells, as rows. Of a masked listing the owner in them is a pseudonym, and joins nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from gateway.projections.rows import Fields, Index, Projected, row_of
from gateway.projections.sorting import sort_key
from shared.bus.messages import Incoming
from shared.bus.projection import Copy, Row
from shared.contracts.events import Told
from shared.contracts.exchange import events as told
from shared.contracts.exchange.values import DealStatus, FixedPrice, ListingStatus, Price, PriceRange, PublicListing
from shared.contracts.sectors import top_of

VISIBLE, HIDDEN = "yes", "no"
"""Whether everybody reads a listing; a row says it in one word, for the rule of its type."""


def _price(price: Price) -> Fields:
    found: Fields = {"price_kind": price.kind, "price_least": None, "price_most": None, "currency": None}
    if isinstance(price, FixedPrice):
        amount = price.amount.amount_minor
        return {**found, "price_least": amount, "price_most": amount, "currency": price.amount.currency}
    if isinstance(price, PriceRange):
        least, most = price.least.amount_minor, price.most.amount_minor
        return {**found, "price_least": least, "price_most": most, "currency": price.least.currency}
    return found


def _said(content: PublicListing) -> Fields:
    plain = content.model_dump(mode="json")
    texts = {name: plain[name] for name in ("title", "summary", "description", "advantages", "problem")}
    names = ("direction", "subject", "sector", "keywords", "trl", "transfer_modes", "quantity", "partner", "equipment")
    return {
        **texts,
        **{name: plain[name] for name in names},
        **_price(content.price),
        "price_hint": getattr(content.price, "hint", "") or None,
        "title_key": sort_key(content.title.vi or content.title.en),
        "sector_top": top_of(content.sector).value,
        "ip_kind": content.ip.kind.value,
        "ip_number": content.ip.number,
        "ip_expires_on": plain["ip"]["expires_on"],
        "province": content.place.province,
        "place_detail": content.place.detail or None,
        "images": plain["images"],
    }


def _there(event: told.ListingPublished | told.ListingChanged, status: ListingStatus) -> Fields:
    return {
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "owner_id": event.owner_id,
        "masked": event.masked,
        "status": status.value,
        "visible": VISIBLE,
        "available": event.available,
        "published_at": event.published_at,
        "changed_at": event.changed_at,
        "expires_at": event.expires_at,
        **_said(event.content),
    }


def _published(event: told.ListingPublished) -> Fields:
    return _there(event, ListingStatus.RESERVED if event.available == 0 else ListingStatus.PUBLISHED)


def _changed(event: told.ListingChanged) -> Fields:
    return _there(event, event.status)


def _closed(event: told.ListingClosed) -> Fields:
    return {
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "status": event.reason.value,
        "visible": HIDDEN,
        "changed_at": event.closed_at,
    }


def _deal(event: told.DealReserved) -> Fields:
    return {
        "deal_id": event.deal_id,
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "owner_id": event.owner_id,
        "counterpart_id": event.counterpart_id,
        "quantity": event.quantity,
        "status": DealStatus.RESERVED.value,
        "until": event.until,
        "at": event.reserved_at,
        "value": None,
        "currency": None,
        "mode": None,
        "agreement": None,
    }


def _confirmed(event: told.DealConfirmed) -> Fields:
    return {
        "deal_id": event.deal_id,
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "owner_id": event.owner_id,
        "counterpart_id": event.counterpart_id,
        "quantity": event.quantity,
        "status": DealStatus.CONFIRMED.value,
        "at": event.confirmed_at,
        "value": event.value.amount_minor,
        "currency": event.value.currency,
        "mode": event.mode.value,
        "agreement": event.agreement.value,
    }


def _cancelled(event: told.DealCancelled) -> Fields:
    return {
        "deal_id": event.deal_id,
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "status": DealStatus.CANCELLED.value,
        "at": event.cancelled_at,
    }


def _deals(fields: Any) -> Projected:  # noqa: ANN401 - a function of the event
    """A deal's row: told by its listing, known by an id of its own."""

    def rows(incoming: Incoming) -> Iterable[Row]:
        set_ = fields(incoming.event)
        yield Row("deals", set_["deal_id"], "deal", incoming.envelope.seq, set_)

    return rows


def _snapshot(incoming: Incoming) -> Iterable[Row]:
    """A listing and its deals, as all that was told of them leaves them."""
    event, seq = incoming.event, incoming.envelope.seq
    if not isinstance(event, told.ListingSnapshot):
        return
    if event.content is not None:
        yield Row("listings", event.listing_id, "listing", seq, _whole(event, event.content))
    for deal in event.deals:
        yield Row("deals", deal.deal_id, "deal", seq, _told_deal(event, deal))


def _whole(event: told.ListingSnapshot, content: PublicListing) -> Fields:
    return {
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "owner_id": event.owner_id,
        "masked": event.masked,
        "status": event.closed.value if event.closed else event.status.value,
        "visible": HIDDEN if event.closed else VISIBLE,
        "available": event.available,
        "published_at": event.published_at,
        "changed_at": event.changed_at,
        "expires_at": event.expires_at,
        **_said(content),
    }


def _told_deal(event: told.ListingSnapshot, deal: told.ToldDeal) -> Fields:
    return {
        "deal_id": deal.deal_id,
        "listing_id": event.listing_id,
        "tenant_id": event.tenant_id,
        "owner_id": deal.owner_id,
        "counterpart_id": deal.counterpart_id,
        "quantity": deal.quantity,
        "status": deal.status.value,
        "until": deal.until,
        "at": deal.at,
        "value": deal.value.amount_minor if deal.value else None,
        "currency": deal.value.currency if deal.value else None,
        "mode": deal.mode.value if deal.mode else None,
        "agreement": deal.agreement.value if deal.agreement else None,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.ListingPublished: row_of("listings", "listing", _published),
    told.ListingChanged: row_of("listings", "listing", _changed),
    told.ListingClosed: row_of("listings", "listing", _closed),
    told.ListingSnapshot: _snapshot,
    told.DealReserved: _deals(_deal),
    told.DealConfirmed: _deals(_confirmed),
    told.DealCancelled: _deals(_cancelled),
}

NOT_PROJECTED: frozenset[type[Told]] = frozenset(
    {
        told.ListingHandedIn,
        told.ListingRejected,
        told.ListingExpires,
        told.QueueChanged,
        told.EnquirySent,
        told.EnquiryStale,
        told.EnquiryDeclined,
        told.DisclosureAsked,
        told.DisclosureGranted,
        told.EnquirySnapshot,
        told.OfferMade,
        told.NegotiationResumed,
        told.NegotiationEnded,
        told.NegotiationSnapshot,
        told.PeopleTold,
        told.NoticeSnapshot,
    }
)
"""What concerns two sides is asked of the exchange by each of them: rows would have to name a masked owner."""

COPIES: tuple[Copy, ...] = (
    Copy(
        name="owner",
        of="organisations",
        into="listings",
        by="owner_id",
        fields=("name", "name_key", "location"),
        source="organisation",
        within="tenant_id",
    ),
)
"""A listing is searched and shown by its owner's name; a masked one's owner is a pseudonym, no organisation's id."""

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "listings": (
        (("owner_id", 1),),
        (("tenant_id", 1), ("visible", 1), ("published_at", 1), ("_id", 1)),
        (("tenant_id", 1), ("visible", 1), ("price_least", 1), ("_id", 1)),
        (("tenant_id", 1), ("visible", 1), ("trl", 1), ("_id", 1)),
        (("tenant_id", 1), ("visible", 1), ("title_key", 1), ("_id", 1)),
        (("tenant_id", 1), ("visible", 1), ("sector", 1)),
    ),
    "deals": (
        (("tenant_id", 1), ("status", 1), ("at", 1), ("_id", 1)),
        (("listing_id", 1),),
    ),
}
