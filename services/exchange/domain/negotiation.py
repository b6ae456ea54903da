"""A negotiation: offers and counter-offers in turn, about one enquiry. Its id is the enquiry's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.exchange.domain.commands import (
    AgreeNegotiation,
    ExpireNegotiation,
    HoldNegotiation,
    ResumeNegotiation,
)
from services.exchange.domain.enquiry import Enquiry
from services.exchange.domain.parties import Acting
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.exchange import commands
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.events import (
    NegotiationEnded,
    NegotiationResumed,
    NegotiationSnapshot,
    OfferMade,
)
from shared.contracts.exchange.values import EnquiryStatus, NegotiationStatus, OfferTerms
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

Facts = Sequence[Event]
TERMS = "negotiation.terms"
"""What further terms are sealed as, for ever."""
LEAST, MOST = timedelta(hours=1), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one side offers; it never changes."""

    number: int
    by_owner: bool
    made_by: str
    terms: OfferTerms
    made_at: datetime
    valid_until: datetime
    text: PersonText | None = None
    """Further terms, sealed."""


@dataclass(frozen=True, slots=True)
class Negotiation:
    """A negotiation as it stands. `owner_told` is whom told events name as the listing's owner."""

    negotiation_id: str
    listing_id: str
    tenant_id: str
    owner_id: str
    owner_told: str
    counterpart_id: str
    offers: tuple[Offer, ...] = ()
    status: NegotiationStatus = NegotiationStatus.OPEN
    position: int | None = None
    """In the listing's queue, while it is on hold."""
    ended_at: datetime | None = None

    def side_of(self, *, by_owner: bool) -> str:
        """The organisation of a side."""
        return self.owner_id if by_owner else self.counterpart_id

    @property
    def parties(self) -> frozenset[str]:
        """Both organisations."""
        return frozenset((self.owner_id, self.counterpart_id))


class OfferKept(Kept):
    """What an offer says."""

    negotiation_id: Id
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    owner_told: Id
    counterpart_id: Id
    number: int
    by_owner: bool
    made_by: str
    terms: OfferTerms
    made_at: Instant
    valid_until: Instant
    text: PersonText | None = None


class NegotiationHeld(Kept):
    """It waits for units."""

    position: int


@dataclass(frozen=True, slots=True)
class Offering:
    """What an offer needs beside the command: the enquiry, who acts, and the words, sealed."""

    acting: Acting = frozenset()
    enquiry: Enquiry | None = None
    text: PersonText | None = None


def make_offer(
    negotiation: Negotiation | None, command: commands.MakeOffer, context: Context, found: Offering
) -> Facts:
    """The first offer begins it, from either side; each further one answers the other side's last."""
    enquiry = _open_enquiry(found.enquiry)
    if not LEAST <= command.valid_until - context.now <= MOST:
        raise no.OfferTooShort
    last = _answered(negotiation, command)
    by_owner = enquiry.owner_id in found.acting if last is None else not last.by_owner
    if (enquiry.owner_id if by_owner else enquiry.enquirer_id) not in found.acting:
        raise no.NotYourTurn
    kept = OfferKept(
        negotiation_id=command.negotiation_id,
        listing_id=enquiry.listing_id,
        tenant_id=enquiry.tenant_id,
        owner_id=enquiry.owner_id,
        owner_told=enquiry.owner_told,
        counterpart_id=enquiry.enquirer_id,
        number=command.answers + 1,
        by_owner=by_owner,
        made_by=context.actor_id,
        terms=command.terms,
        made_at=context.now,
        valid_until=command.valid_until,
        text=found.text,
    )
    return kept, _told(apply(negotiation, kept))


def withdraw(negotiation: Negotiation | None, _: commands.WithdrawNegotiation, context: Context, __: object) -> Facts:
    """Ended by either side; again changes nothing."""
    if negotiation is None:
        raise NotFound
    if negotiation.status is NegotiationStatus.WITHDRAWN:
        return ()
    if negotiation.status not in (NegotiationStatus.OPEN, NegotiationStatus.ON_HOLD):
        raise no.NegotiationOver
    return (_ended(negotiation, NegotiationStatus.WITHDRAWN, context.now),)


def hold(negotiation: Negotiation | None, command: HoldNegotiation, _: Context) -> Facts:
    """It waits, at its place."""
    if negotiation is None or negotiation.status not in (NegotiationStatus.OPEN, NegotiationStatus.ON_HOLD):
        return ()
    return () if negotiation.position == command.position else (NegotiationHeld(position=command.position),)


