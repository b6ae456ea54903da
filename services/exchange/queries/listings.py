"""Listings as their organisation and the moderators see them: drafts, what waits, why it was refused."""

from collections.abc import Sequence
from datetime import datetime

from services.exchange.domain.listing import NOTE, Listing
from services.exchange.ports import Listings, Needs, moderates
from shared.auth import Actor
from shared.contracts.accounts.roles import RoleName
from shared.contracts.exchange.values import ListingContent, ListingStatus, RejectionReason
from shared.contracts.values import Value
from shared.errors import NotFound, Unauthenticated


class OwnListing(Value):
    """A listing with all its versions."""

    listing_id: str
    tenant_id: str
    organisation_id: str
    pseudonym: str | None
    """What told events call its organisation, where they don't name it."""
    status: ListingStatus
    draft: ListingContent | None
    """What was saved and isn't handed in."""
    pending: ListingContent | None
    """What waits for a moderator."""
    version: int | None
    """The number of what waits."""
    handed_in_at: datetime | None
    published: ListingContent | None
    """What everybody reads, with what is hidden from them."""
    saved_at: datetime | None
    published_at: datetime | None
    expires_at: datetime | None
    available: int | None
    reserved: int
    sold: int
    waiting: int
    """Negotiations on hold."""
    rejection_reason: RejectionReason | None
    rejection_text: str | None


async def own_listings(actor: Actor, listings: Listings, needs: Needs, viewer_token: str = "") -> Sequence[OwnListing]:
    """All of the organisations that the actor acts for. Raises `Unauthenticated`, `Unavailable`."""
    _signed_in(actor)
    acts = await needs.acts(actor)
    found = await listings.of_organisations(acts, actor.tenant_id) if acts else ()
    return await _shown(found, needs, viewer_token)


async def waiting_listings(
    actor: Actor, listings: Listings, needs: Needs, viewer_token: str = ""
) -> Sequence[OwnListing]:
    """What waits for a moderator, to those who moderate. Raises `Unauthenticated`, `Unavailable`."""
    _signed_in(actor)
    names = (RoleName.MODERATOR, RoleName.ORGANISER)
    tenants = {role.tenant_id for role in actor.roles if role.name in names and moderates(actor, role.tenant_id)}
    return await _shown(await listings.waiting(sorted(tenants)), needs, viewer_token) if tenants else ()


async def own_listing(actor: Actor, listing_id: str, needs: Needs, viewer_token: str = "") -> OwnListing:
    """One of them; to anybody else nothing is there. Raises `Unauthenticated`, `NotFound`, `Unavailable`."""
    _signed_in(actor)
    listing = await needs.listing(listing_id)
    if listing is None:
        raise NotFound
    if not moderates(actor, listing.tenant_id) and listing.organisation_id not in await needs.acts(actor):
        raise NotFound
    return (await _shown([listing], needs, viewer_token))[0]


def _signed_in(actor: Actor) -> None:
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.may_read:
        raise NotFound


async def _shown(listings: Sequence[Listing], needs: Needs, viewer_token: str) -> Sequence[OwnListing]:
    notes = [one.rejection.note for one in listings if one.rejection and one.rejection.note]
    opened = await needs.texts.open(notes, NOTE, viewer_token) if notes else []
    texts = dict(zip((note.sealed for note in notes), opened, strict=True))
    return [_view(one, texts) for one in listings]


def _view(listing: Listing, texts: dict[str, str | None]) -> OwnListing:
    rejection, pending = listing.rejection, listing.pending
    note = rejection.note if rejection else None
    return OwnListing(
        listing_id=listing.listing_id,
        tenant_id=listing.tenant_id,
        organisation_id=listing.organisation_id,
        pseudonym=None if listing.owner_told == listing.organisation_id else listing.owner_told,
        status=listing.status,
        draft=listing.draft,
        pending=pending.content if pending else None,
        version=pending.number if pending else None,
        handed_in_at=pending.handed_in_at if pending else None,
        published=listing.published,
        saved_at=listing.saved_at,
        published_at=listing.published_at,
        expires_at=listing.expires_at,
        available=listing.free,
        reserved=listing.reserved,
        sold=listing.sold,
        waiting=len(listing.waiting),
        rejection_reason=rejection.reason if rejection else None,
        rejection_text=texts.get(note.sealed) if note else None,
    )
