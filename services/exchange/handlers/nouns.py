"""The nouns of the exchange, what they wait for, and what is done then."""

from services.exchange.domain import enquiry, facts, listing, negotiation, notice
from services.exchange.domain.commands import (
    ExpireListing,
    ExpireNegotiation,
    LapseDeals,
    LapseInvitations,
    RemindOfEnquiry,
    RemindOfExpiry,
)
from services.exchange.domain.enquiry import STALE_AFTER, Enquiry
from services.exchange.domain.listing import REMINDED_BEFORE, SHOWN, Listing
from services.exchange.domain.negotiation import Negotiation
from services.exchange.domain.notice import Notice
from shared.bus.nouns import Noun, Timer
from shared.bus.sweeping import Timed
from shared.contracts.exchange.values import EnquiryStatus, NegotiationStatus

REMIND, EXPIRE, LAPSE, UNINVITE, STALE, END = "remind", "expire", "lapse", "uninvite", "stale", "end"


def listing_timers(state: Listing) -> tuple[Timer, ...]:
    """Its end and the reminder of it, reservations and invitations that aren't used."""
    timers = [Timer(deal.until, LAPSE) for deal in state.deals if deal.is_open]
    timers += [Timer(one.until, UNINVITE) for one in state.invited]
    if state.stage in SHOWN and state.expires_at is not None:
        timers.append(Timer(state.expires_at, EXPIRE))
        if not state.reminded:
            timers.append(Timer(state.expires_at - REMINDED_BEFORE, REMIND))
    return tuple(timers)


def enquiry_timers(state: Enquiry) -> tuple[Timer, ...]:
    """An answer is missed after a week."""
    waits = state.status is EnquiryStatus.SENT and not state.reminded
    return (Timer(state.sent_at + STALE_AFTER, STALE),) if waits else ()


def negotiation_timers(state: Negotiation) -> tuple[Timer, ...]:
    """The last offer is good for a while."""
    goes_on = state.status in (NegotiationStatus.OPEN, NegotiationStatus.ON_HOLD)
    return (Timer(state.offers[-1].valid_until, END),) if goes_on else ()


LISTING = Noun(
    name="listing",
    collection="listings",
    state=Listing,
    apply=facts.apply,
    places=listing.places,
    snapshot=listing.snapshot,
    timers=listing_timers,
    names_actor=listing.names_actor,
)
ENQUIRY = Noun(
    name="enquiry",
    collection="enquiries",
    state=Enquiry,
    apply=enquiry.apply,
    places=enquiry.places,
    snapshot=enquiry.snapshot,
    timers=enquiry_timers,
    names_actor=enquiry.names_actor,
)
NEGOTIATION = Noun(
    name="negotiation",
    collection="negotiations",
    state=Negotiation,
    apply=negotiation.apply,
    places=negotiation.places,
    snapshot=negotiation.snapshot,
    timers=negotiation_timers,
    names_actor=negotiation.names_actor,
)
NOTICE = Noun(
    name="notice",
    collection="notices",
    state=Notice,
    apply=notice.apply,
    places=notice.places,
    snapshot=notice.snapshot,
    shape=2,
    upcasts={1: lambda data: {**data, "until": None, "match_id": None}},
)
NOUNS = (LISTING, ENQUIRY, NEGOTIATION, NOTICE)

TIMED: Timed = {
    ("listing", REMIND): lambda listing_id, _: RemindOfExpiry(listing_id=listing_id),
    ("listing", EXPIRE): lambda listing_id, _: ExpireListing(listing_id=listing_id),
    ("listing", LAPSE): lambda listing_id, _: LapseDeals(listing_id=listing_id),
    ("listing", UNINVITE): lambda listing_id, _: LapseInvitations(listing_id=listing_id),
    ("enquiry", STALE): lambda enquiry_id, _: RemindOfEnquiry(enquiry_id=enquiry_id),
    ("negotiation", END): lambda negotiation_id, _: ExpireNegotiation(negotiation_id=negotiation_id),
}
