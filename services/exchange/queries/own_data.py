"""A person's export: all that the exchange holds of who asks. The organisations' own texts are theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.exchange.domain.enquiry import CONTACT, NOTE, TEXT, Enquiry
from services.exchange.domain.listing import NOTE as REVIEW_NOTE
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import TERMS, Negotiation
from services.exchange.domain.notice import Notice
from services.exchange.ports import Texts
from shared.auth import Actor
from shared.bus.own_data import Beside, Closed, Ids, OwnStates, Part, allow, picked, said
from shared.contracts.personal import PersonText


def _own(text: PersonText | None, purpose: str, ids: Ids) -> Closed | None:
    """What the person said; nobody else's words."""
    return Closed(text, purpose) if text is not None and text.subject in ids else None


def _listing(listing: Listing, ids: Ids) -> Mapping[str, Any]:
    note = listing.rejection.note if listing.rejection else None
    confirmed = [w for deal in listing.deals for w in deal.confirmed if w.person_id in ids]
    return {
        **picked(listing, "listing_id", "organisation_id", "stage", "saved_at"),
        "began": listing.author_id in ids,
        "confirmed_at": [word.at for word in confirmed],
        "note": _own(note, REVIEW_NOTE, ids),
    }


def _enquiry(enquiry: Enquiry, ids: Ids) -> Mapping[str, Any]:
    return {
        **picked(enquiry, "enquiry_id", "listing_id", "enquirer_id", "status", "sent_at"),
        "sent": enquiry.sender_id in ids,
        "is_contact": enquiry.contact_id in ids,
        "text": _own(enquiry.text, TEXT, ids),
        "note": _own(enquiry.note, NOTE, ids),
        "contact": _own(enquiry.contact, CONTACT, ids),
        "read_at": [reading.at for reading in enquiry.readings if reading.person_id in ids],
    }


def _negotiation(negotiation: Negotiation, ids: Ids) -> Mapping[str, Any]:
    mine = [offer for offer in negotiation.offers if offer.made_by in ids]
    return {
        **picked(negotiation, "negotiation_id", "listing_id", "status"),
        "offers": [
            {**picked(offer, "number", "terms", "made_at", "valid_until"), "text": _own(offer.text, TERMS, ids)}
            for offer in mine
        ],
    }


def _notice(notice: Notice, _: Ids) -> Mapping[str, Any]:
    return picked(notice, "kind", "listing_id", "enquiry_id", "match_id", "until", "told_at")


PARTS: tuple[Part[Any], ...] = (
    Part("listings", "listing", _listing, ("author_id", "deals.confirmed.person_id", "rejection.note.subject")),
    Part(
        "enquiries",
        "enquiry",
        _enquiry,
        ("sender_id", "contact_id", "note.subject", "readings.person_id"),
    ),
    Part("negotiations", "negotiation", _negotiation, ("offers.made_by",)),
    Part("notices", "notice", _notice, ("people",)),
)
"""A noun that may hold a person's id has a row here."""

BESIDE: tuple[Beside, ...] = ()

ELSEWHERE: Mapping[str, str] = {
    "roles": "a copy of what accounts says",
    "organisations": "a copy of what accounts says",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


async def own_data(person_id: str, actor: Actor, states: OwnStates, texts: Texts, viewer_token: str) -> dict[str, Any]:
    """All that the exchange holds of the person.

    Raises `Unauthenticated`, `NotFound`, `Forbidden` for a program, `Unavailable` while no key can be had.
    """
    allow(actor, person_id)

    async def opened(closed: Sequence[Closed]) -> Sequence[str | None]:
        found: dict[Closed, str | None] = {}
        for purpose in {one.purpose for one in closed}:
            some = [one for one in closed if one.purpose == purpose]
            texts_of_some = await texts.open([one.text for one in some], purpose, viewer_token)
            found |= dict(zip(some, texts_of_some, strict=True))
        return [found[one] for one in closed]

    return await said(PARTS, BESIDE, states, frozenset((person_id,)), opened)
