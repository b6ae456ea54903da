"""The form of a listing: one page, saved whole, with a picture; then it is read once more and handed in."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE
from gateway.web.trade import choices, form, names
from gateway.web.trade.mine import newest, organisations_here
from gateway.web.visit import Data, Visit
from shared.contracts.exchange.commands import SaveListing
from shared.contracts.exchange.values import ListingContent
from shared.errors import NotFound
from shared.ids import new_id


async def begin(visit: Visit) -> Response:
    """A new listing: its id is made here and kept when it is saved."""
    target = addresses.listing_edit(new_id())
    return visit.on(addresses.with_query(target, direction=visit.asked("direction")))


async def show(visit: Visit) -> Response:
    """As it was saved."""
    found = await _found(visit, listing_id := visit.place("listing_id"))
    values = form.filled(newest(found["own"]), visit.words.language)
    return _page(visit, listing_id, found, values | ({"direction": asked} if (asked := _asked(visit)) else {}))


def _asked(visit: Visit) -> str:
    asked = visit.asked("direction")
    return asked if asked.upper() in names.DIRECTION else ""


async def send(visit: Visit) -> Response:
    """Saves what was filled in, with the picture that came along, and goes on to where it is read once more."""
    listing_id, values = minted(visit.form.one("listing_id")), form.typed(visit.form)
    found = await _found(visit, listing_id)
    if not visit.trusted:
        return _page(visit, listing_id, found, values, 422, note=visit.words.text(STALE))
    said = form.content(values, newest(found["own"]), visit.words.language)
    said = form.without_images(said, visit.form.all("gone"))
    if faults := form.wrong(said, visit.words):
        return _page(visit, listing_id, found, values, 422, faults)
    organisation_id = found["own"]["organisationId"] if found["own"] else visit.form.one("organisation")
    try:
        if visit.form.file:
            said = await _with_picture(visit, organisation_id, said, values["image_alt"])
        command = SaveListing(
            listing_id=listing_id,
            organisation_id=organisation_id,
            content=ListingContent.model_validate(said),
        )
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        return _page(visit, listing_id, found, values, 422, note=refusal.message)
    if lacks := form.missing(said, visit.words):
        again = visit.waiting_for(sent.after)
        return _page(again, listing_id, await _found(again, listing_id), values, 422, lacks, kept=True)
    return visit.on(addresses.listing_mine(listing_id), sent)


async def _with_picture(visit: Visit, organisation_id: str, said: dict[str, Any], alt: str) -> dict[str, Any]:
    if visit.site.files is None:
        raise NotFound
    kept = await visit.site.files.hand_in(visit.viewer, organisation_id, visit.form.file, visit.words.language)
    return form.with_image(said, kept.file_id, kept.sha256, alt)


async def _found(visit: Visit, listing_id: str) -> Data:
    return await visit.ask("exchange/edit", listing=listing_id, me=visit.viewer.id)


def _page(
    visit: Visit,
    listing_id: str,
    found: Data,
    values: form.Values,
    status: int = 200,
    wrong: dict[str, str] | None = None,
    note: str = "",
    kept: bool = False,
) -> Response:
    own = found["own"]
    return visit.page(
        "exchange/edit",
        found,
        status,
        listing_id=listing_id,
        own=own,
        mine=organisations_here(found),
        values=values,
        images=newest(own).get("images") or [],
        choices=choices,
        wrong=wrong or {},
        note=note,
        kept=kept,
        form_id=new_id(),
        names=names,
    )
