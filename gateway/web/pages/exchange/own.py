"""A listing of one's own: read once more and handed in; paused, renewed, closed; and who asks about it."""

from collections.abc import Callable, Mapping

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.trade import form, names
from gateway.web.trade.mine import newest
from gateway.web.visit import Visit
from shared.contracts.commands import Command
from shared.contracts.exchange import commands
from shared.errors import N_, NotFound

SAID: Mapping[str, str] = {
    "submit": N_("Handed in. A moderator looks at it; you are told by mail and in your messages."),
    "pause": N_("Paused: it takes no enquiries until you let it go on."),
    "resume": N_("It takes enquiries again."),
    "renew": N_("Renewed for 90 days."),
    "close": N_("Closed."),
}
COMMANDS: Mapping[str, Callable[[str], Command]] = {
    "submit": lambda listing_id: commands.SubmitListing(listing_id=listing_id),
    "pause": lambda listing_id: commands.PauseListing(listing_id=listing_id),
    "resume": lambda listing_id: commands.ResumeListing(listing_id=listing_id),
    "renew": lambda listing_id: commands.RenewListing(listing_id=listing_id),
    "close": lambda listing_id: commands.CloseListing(listing_id=listing_id),
}


async def show(visit: Visit) -> Response:
    """For members of its organisation; to anybody else nothing is there."""
    return await _page(visit, said=visit.words.text(SAID[done]) if (done := visit.asked("done")) in SAID else "")


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    action, listing_id = visit.form.one("action"), visit.place("listing_id")
    if action not in COMMANDS:
        raise NotFound
    command = COMMANDS[action](listing_id)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.with_query(addresses.listing_mine(listing_id), done=action), sent)


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    data = await visit.ask("exchange/own", listing=visit.place("listing_id"))
    own = data["own"]
    if own is None:
        raise NotFound
    content = newest(own)
    return visit.page(
        "exchange/own",
        data,
        status,
        own=own,
        content=content,
        lacks=form.missing(content, visit.words),
        asked=[one for one in data["enquiries"] if one["iOwn"]],
        refusal=refusal,
        said=said,
        form_id=minted(""),
        names=names,
    )
