"""Enquiries as their two sides see them, with the negotiation and the deal that came of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.exchange.domain.commands import NoteReading
from services.exchange.domain.enquiry import CONTACT, NOTE, TEXT, Enquiry
from services.exchange.domain.listing import Deal, Listing
from services.exchange.domain.negotiation import TERMS, Negotiation, Offer
from services.exchange.domain.parties import Acting
from services.exchange.ports import Enquiries, Needs
from shared.auth import Actor
from shared.bus.reactions import Send
from shared.contracts.exchange.values import (
    CancelReason,
    DealStatus,
    DeclineReason,
    DisclosureLevel,
    EnquiryStatus,
    NegotiationStatus,
    OfferTerms,
)
from shared.contracts.personal import PersonText
from shared.contracts.values import Value
from shared.errors import NotFound, Unauthenticated
from shared.ids import new_id


class OfferView(Value):
    """An offer."""

    number: int
    mine: bool
    """Whether the reader's side made it."""
    terms: OfferTerms
    made_at: datetime
    valid_until: datetime
    text: str | None


class DealView(Value):
    """A deal."""

    deal_id: str
    status: DealStatus
    terms: OfferTerms
    reserved_at: datetime
    until: datetime
    confirmed_by_me: bool
    confirmed_by_other: bool
    reason: CancelReason | None


class EnquiryView(Value):
    """An enquiry. The owner's organisation is named to the other side once so much is disclosed."""

    enquiry_id: str
    listing_id: str
    tenant_id: str
    i_own: bool
    """Whether the reader's side owns the listing."""
    enquirer_id: str
    owner_id: str | None
    sender_id: str
    status: EnquiryStatus
    sent_at: datetime
    answered_at: datetime | None
    text: str | None
    reason: DeclineReason | None
    note: str | None
    asked: DisclosureLevel | None
    level: DisclosureLevel | None
    contact_id: str | None
    contact: str | None
    negotiation: NegotiationStatus | None
    position: int | None
    my_turn: bool
    offers: tuple[OfferView, ...]
    deal: DealView | None


async def own_enquiries(
    actor: Actor, listing_id: str | None, enquiries: Enquiries, needs: Needs, viewer_token: str = ""
) -> Sequence[EnquiryView]:
    """Those from and to the organisations that the actor acts for. Raises `Unauthenticated`, `Unavailable`.

    Contacts are in the answer to one alone, because each reading of them is written down.
    """
    _signed_in(actor)
    acts = await needs.acts(actor)
    found = await enquiries.of_parties(acts, listing_id) if acts else ()
    return [await _view(one, acts, needs, viewer_token, with_contact=False) for one in found]


async def own_enquiry(actor: Actor, enquiry_id: str, needs: Needs, send: Send, viewer_token: str = "") -> EnquiryView:
    """One of them; to anybody else nothing is there. Raises `Unauthenticated`, `NotFound`, `Unavailable`."""
    _signed_in(actor)
    enquiry = await needs.enquiry(enquiry_id)
    acts = await needs.acts(actor)
    if enquiry is None or not enquiry.parties & acts:
        raise NotFound
    if enquiry.shows(DisclosureLevel.CONTACT_NAMED) and enquiry.owner_id not in acts:
        await send(NoteReading(enquiry_id=enquiry_id, person_id=actor.id), new_id(), "")
    return await _view(enquiry, acts, needs, viewer_token, with_contact=True)


def _signed_in(actor: Actor) -> None:
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.may_read:
        raise NotFound


async def _view(enquiry: Enquiry, acts: Acting, needs: Needs, token: str, *, with_contact: bool) -> EnquiryView:
    listing = await needs.listing(enquiry.listing_id)
    talk = await needs.negotiation(enquiry.enquiry_id)
    i_own = enquiry.owner_id in acts
    deal = _deal_of(enquiry.enquiry_id, listing)
    names = i_own or enquiry.shows(DisclosureLevel.CONTACT_NAMED) or enquiry.owner_id == enquiry.owner_told
    concluded = deal is not None and deal.status is DealStatus.CONFIRMED
    shows = with_contact and enquiry.shows(DisclosureLevel.CONTACT_NAMED)
    texts = await _opened(enquiry, talk, needs, token, with_contact=shows)
    return EnquiryView(
        enquiry_id=enquiry.enquiry_id,
        listing_id=enquiry.listing_id,
        tenant_id=enquiry.tenant_id,
        i_own=i_own,
        enquirer_id=enquiry.enquirer_id,
        owner_id=enquiry.owner_id if names or concluded else None,
        sender_id=enquiry.sender_id,
        status=enquiry.status,
        sent_at=enquiry.sent_at,
        answered_at=enquiry.answered_at,
        text=_text(texts, enquiry.text),
        reason=enquiry.reason,
        note=_text(texts, enquiry.note),
        asked=enquiry.asked,
        level=enquiry.level,
        contact_id=enquiry.contact_id if shows else None,
        contact=_text(texts, enquiry.contact) if shows else None,
        negotiation=talk.status if talk else None,
        position=talk.position if talk else None,
        my_turn=talk is not None
        and talk.status is NegotiationStatus.OPEN
        and talk.side_of(by_owner=not talk.offers[-1].by_owner) in acts,
        offers=tuple(_offer(offer, texts, i_own=i_own) for offer in talk.offers) if talk else (),
        deal=_deal(deal, acts) if deal else None,
    )


def _deal_of(negotiation_id: str, listing: Listing | None) -> Deal | None:
    deals = listing.deals if listing else ()
    return next((deal for deal in reversed(deals) if deal.negotiation_id == negotiation_id), None)


def _offer(offer: Offer, texts: Mapping[str, str | None], *, i_own: bool) -> OfferView:
    return OfferView(
        number=offer.number,
        mine=offer.by_owner is i_own,
        terms=offer.terms,
        made_at=offer.made_at,
        valid_until=offer.valid_until,
        text=_text(texts, offer.text),
    )


def _deal(deal: Deal, acts: Acting) -> DealView:
    mine = [word.organisation_id in acts for word in deal.confirmed]
    return DealView(
        deal_id=deal.deal_id,
        status=deal.status,
        terms=deal.terms,
        reserved_at=deal.reserved_at,
        until=deal.until,
        confirmed_by_me=True in mine,
        confirmed_by_other=False in mine,
        reason=deal.reason,
    )


async def _opened(
    enquiry: Enquiry, talk: Negotiation | None, needs: Needs, token: str, *, with_contact: bool
) -> Mapping[str, str | None]:
    offers = talk.offers if talk else ()
    sealed: Mapping[str, Sequence[PersonText | None]] = {
        TEXT: [enquiry.text],
        NOTE: [enquiry.note],
        CONTACT: [enquiry.contact] if with_contact else [],
        TERMS: [offer.text for offer in offers],
    }
    found: dict[str, str | None] = {}
    for purpose, texts in sealed.items():
        there = [text for text in texts if text is not None]
        opened = await needs.texts.open(there, purpose, token) if there else []
        found |= dict(zip((text.sealed for text in there), opened, strict=True))
    return found


def _text(texts: Mapping[str, str | None], sealed: PersonText | None) -> str | None:
    return texts.get(sealed.sealed) if sealed else None
