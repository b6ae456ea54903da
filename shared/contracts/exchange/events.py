"""The facts that the exchange tells.

What only some may read (drafts, prices and words of offers, messages, hidden fields) is in none of them. `owner_id` is
the organisation that a listing belongs to; of a masked one it is a pseudonym, made for this listing, until both sides
have confirmed a deal. Events of a masked listing name no actor.
"""

from shared.contracts.events import Told, unchanged
from shared.contracts.exchange.topics import NOTICES, TOPIC
from shared.contracts.exchange.values import (
    Agreement,
    CancelReason,
    Closing,
    DealStatus,
    DeclineReason,
    DisclosureLevel,
    EnquiryStatus,
    ListingStatus,
    NegotiationStatus,
    NoticeKind,
    PublicListing,
    TransferMode,
    Waiting,
)
from shared.contracts.values import Id, Instant, Money, Value


class ListingPublished(Told, wire="exchange.listing_published", version=1, topic=TOPIC, about="listing_id"):
    """A listing is there for everybody: for the first time, or again after it had expired."""

    listing_id: Id
    tenant_id: Id
    owner_id: Id
    masked: bool
    content: PublicListing
    available: int | None
    """Units that are free; none is said where they aren't counted."""
    published_at: Instant
    """For the first time."""
    changed_at: Instant
    expires_at: Instant


class ListingChanged(Told, wire="exchange.listing_changed", version=1, topic=TOPIC, about="listing_id"):
    """A listing that is published says something else, is paused or goes on, or has other units free; all is whole."""

    listing_id: Id
    tenant_id: Id
    owner_id: Id
    masked: bool
    status: ListingStatus
    """published, paused or reserved: a paused one is shown, and takes no enquiry."""
    content: PublicListing
    available: int | None
    published_at: Instant
    changed_at: Instant
    expires_at: Instant


class ListingClosed(Told, wire="exchange.listing_closed", version=1, topic=TOPIC, about="listing_id"):
    """A listing is no longer there; an expired one may be published again."""

    listing_id: Id
    tenant_id: Id
    reason: Closing
    closed_at: Instant


class ListingHandedIn(Told, wire="exchange.listing_handed_in", version=1, topic=TOPIC, about="listing_id"):
    """A version of a listing waits for a moderator; what it says isn't told before it is published."""

    listing_id: Id
    tenant_id: Id
    handed_in_at: Instant


class ListingRejected(Told, wire="exchange.listing_rejected", version=1, topic=TOPIC, about="listing_id"):
    """A version that was handed in is not published; why is for its organisation alone."""

    listing_id: Id
    tenant_id: Id
    rejected_at: Instant


class ListingExpires(Told, wire="exchange.listing_expires", version=1, topic=TOPIC, about="listing_id"):
    """A listing will soon be taken away, if nobody renews it."""

    listing_id: Id
    tenant_id: Id
    expires_at: Instant


class QueueChanged(Told, wire="exchange.queue_changed", version=1, topic=TOPIC, about="listing_id"):
    """Which negotiations wait for units of a listing, in their order, and which are invited to go on."""

    listing_id: Id
    tenant_id: Id
    waiting: tuple[Waiting, ...]
    invited: tuple[Id, ...]
    """Negotiations that waited, and whose turn it is."""
    over: tuple[Id, ...] = ()
    """Negotiations for which nothing is left: the listing is gone."""


class DealReserved(Told, wire="exchange.deal_reserved", version=1, topic=TOPIC, about="listing_id"):
    """An offer was accepted: its units are kept for the two sides until both confirm, or the time is over."""

    listing_id: Id
    deal_id: Id
    negotiation_id: Id
    offer_no: int
    tenant_id: Id
    owner_id: Id
    counterpart_id: Id
    """The other organisation."""
    quantity: int
    reserved_at: Instant
    until: Instant


class DealConfirmed(Told, wire="exchange.deal_confirmed", version=1, topic=TOPIC, about="listing_id"):
    """Both sides have confirmed a deal; the organisations are named as they are, of a masked listing too."""

    listing_id: Id
    deal_id: Id
    negotiation_id: Id
    tenant_id: Id
    owner_id: Id
    counterpart_id: Id
    """The other organisation."""
    quantity: int
    value: Money
    """For all of the quantity together."""
    mode: TransferMode
    agreement: Agreement
    confirmed_at: Instant


class DealCancelled(Told, wire="exchange.deal_cancelled", version=1, topic=TOPIC, about="listing_id"):
    """A reservation has lapsed or was taken back: its units are free again."""

    listing_id: Id
    deal_id: Id
    negotiation_id: Id
    tenant_id: Id
    reason: CancelReason
    cancelled_at: Instant


class ToldDeal(Value):
    """What told events have said of a deal."""

    deal_id: Id
    negotiation_id: Id
    owner_id: Id
    counterpart_id: Id
    quantity: int
    status: DealStatus
    until: Instant
    value: Money | None = None
    """Of one that both have confirmed."""
    mode: TransferMode | None = None
    """Of one that both have confirmed."""
    agreement: Agreement | None = None
    """Of one that both have confirmed."""
    at: Instant
    """When it came to this."""


