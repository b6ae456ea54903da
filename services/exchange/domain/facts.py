"""Facts of a listing that stay within the exchange, and what all facts make of it."""

from dataclasses import replace

from services.exchange.domain.listing import (
    LEFT_KEPT,
    Confirmation,
    Deal,
    Invited,
    Listing,
    Rejection,
    Stage,
    Talk,
    Version,
    with_deal,
)
from shared.contracts.events import Event, Kept, Told
from shared.contracts.exchange.values import CancelReason, DealStatus, ListingContent, OfferTerms, RejectionReason
from shared.contracts.personal import PersonText
from shared.contracts.values import Id, Instant


class ListingSaved(Kept):
    """What a listing is to say was saved, whole."""

    listing_id: Id
    tenant_id: Id
    organisation_id: Id
    pseudonym: Id
    author_id: str
    content: ListingContent
    saved_at: Instant


class VersionHandedIn(Kept):
    """What was saved waits for a moderator."""

    number: int
    content: ListingContent
    at: Instant


class VersionPublished(Kept):
    """A version is what everybody reads from now on; its draft is gone unless another was saved meanwhile."""

    content: ListingContent
    at: Instant
    expires_at: Instant
    looked_at: bool
    """Whether a moderator did; else what was saved needed none."""


class VersionRejected(Kept):
    """A version isn't published; it can be corrected."""

    number: int
    reason: RejectionReason
    note: PersonText | None
    at: Instant


class StageSet(Kept):
    """Where the listing is in its life."""

    stage: Stage
    at: Instant


class ListingRenewed(Kept):
    """It stays for longer."""

    at: Instant
    expires_at: Instant


class ExpiryReminded(Kept):
    """Its owner was told that it ends soon."""


class UnitsReserved(Kept):
    """Units are kept for a deal."""

    deal_id: Id
    negotiation_id: Id
    offer_no: int
    counterpart_id: Id
    terms: OfferTerms
    at: Instant
    until: Instant


class SideConfirmed(Kept):
    """One side has confirmed; with the second one the units are sold."""

    deal_id: Id
    organisation_id: Id
    person_id: Id
    at: Instant
    concluded: bool


class UnitsFreed(Kept):
    """A reservation is over."""

    deal_id: Id
    reason: CancelReason
    at: Instant


class TalkJoined(Kept):
    """A negotiation has begun."""

    negotiation_id: Id
    since: Instant


class TalkLeft(Kept):
    """A negotiation is over."""

    negotiation_id: Id
    agreed: bool


class Turn(Event):
    """Whose turn it is, until when."""

    negotiation_id: Id
    until: Instant


class QueueSet(Kept):
    """Who waits, and who is invited."""

    waiting: tuple[Id, ...]
    invited: tuple[Turn, ...]


def apply(listing: Listing | None, event: Event) -> Listing:
    """The listing after the fact. What is told says nothing of it that a kept fact beside it doesn't."""
    if isinstance(event, ListingSaved):
        return _saved(listing, event)
    if listing is None:
        raise TypeError(f"{type(event).__name__} is no first fact of a listing")
    if isinstance(event, Told):
        return listing
    match event:
        case VersionHandedIn() | VersionPublished() | VersionRejected() | StageSet() | ListingRenewed():
            return _versioned(listing, event)
        case UnitsReserved() | SideConfirmed() | UnitsFreed():
            return _stocked(listing, event)
        case ExpiryReminded():
            return replace(listing, reminded=True)
        case TalkJoined() | TalkLeft() | QueueSet():
            return _queued(listing, event)
    raise TypeError(f"{type(event).__name__} is no fact of a listing")


def _saved(listing: Listing | None, event: ListingSaved) -> Listing:
    born = listing or Listing(
        event.listing_id, event.tenant_id, event.organisation_id, event.pseudonym, event.author_id
    )
    return replace(born, draft=event.content, saved_at=event.saved_at)


def _versioned(
    listing: Listing, event: VersionHandedIn | VersionPublished | VersionRejected | StageSet | ListingRenewed
) -> Listing:
    match event:
        case VersionHandedIn():
            version = Version(event.number, event.content, event.at)
            return replace(listing, draft=None, pending=version, versions=event.number, rejection=None)
        case VersionPublished():
            return _published(listing, event)
        case VersionRejected():
            return _rejected(listing, event)
        case StageSet():
            return replace(listing, stage=event.stage, changed_at=event.at)
        case ListingRenewed():
            return replace(
                listing, stage=Stage.PUBLISHED, changed_at=event.at, expires_at=event.expires_at, reminded=False
            )


def _published(listing: Listing, event: VersionPublished) -> Listing:
    return replace(
        listing,
        stage=listing.stage if listing.stage is Stage.PAUSED else Stage.PUBLISHED,
        draft=listing.draft if event.looked_at else None,
        pending=None if event.looked_at else listing.pending,
        rejection=None,
        published=event.content,
        published_at=listing.published_at or event.at,
        changed_at=event.at,
        expires_at=event.expires_at,
        reminded=False,
    )


def _rejected(listing: Listing, event: VersionRejected) -> Listing:
    content = listing.pending.content if listing.pending else None
    rejection = Rejection(event.number, event.reason, event.at, event.note)
    return replace(listing, pending=None, rejection=rejection, draft=listing.draft or content)


def _stocked(listing: Listing, event: UnitsReserved | SideConfirmed | UnitsFreed) -> Listing:
    if isinstance(event, UnitsReserved):
        return with_deal(listing, _reserved(event))
    deal = listing.deal(event.deal_id)
    if deal is None:
        raise TypeError("a deal that is not there")
    if isinstance(event, UnitsFreed):
        return with_deal(listing, replace(deal, status=DealStatus.CANCELLED, reason=event.reason, at=event.at))
    words = (*deal.confirmed, Confirmation(event.organisation_id, event.person_id, event.at))
    status = DealStatus.CONFIRMED if event.concluded else DealStatus.CONFIRMED_BY_ONE
    sold = listing.sold + (deal.terms.quantity if event.concluded else 0)
    return replace(with_deal(listing, replace(deal, status=status, confirmed=words, at=event.at)), sold=sold)


def _reserved(event: UnitsReserved) -> Deal:
    return Deal(
        deal_id=event.deal_id,
        negotiation_id=event.negotiation_id,
        offer_no=event.offer_no,
        counterpart_id=event.counterpart_id,
        terms=event.terms,
        reserved_at=event.at,
        until=event.until,
        status=DealStatus.RESERVED,
        at=event.at,
    )


def _queued(listing: Listing, event: TalkJoined | TalkLeft | QueueSet) -> Listing:
    if isinstance(event, QueueSet):
        invited = tuple(Invited(one.negotiation_id, one.until) for one in event.invited)
        return replace(listing, waiting=event.waiting, invited=invited)
    others = tuple(talk for talk in listing.talks if talk.negotiation_id != event.negotiation_id)
    if isinstance(event, TalkJoined):
        return replace(listing, talks=(*others, Talk(event.negotiation_id, event.since)))
    left = listing.left if event.agreed else (*listing.left, event.negotiation_id)[-LEFT_KEPT:]
    return replace(listing, talks=others, left=left)
