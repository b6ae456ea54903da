"""A listing as it stands: its versions, its stock, its deals and who waits for them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.exchange.domain.masking import public
from shared.contracts.exchange import events as told
from shared.contracts.exchange.values import (
    CancelReason,
    Closing,
    DealStatus,
    ListingContent,
    ListingStatus,
    OfferTerms,
    RejectionReason,
    Waiting,
)
from shared.contracts.personal import PersonText
from shared.contracts.places import Places

PUBLISHED_FOR = timedelta(days=90)
REMINDED_BEFORE = timedelta(days=14)
RESERVED_FOR = timedelta(hours=72)
INVITED_FOR = timedelta(hours=72)
DEALS_KEPT = 20
"""Of those that are over; the log has all."""
LEFT_KEPT = 50
TALKS_KEPT = 100
"""Negotiations that are known to compete; who begins one beyond that isn't put on hold, and may find nothing left."""
NOTE = "listing.note"
"""What a moderator's words are sealed as, for ever."""


class Stage(StrEnum):
    """Where a listing is in its life; what else its status says follows from its versions and its stock."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    EXPIRED = "expired"
    SOLD_OUT = "sold_out"
    CLOSED = "closed"


SHOWN = (Stage.PUBLISHED, Stage.PAUSED)
GONE = (Stage.SOLD_OUT, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Version:
    """What was handed in, and waits for a moderator."""

    number: int
    content: ListingContent
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the last version wasn't published."""

    number: int
    reason: RejectionReason
    at: datetime
    note: PersonText | None = None
    """The moderator's own words, sealed."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One side's word."""

    organisation_id: str
    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deal:
    """Units that are kept for two sides, or are theirs."""

    deal_id: str
    negotiation_id: str
    offer_no: int
    counterpart_id: str
    """The other organisation."""
    terms: OfferTerms
    reserved_at: datetime
    until: datetime
    status: DealStatus
    at: datetime
    """When it came to this."""
    confirmed: tuple[Confirmation, ...] = ()
    reason: CancelReason | None = None

    @property
    def is_open(self) -> bool:
        """Whether its units are reserved."""
        return self.status in (DealStatus.RESERVED, DealStatus.CONFIRMED_BY_ONE)


@dataclass(frozen=True, slots=True)
class Talk:
    """A negotiation about the listing; the earlier one began, the earlier its turn is."""

    negotiation_id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """A negotiation that waited, and may go on alone until an instant."""

    negotiation_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing. `pseudonym` stands for its owner where it is masked."""

    listing_id: str
    tenant_id: str
    organisation_id: str
    pseudonym: str
    author_id: str
    """Who began it."""
    stage: Stage = Stage.DRAFT
    draft: ListingContent | None = None
    saved_at: datetime | None = None
    versions: int = 0
    """How many were handed in."""
    pending: Version | None = None
    rejection: Rejection | None = None
    published: ListingContent | None = None
    published_at: datetime | None = None
    changed_at: datetime | None = None
    expires_at: datetime | None = None
    reminded: bool = False
    sold: int = 0
    deals: tuple[Deal, ...] = ()
    talks: tuple[Talk, ...] = ()
    waiting: tuple[str, ...] = ()
    """Negotiations on hold, in their order."""
    invited: tuple[Invited, ...] = ()
    left: tuple[str, ...] = ()
    """Negotiations that ended without an agreement, the last ones."""

    @property
    def owner_told(self) -> str:
        """Whom told events name as the owner."""
        masked = self.published.masked if self.published else True
        return self.pseudonym if masked else self.organisation_id

    @property
    def reserved(self) -> int:
        """Units that are kept for deals."""
        return sum(deal.terms.quantity for deal in self.deals if deal.is_open)

    @property
    def free(self) -> int | None:
        """Units that nobody has yet; none where they aren't counted."""
        if self.published is None or self.published.quantity is None:
            return None
        return self.published.quantity - self.sold - self.reserved

    @property
    def status(self) -> ListingStatus:
        """Where it stands, in one word."""
        if self.stage is Stage.PUBLISHED:
            return ListingStatus.RESERVED if self.free == 0 else ListingStatus.PUBLISHED
        if self.stage is not Stage.DRAFT:
            return ListingStatus(self.stage.value)
        if self.pending is not None:
            return ListingStatus.PENDING_REVIEW
        return ListingStatus.REJECTED if self.rejection is not None else ListingStatus.DRAFT

    def deal(self, deal_id: str) -> Deal | None:
        """A deal that is open, or was of late."""
        return next((deal for deal in self.deals if deal.deal_id == deal_id), None)

    def open_deal_of(self, negotiation_id: str) -> Deal | None:
        """What is reserved for a negotiation."""
        return next((d for d in self.deals if d.is_open and d.negotiation_id == negotiation_id), None)