class ListingSnapshot(Told, wire="exchange.listing_snapshot", version=1, topic=TOPIC, about="listing_id"):
    """All that told events have said of a listing: of its deals those that are open, and the newest of the others."""

    listing_id: Id
    tenant_id: Id
    owner_id: Id
    masked: bool
    status: ListingStatus
    content: PublicListing | None
    """Of one that is there."""
    available: int | None
    published_at: Instant | None
    changed_at: Instant | None
    expires_at: Instant | None
    closed: Closing | None
    waiting: tuple[Waiting, ...]
    invited: tuple[Id, ...]
    deals: tuple[ToldDeal, ...]


class EnquirySent(Told, wire="exchange.enquiry_sent", version=1, topic=TOPIC, about="enquiry_id"):
    """An organisation asks about a listing."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    enquirer_id: Id
    """The organisation that asks."""
    sent_at: Instant


class EnquiryDeclined(Told, wire="exchange.enquiry_declined", version=1, topic=TOPIC, about="enquiry_id"):
    """The owner of a listing doesn't take an enquiry further."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    reason: DeclineReason
    declined_at: Instant


class DisclosureGranted(Told, wire="exchange.disclosure_granted", version=1, topic=TOPIC, about="enquiry_id"):
    """The owner of a listing shows more of it to an enquirer."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    enquirer_id: Id
    level: DisclosureLevel
    granted_at: Instant


class DisclosureAsked(Told, wire="exchange.disclosure_asked", version=1, topic=TOPIC, about="enquiry_id"):
    """An enquirer asks to be shown more of a listing."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    level: DisclosureLevel
    asked_at: Instant


class EnquiryStale(Told, wire="exchange.enquiry_stale", version=1, topic=TOPIC, about="enquiry_id"):
    """Nobody has answered an enquiry for a week."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    sent_at: Instant


class EnquirySnapshot(Told, wire="exchange.enquiry_snapshot", version=1, topic=TOPIC, about="enquiry_id"):
    """All that told events have said of an enquiry."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    enquirer_id: Id
    status: EnquiryStatus
    sent_at: Instant
    reason: DeclineReason | None
    declined_at: Instant | None
    level: DisclosureLevel | None
    granted_at: Instant | None


class OfferMade(Told, wire="exchange.offer_made", version=1, topic=TOPIC, about="negotiation_id"):
    """One side of a negotiation has made an offer; what it says is for the two alone."""

    negotiation_id: Id
    """It has the id of its enquiry."""
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    counterpart_id: Id
    """The other organisation, which had asked."""
    offer_no: int
    """From 1."""
    by_owner: bool
    """Whether the listing's owner makes it."""
    made_at: Instant
    valid_until: Instant


class NegotiationResumed(Told, wire="exchange.negotiation_resumed", version=1, topic=TOPIC, about="negotiation_id"):
    """A negotiation that waited for units goes on: some are free again, and it is its turn."""

    negotiation_id: Id
    listing_id: Id
    tenant_id: Id
    resumed_at: Instant


class NegotiationEnded(Told, wire="exchange.negotiation_ended", version=1, topic=TOPIC, about="negotiation_id"):
    """A negotiation came to an end: agreed, withdrawn or expired."""

    negotiation_id: Id
    listing_id: Id
    tenant_id: Id
    status: NegotiationStatus
    ended_at: Instant


class NegotiationSnapshot(Told, wire="exchange.negotiation_snapshot", version=1, topic=TOPIC, about="negotiation_id"):
    """All that told events have said of a negotiation."""

    negotiation_id: Id
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    counterpart_id: Id
    offer_no: int
    by_owner: bool
    made_at: Instant
    valid_until: Instant
    status: NegotiationStatus
    ended_at: Instant | None


class PeopleTold(
    Told, wire="exchange.people_told", version=2, topic=NOTICES, about="notice_id", upcasts={1: unchanged}
):
    """These people are to be told of something that concerns their organisation."""

    notice_id: Id
    tenant_id: Id
    kind: NoticeKind
    people: tuple[Id, ...]
    listing_id: Id
    enquiry_id: Id | None = None
    """The enquiry, or the negotiation about it, where there is one."""
    match_id: Id | None = None
    """The match, where there is one."""
    until: Instant | None = None
    """When it is too late to do something about it, where it ever is."""
    told_at: Instant


class NoticeSnapshot(
    Told, wire="exchange.notice_snapshot", version=2, topic=NOTICES, about="notice_id", upcasts={1: unchanged}
):
    """All that was told of a notice."""

    notice_id: Id
    tenant_id: Id
    kind: NoticeKind
    people: tuple[Id, ...]
    listing_id: Id
    enquiry_id: Id | None = None
    match_id: Id | None = None
    until: Instant | None = None
    told_at: Instant