def resume(negotiation: Negotiation | None, _: ResumeNegotiation, context: Context) -> Facts:
    """It goes on."""
    if negotiation is None or negotiation.status is not NegotiationStatus.ON_HOLD:
        return ()
    return (
        NegotiationResumed(
            negotiation_id=negotiation.negotiation_id,
            listing_id=negotiation.listing_id,
            tenant_id=negotiation.tenant_id,
            resumed_at=context.now,
        ),
    )


def agree(negotiation: Negotiation | None, _: AgreeNegotiation, context: Context) -> Facts:
    """Units are reserved for it; one that was withdrawn at that moment stays so, and its listing frees them."""
    if negotiation is None or negotiation.status not in (NegotiationStatus.OPEN, NegotiationStatus.ON_HOLD):
        return ()
    return (_ended(negotiation, NegotiationStatus.AGREED, context.now),)


def expire(negotiation: Negotiation | None, command: ExpireNegotiation, context: Context) -> Facts:
    """The last offer has had its time, or the listing is gone."""
    if negotiation is None or negotiation.status not in (NegotiationStatus.OPEN, NegotiationStatus.ON_HOLD):
        return ()
    if not command.gone and negotiation.offers[-1].valid_until > context.now:
        return ()
    return (_ended(negotiation, NegotiationStatus.EXPIRED, context.now),)


def _open_enquiry(enquiry: Enquiry | None) -> Enquiry:
    if enquiry is None:
        raise NotFound
    if enquiry.status is EnquiryStatus.DECLINED:
        raise no.EnquiryOver
    return enquiry


def _answered(negotiation: Negotiation | None, command: commands.MakeOffer) -> Offer | None:
    """The offer that is answered; None for the first."""
    if negotiation is None:
        if command.answers:
            raise no.OfferGone
        return None
    if negotiation.status is NegotiationStatus.ON_HOLD:
        raise no.NegotiationOnHold
    if negotiation.status is not NegotiationStatus.OPEN:
        raise no.NegotiationOver
    if negotiation.offers[-1].number != command.answers:
        raise no.OfferGone
    return negotiation.offers[-1]


def _told(negotiation: Negotiation) -> OfferMade:
    last = negotiation.offers[-1]
    return OfferMade(
        negotiation_id=negotiation.negotiation_id,
        listing_id=negotiation.listing_id,
        tenant_id=negotiation.tenant_id,
        owner_id=negotiation.owner_told,
        counterpart_id=negotiation.counterpart_id,
        offer_no=last.number,
        by_owner=last.by_owner,
        made_at=last.made_at,
        valid_until=last.valid_until,
    )


def _ended(negotiation: Negotiation, status: NegotiationStatus, now: datetime) -> NegotiationEnded:
    return NegotiationEnded(
        negotiation_id=negotiation.negotiation_id,
        listing_id=negotiation.listing_id,
        tenant_id=negotiation.tenant_id,
        status=status,
        ended_at=now,
    )


def apply(negotiation: Negotiation | None, event: Event) -> Negotiation:
    """The negotiation after the fact."""
    match event:
        case OfferKept():
            return _offered(negotiation, event)
        case OfferMade() if negotiation:
            return negotiation
        case NegotiationHeld() if negotiation:
            return replace(negotiation, status=NegotiationStatus.ON_HOLD, position=event.position)
        case NegotiationResumed() if negotiation:
            return replace(negotiation, status=NegotiationStatus.OPEN, position=None)
        case NegotiationEnded() if negotiation:
            return replace(negotiation, status=event.status, position=None, ended_at=event.ended_at)
    raise TypeError(f"{type(event).__name__} is no fact of this negotiation")


def _offered(negotiation: Negotiation | None, event: OfferKept) -> Negotiation:
    born = negotiation or Negotiation(
        event.negotiation_id,
        event.listing_id,
        event.tenant_id,
        event.owner_id,
        event.owner_told,
        event.counterpart_id,
    )
    offer = Offer(
        event.number, event.by_owner, event.made_by, event.terms, event.made_at, event.valid_until, event.text
    )
    return replace(born, offers=(*born.offers, offer))


def snapshot(negotiation: Negotiation) -> NegotiationSnapshot:
    """All that told events have said."""
    made = _told(negotiation).model_dump()
    return NegotiationSnapshot(**made, status=_as_told(negotiation.status), ended_at=negotiation.ended_at)


def _as_told(status: NegotiationStatus) -> NegotiationStatus:
    """That it waits is its listing's to tell."""
    return NegotiationStatus.OPEN if status is NegotiationStatus.ON_HOLD else status


def places(negotiation: Negotiation) -> Places:
    """Its tenant."""
    return Places(negotiation.tenant_id)


def names_actor(negotiation: Negotiation) -> bool:
    """Of a masked listing nobody is told who acts: it might be the owner."""
    return negotiation.owner_told == negotiation.owner_id