def with_deal(listing: Listing, deal: Deal) -> Listing:
    """The deal in its place; of those that are over the newest stay."""
    others = tuple(d for d in listing.deals if d.deal_id != deal.deal_id)
    deals = (*others, deal)
    over = [d for d in deals if not d.is_open][:-DEALS_KEPT]
    return replace(listing, deals=tuple(d for d in deals if d not in over))


def places(listing: Listing) -> Places:
    """Its tenant; whose it is, is told nobody by its place."""
    return Places(listing.tenant_id)


def shown_change(listing: Listing) -> told.ListingChanged:
    """What everybody is told when something of it has changed."""
    if listing.published is None or listing.published_at is None or listing.changed_at is None:
        raise ValueError("nothing of it is published")
    return told.ListingChanged(
        listing_id=listing.listing_id,
        tenant_id=listing.tenant_id,
        owner_id=listing.owner_told,
        masked=listing.published.masked,
        status=listing.status,
        content=public(listing.published),
        available=listing.free,
        published_at=listing.published_at,
        changed_at=listing.changed_at,
        expires_at=listing.expires_at or listing.changed_at,
    )


def shown_anew(listing: Listing) -> told.ListingPublished:
    """What everybody is told when it is there."""
    return told.ListingPublished.model_validate(shown_change(listing).model_dump(exclude={"status"}))


CLOSINGS = {Stage.CLOSED: Closing.CLOSED, Stage.EXPIRED: Closing.EXPIRED, Stage.SOLD_OUT: Closing.SOLD_OUT}


def shown_queue(listing: Listing, over: tuple[str, ...] = ()) -> told.QueueChanged:
    """What is told of who waits."""
    return told.QueueChanged(
        listing_id=listing.listing_id,
        tenant_id=listing.tenant_id,
        waiting=waiting_of(listing),
        invited=tuple(one.negotiation_id for one in listing.invited),
        over=over,
    )


def waiting_of(listing: Listing) -> tuple[Waiting, ...]:
    """Who waits, with their positions."""
    return tuple(Waiting(negotiation_id=one, position=n) for n, one in enumerate(listing.waiting, 1))


def told_deal(listing: Listing, deal: Deal) -> told.ToldDeal:
    """What told events have said of a deal."""
    done = deal.status is DealStatus.CONFIRMED
    # that one side has confirmed is told nobody
    status = DealStatus.RESERVED if deal.status is DealStatus.CONFIRMED_BY_ONE else deal.status
    return told.ToldDeal(
        deal_id=deal.deal_id,
        negotiation_id=deal.negotiation_id,
        owner_id=listing.organisation_id if done else listing.owner_told,
        counterpart_id=deal.counterpart_id,
        quantity=deal.terms.quantity,
        status=status,
        until=deal.until,
        value=deal.terms.price if done else None,
        mode=deal.terms.mode if done else None,
        agreement=deal.terms.agreement if done else None,
        at=deal.at,
    )


def snapshot(listing: Listing) -> told.ListingSnapshot:
    """All that told events have said."""
    return told.ListingSnapshot(
        listing_id=listing.listing_id,
        tenant_id=listing.tenant_id,
        owner_id=listing.owner_told,
        masked=listing.published.masked if listing.published else True,
        status=listing.status,
        content=public(listing.published) if listing.published else None,
        available=listing.free,
        published_at=listing.published_at,
        changed_at=listing.changed_at,
        expires_at=listing.expires_at,
        closed=CLOSINGS.get(listing.stage),
        waiting=waiting_of(listing),
        invited=tuple(one.negotiation_id for one in listing.invited),
        deals=tuple(told_deal(listing, deal) for deal in listing.deals),
    )


def names_actor(listing: Listing) -> bool:
    """Of a masked listing nobody is told who acts: it might be the owner."""
    return listing.owner_told == listing.organisation_id
