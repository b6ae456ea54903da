"""What waits for a moderator: read, published, or given back with a reason."""

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import is_one_at
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.trade import choices, names
from gateway.web.visit import Visit
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.exchange.commands import ApproveListing, RejectListing
from shared.contracts.exchange.values import RejectionReason
from shared.contracts.places import Places
from shared.errors import N_, Forbidden, NotFound

NO_REASON = N_("Choose why it is not published; its owner reads it.")
SAID = {"approve": N_("Published. It is found within a second."), "reject": N_("Given back, with the reason.")}


async def queue(visit: Visit) -> Response:
    """The oldest first, for moderators."""
    data = await visit.ask("exchange/reviews")
    tenant = data["tenant"]
    if tenant is None or not is_one_at(visit, Places(tenant["tenantId"]), RoleName.MODERATOR, RoleName.ORGANISER):
        raise Forbidden
    done = visit.asked("done")
    return visit.page(
        "exchange/reviews",
        data,
        said=visit.words.text(SAID[done]) if done in SAID else "",
        waiting=data["listingReviews"],
        names=names,
    )


async def show(visit: Visit) -> Response:
    """One version, beside what is published."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Yes, or no with a reason."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    action = visit.form.one("action")
    if action not in SAID:
        raise NotFound
    try:
        command = _command(visit, action)
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except ValidationError:
        return await _page(visit, 422, visit.words.text(NO_REASON))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.with_query(addresses.LISTINGS_REVIEW, done=action), sent)


def _command(visit: Visit, action: str) -> Command:
    listing_id, version = visit.place("listing_id"), visit.form.one("version")
    read = int(version) if version.isdecimal() else 0
    if action == "approve":
        return ApproveListing(listing_id=listing_id, version=read)
    reason = RejectionReason(visit.form.one("reason")) if visit.form.one("reason") in set(RejectionReason) else None
    return RejectListing.model_validate(
        {"listing_id": listing_id, "version": read, "reason": reason, "text": visit.form.one("text").strip() or None}
    )


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("exchange/own", listing=visit.place("listing_id"))
    own = data["own"]
    if own is None or own["pending"] is None:
        raise NotFound
    return visit.page(
        "exchange/review",
        data,
        status,
        own=own,
        refusal=refusal,
        text=visit.form.one("text"),
        reason=visit.form.one("reason"),
        form_id=minted(""),
        names=names,
        choices=choices,
    )
