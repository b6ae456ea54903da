"""What the exchange does when it hears a fact: of accounts, and of its own aggregates, of which one follows another."""

from collections.abc import Callable, Iterable

from services.exchange.domain.commands import (
    AgreeNegotiation,
    BeginNegotiation,
    ExpireNegotiation,
    HoldNegotiation,
    JoinTalks,
    LeaveTalks,
    ResumeNegotiation,
    TellPeople,
)
from services.exchange.ports import ORGANISATIONS
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Ask, Keep, Reactions, merged
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.events import Told
from shared.contracts.exchange import events
from shared.contracts.exchange.values import Closing, NegotiationStatus, NoticeKind
from shared.contracts.matchmaking import events as matchmaking
from shared.ids import derived_id
from shared.roles import ROLES_HEARD


def organisation_rows(told: Incoming) -> Iterable[Row]:
    """Who has registered an organisation, where, and what it is called."""
    event = told.event
    if isinstance(event, accounts.OrganisationRegistered | accounts.OrganisationSnapshot):
        kept = {"tenant_id": event.tenant_id, "registered_by": event.registered_by, **_called(event)}
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, kept)
    elif isinstance(event, accounts.OrganisationRevised):
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, _called(event))


def _called(
    event: accounts.OrganisationRegistered | accounts.OrganisationSnapshot | accounts.OrganisationRevised,
) -> dict[str, str | None]:
    return {"name": event.name, "legal_name": event.legal_name}


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(ORGANISATIONS, event.organisation_id, "members", told.envelope.seq, {"members": belong})


def offer_made(told: Incoming) -> Iterable[Command]:
    """The enquiry is being negotiated; the listing knows who competes."""
    event = told.event
    if isinstance(event, events.OfferMade):
        yield BeginNegotiation(enquiry_id=event.negotiation_id)
        yield JoinTalks(listing_id=event.listing_id, negotiation_id=event.negotiation_id, since=event.made_at)


def negotiation_ended(told: Incoming) -> Iterable[Command]:
    """The listing knows that it competes no more."""
    event = told.event
    if isinstance(event, events.NegotiationEnded):
        agreed = event.status is NegotiationStatus.AGREED
        yield LeaveTalks(listing_id=event.listing_id, negotiation_id=event.negotiation_id, agreed=agreed)


def deal_reserved(told: Incoming) -> Iterable[Command]:
    """The negotiation has reached its aim."""
    if isinstance(told.event, events.DealReserved):
        yield AgreeNegotiation(negotiation_id=told.event.negotiation_id)


def queue_changed(told: Incoming) -> Iterable[Command]:
    """Negotiations wait, go on, or are over, as their listing says."""
    event = told.event
    if isinstance(event, events.QueueChanged):
        yield from (HoldNegotiation(negotiation_id=w.negotiation_id, position=w.position) for w in event.waiting)
        yield from (ResumeNegotiation(negotiation_id=one) for one in event.invited)
        yield from (ExpireNegotiation(negotiation_id=one, gone=True) for one in event.over)


def _notice(kind: NoticeKind, enquiry_of: Callable[[Told], str | None] = lambda _: None, until: str = "") -> Ask:
    """Tells the people whom a fact concerns. `enquiry_of` names the enquiry or negotiation that it is about, `until`
    the field that says when it is too late to do something."""

    def asked(told: Incoming) -> Iterable[Command]:
        yield TellPeople(
            notice_id=derived_id(told.envelope.source, told.envelope.id, kind.value),
            kind=kind,
            listing_id=told.event.model_dump(include={"listing_id"})["listing_id"],
            enquiry_id=enquiry_of(told.event),
            until=getattr(told.event, until) if until else None,
        )

    return Ask(f"tell of {kind.value}", asked)


def _enquiry(event: Told) -> str | None:
    return getattr(event, "enquiry_id", None)


def _negotiation(event: Told) -> str | None:
    return getattr(event, "negotiation_id", None)


def closed(told: Incoming) -> Iterable[Command]:
    """Only an end that nobody has asked for is told."""
    event = told.event
    if isinstance(event, events.ListingClosed) and event.reason is Closing.EXPIRED:
        yield from _notice(NoticeKind.LISTING_EXPIRED).commands(told)


def match_suggested(told: Incoming) -> Iterable[Command]:
    """Of a side that is masked nobody but the exchange knows whom to tell."""
    event = told.event
    if isinstance(event, matchmaking.MatchSuggested):
        kind = NoticeKind.MATCH_SUGGESTED
        for side in (event.need, event.offer):
            if side.masked:
                notice_id = derived_id(told.envelope.source, told.envelope.id, kind.value, side.listing_id)
                yield TellPeople(notice_id=notice_id, kind=kind, listing_id=side.listing_id, match_id=event.match_id)


_KEPT: Reactions = {
    **ROLES_HEARD,
    accounts.OrganisationRegistered: (Keep(organisation_rows),),
    accounts.OrganisationRevised: (Keep(organisation_rows),),
    accounts.OrganisationSnapshot: (Keep(organisation_rows),),
    accounts.MembershipChanged: (Keep(member_rows),),
    accounts.MembersSnapshot: (Keep(member_rows),),
}
_FOLLOWED: Reactions = {
    events.OfferMade: (Ask("begin the negotiation", offer_made),),
    events.NegotiationEnded: (Ask("leave the queue", negotiation_ended),),
    events.DealReserved: (Ask("agree", deal_reserved),),
    events.QueueChanged: (Ask("follow the queue", queue_changed),),
}
_TOLD: Reactions = {
    events.ListingHandedIn: (_notice(NoticeKind.LISTING_WAITS),),
    events.ListingPublished: (_notice(NoticeKind.LISTING_PUBLISHED),),
    events.ListingRejected: (_notice(NoticeKind.LISTING_REJECTED),),
    events.ListingExpires: (_notice(NoticeKind.LISTING_EXPIRES, until="expires_at"),),
    events.ListingClosed: (Ask("tell of the end", closed),),
    events.EnquirySent: (_notice(NoticeKind.ENQUIRY_SENT, _enquiry),),
    events.EnquiryStale: (_notice(NoticeKind.ENQUIRY_STALE, _enquiry),),
    events.EnquiryDeclined: (_notice(NoticeKind.ENQUIRY_DECLINED, _enquiry),),
    events.DisclosureAsked: (_notice(NoticeKind.DISCLOSURE_ASKED, _enquiry),),
    events.DisclosureGranted: (_notice(NoticeKind.DISCLOSURE_GRANTED, _enquiry),),
    events.OfferMade: (_notice(NoticeKind.OFFER_MADE, _negotiation, "valid_until"),),
    events.NegotiationResumed: (_notice(NoticeKind.NEGOTIATION_INVITED, _negotiation),),
    events.DealReserved: (_notice(NoticeKind.DEAL_RESERVED, _negotiation, "until"),),
    events.DealConfirmed: (_notice(NoticeKind.DEAL_CONFIRMED, _negotiation),),
    matchmaking.MatchSuggested: (Ask("tell of the match", match_suggested),),
    events.DealCancelled: (_notice(NoticeKind.DEAL_CANCELLED, _negotiation),),
}
HEARD: Reactions = merged(_KEPT, _FOLLOWED, _TOLD)
"""Roles and organisations are kept, so that they are at hand when a command asks for them."""
