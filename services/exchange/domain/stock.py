"""Units of a listing: reserved when an offer is accepted, sold when both sides confirm, free again when one lapses.

All of it is decided in the fold of the listing's own document: whatever arrives at once, no unit is promised twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.exchange.domain.commands import LapseDeals, LeaveTalks
from services.exchange.domain.facts import SideConfirmed, UnitsFreed, UnitsReserved, apply
from services.exchange.domain.listing import (
    RESERVED_FOR,
    SHOWN,
    Deal,
    Listing,
    Stage,
    shown_change,
)
from services.exchange.domain.negotiation import Negotiation, Offer
from services.exchange.domain.parties import Acting
from services.exchange.domain.posting import ended
from services.exchange.domain.queue import freed, held, leave
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.exchange import commands, events
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.values import CancelReason, DealStatus, NegotiationStatus
from shared.errors import NotFound

Facts = Sequence[Event]


@dataclass(frozen=True, slots=True)
class Accepting:
    """What accepting needs beside the command: who acts, the negotiation as it was just read, an id for the deal.

    Offers never change, and a negotiation that ends at this very moment frees what was reserved for it.
    """

    acting: Acting = frozenset()
    negotiation: Negotiation | None = None
    deal_id: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts."""

    acting: Acting = frozenset()


def accept(listing: Listing | None, command: commands.AcceptOffer, context: Context, found: Accepting) -> Facts:
    """The units are reserved. Accepted again it gives the same deal."""
    known, negotiation = _both(listing, found.negotiation)
    there = known.open_deal_of(command.negotiation_id)
    if there is not None and there.offer_no == command.offer_no:
        return ()
    offer = _accepted(negotiation, command, context.now, found.acting)
    _refuse_waiting(known, command.negotiation_id)
    if known.free is not None and offer.terms.quantity > known.free:
        raise no.NotEnoughLeft(free=known.free)
    reserved = UnitsReserved(
        deal_id=found.deal_id,
        negotiation_id=command.negotiation_id,
        offer_no=offer.number,
        counterpart_id=negotiation.counterpart_id,
        terms=offer.terms,
        at=context.now,
        until=context.now + RESERVED_FOR,
    )
    after = apply(known, reserved)
    return (reserved, _told_reserved(after, reserved), *_told_stock(known, after), *held(after))


def confirm(listing: Listing | None, command: commands.ConfirmDeal, context: Context, party: Party) -> Facts:
    """One side's word; with the second one the deal is concluded. Confirmed again changes nothing."""
    known, deal = _deal(listing, command.deal_id)
    if deal.status is DealStatus.CONFIRMED:
        return ()
    if not deal.is_open or deal.until <= context.now:
        raise no.DealOver
    side = _side(known, deal, context.actor_id, party.acting)
    if side is None:
        return ()
    concluded = bool(deal.confirmed)
    word = SideConfirmed(
        deal_id=deal.deal_id, organisation_id=side, person_id=context.actor_id, at=context.now, concluded=concluded
    )
    after = apply(known, word)
    return (word, *(_concluded(after, deal, context.now) if concluded else ()))


def cancel(listing: Listing | None, command: commands.CancelDeal, context: Context, _: Party) -> Facts:
    """Taken back by either side. Again changes nothing."""
    known, deal = _deal(listing, command.deal_id)
    if deal.status is DealStatus.CONFIRMED:
        raise no.DealConfirmedAlready
    return _freed(known, deal, command.reason, context.now) if deal.is_open else ()


def lapse(listing: Listing | None, _: LapseDeals, context: Context) -> Facts:
    """What wasn't confirmed in time is free again."""
    facts: list[Event] = []
    for deal in listing.deals if listing else ():
        if listing and deal.is_open and deal.until <= context.now:
            fresh = _freed(listing, deal, CancelReason.LAPSED, context.now)
            facts += fresh
            for fact in fresh:
                listing = apply(listing, fact)
    return facts


def left(listing: Listing | None, command: LeaveTalks, context: Context) -> Facts:
    """A negotiation is over. What it had reserved at the moment in which it was withdrawn is free again."""
    if listing is None:
        return ()
    gone = leave(listing, command, context.now)
    deal = listing.open_deal_of(command.negotiation_id)
    if command.agreed or deal is None or deal.confirmed:
        return gone
    after = listing
    for fact in gone:
        after = apply(after, fact)
    return (*gone, *_freed(after, deal, CancelReason.OFFER_GONE, context.now))


