"""Whom a notice is for."""

from services.exchange.domain.enquiry import Enquiry
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import Negotiation
from services.exchange.ports import Needs
from shared.contracts.exchange.values import NoticeKind

OWNER = frozenset(
    {
        NoticeKind.LISTING_PUBLISHED,
        NoticeKind.LISTING_REJECTED,
        NoticeKind.LISTING_EXPIRES,
        NoticeKind.LISTING_EXPIRED,
        NoticeKind.ENQUIRY_SENT,
        NoticeKind.DISCLOSURE_ASKED,
        NoticeKind.MATCH_SUGGESTED,
    }
)
ENQUIRER = frozenset({NoticeKind.ENQUIRY_DECLINED, NoticeKind.DISCLOSURE_GRANTED, NoticeKind.NEGOTIATION_INVITED})


async def people_for(
    kind: NoticeKind, listing: Listing, enquiry: Enquiry | None, negotiation: Negotiation | None, needs: Needs
) -> tuple[str, ...]:
    """The people of the side or sides that it concerns; the moderators where a listing waits for one."""
    if kind is NoticeKind.LISTING_WAITS:
        return tuple(await needs.moderators.of_tenant(listing.tenant_id))
    sides = _sides(kind, listing, enquiry, negotiation)
    found = [await needs.organisations.one(side) for side in sides]
    return tuple(dict.fromkeys(person for one in found if one for person in one.people))


def _sides(
    kind: NoticeKind, listing: Listing, enquiry: Enquiry | None, negotiation: Negotiation | None
) -> tuple[str, ...]:
    if kind in OWNER or enquiry is None:
        return (listing.organisation_id,)
    if kind in ENQUIRER:
        return (enquiry.enquirer_id,)
    if kind is NoticeKind.OFFER_MADE and negotiation is not None:
        return (negotiation.side_of(by_owner=not negotiation.offers[-1].by_owner),)
    return (enquiry.owner_id, enquiry.enquirer_id)