def _both(listing: Listing | None, negotiation: Negotiation | None) -> tuple[Listing, Negotiation]:
    if listing is None or negotiation is None or negotiation.listing_id != listing.listing_id:
        raise NotFound
    if listing.stage not in SHOWN:
        raise no.ListingNotPublished
    return listing, negotiation


def _accepted(negotiation: Negotiation, command: commands.AcceptOffer, now: datetime, acting: Acting) -> Offer:
    """The last offer, if it is the one that was read, still good, and the other side's."""
    offer = negotiation.offers[-1]
    if negotiation.status is NegotiationStatus.ON_HOLD:
        raise no.NegotiationOnHold
    if negotiation.status is not NegotiationStatus.OPEN:
        raise no.NegotiationOver
    if offer.number != command.offer_no:
        raise no.OfferGone
    if offer.valid_until <= now:
        raise no.OfferExpired
    if negotiation.side_of(by_owner=not offer.by_owner) not in acting:
        raise no.NotYourTurn
    return offer


def _refuse_waiting(listing: Listing, negotiation_id: str) -> None:
    if negotiation_id in listing.waiting:
        raise no.NegotiationOnHold
    if negotiation_id in listing.left or any(
        deal.negotiation_id == negotiation_id and not deal.is_open for deal in listing.deals
    ):
        raise no.NegotiationOver


def _deal(listing: Listing | None, deal_id: str) -> tuple[Listing, Deal]:
    deal = listing.deal(deal_id) if listing else None
    if listing is None or deal is None:
        raise no.DealUnknown
    return listing, deal


def _side(listing: Listing, deal: Deal, person_id: str, acting: Acting) -> str | None:
    """The organisation for which the person confirms; None where it has. Refuses one person for both sides."""
    sides = [one for one in (listing.organisation_id, deal.counterpart_id) if one in acting]
    said = {word.organisation_id for word in deal.confirmed}
    side = next((one for one in sides if one not in said), None)
    if side is not None and any(word.person_id == person_id for word in deal.confirmed):
        raise no.ConfirmedByOneself
    return side


def _concluded(listing: Listing, deal: Deal, now: datetime) -> Facts:
    done = events.DealConfirmed(
        listing_id=listing.listing_id,
        deal_id=deal.deal_id,
        negotiation_id=deal.negotiation_id,
        tenant_id=listing.tenant_id,
        owner_id=listing.organisation_id,
        counterpart_id=deal.counterpart_id,
        quantity=deal.terms.quantity,
        value=deal.terms.price,
        mode=deal.terms.mode,
        agreement=deal.terms.agreement,
        confirmed_at=now,
    )
    sold_out = listing.free == 0 and not listing.reserved and listing.stage in (*SHOWN, Stage.EXPIRED)
    return (done, *(ended(listing, Stage.SOLD_OUT, now) if sold_out else ()))


def _freed(listing: Listing, deal: Deal, reason: CancelReason, now: datetime) -> Facts:
    free = UnitsFreed(deal_id=deal.deal_id, reason=reason, at=now)
    after = apply(listing, free)
    said = events.DealCancelled(
        listing_id=listing.listing_id,
        deal_id=deal.deal_id,
        negotiation_id=deal.negotiation_id,
        tenant_id=listing.tenant_id,
        reason=reason,
        cancelled_at=now,
    )
    return (free, said, *_told_stock(listing, after), *freed(after, now))


def _told_reserved(listing: Listing, reserved: UnitsReserved) -> events.DealReserved:
    return events.DealReserved(
        listing_id=listing.listing_id,
        deal_id=reserved.deal_id,
        negotiation_id=reserved.negotiation_id,
        offer_no=reserved.offer_no,
        tenant_id=listing.tenant_id,
        owner_id=listing.owner_told,
        counterpart_id=reserved.counterpart_id,
        quantity=reserved.terms.quantity,
        reserved_at=reserved.at,
        until=reserved.until,
    )


def _told_stock(before: Listing, after: Listing) -> Facts:
    return (shown_change(after),) if before.free != after.free and after.stage in SHOWN else ()
