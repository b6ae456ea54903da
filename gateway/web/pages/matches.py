"""What meets one's listings: how well, why, and what one says to it."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.match_words import reasons_to_decline, shown
from gateway.web.pages.register import STALE
from gateway.web.visit import Data, Visit
from shared.contracts.commands import Command
from shared.contracts.matchmaking.commands import DeclineMatch, ShowInterest, TakeBackAnswer
from shared.contracts.matchmaking.values import DeclineReason, Side
from shared.errors import Kind, NotFound
from shared.ids import is_id, new_id

TABS: dict[str, dict[str, Any]] = {
    "": {"answered": False, "over": False},
    "interested": {"stances": ["INTERESTED"]},
    "declined": {"stances": ["DECLINED"]},
}
"""Which matches each part of the page shows, by what one's own side has said."""


async def show(visit: Visit) -> Response:
    """The best first; `said` chooses those that were answered."""
    return await _list(visit)


async def send(visit: Visit) -> Response:
    """An answer given on the list."""
    return await _answer(visit, _list)


async def one(visit: Visit) -> Response:
    """A match. Raises `NotFound`."""
    return await _single(visit)


async def send_one(visit: Visit) -> Response:
    """An answer given on the match's own page."""
    return await _answer(visit, _single)


async def _answer(visit: Visit, again: Any) -> Response:  # noqa: ANN401 - a page of this module
    command = _asked(visit)
    if not visit.trusted or command is None:
        return await again(visit, 422, visit.words.text(STALE))  # type: ignore[no-any-return]
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.UNAUTHENTICATED}:
            raise
        status = 503 if refusal.kind is Kind.BUSY else 422
        return await again(visit, status, refusal.message)  # type: ignore[no-any-return]
    return visit.on(visit.address, sent)


def _asked(visit: Visit) -> Command | None:
    """What a button says; None for a form that nobody here has made."""
    match_id, side, said = (visit.form.one(name) for name in ("match_id", "side", "say"))
    if not is_id(match_id) or side not in set(Side):
        return None
    about: dict[str, Any] = {"match_id": match_id, "side": Side(side)}
    reason = visit.form.one("reason")
    if said == "interested":
        return ShowInterest(**about)
    if said == "back":
        return TakeBackAnswer(**about)
    return DeclineMatch(**about, reason=DeclineReason(reason)) if reason in set(DeclineReason) else None


async def _list(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    tab = visit.asked("said") if visit.asked("said") in TABS else ""
    data = await visit.ask("matches", asNeed=_filter("need", tab), asOffer=_filter("offer", tab))
    lists = [data[name] or {"edges": [], "totalCount": 0} for name in ("asNeed", "asOffer")]
    found = {edge["node"]["matchId"]: edge["node"] for some in lists for edge in some["edges"]}
    matches = sorted(found.values(), key=lambda match: (-match["score"], match["matchId"]))
    return _page(visit, "matches", data, matches, status, tab=tab, refusal=refusal)


async def _single(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("match", match=visit.place("match_id"))
    if data["match"] is None:
        raise NotFound
    return _page(visit, "match", data, [data["match"]], status, tab=None, refusal=refusal)


def _page(visit: Visit, name: str, data: Data, matches: list[Data], status: int, **more: Any) -> Response:  # noqa: ANN401
    known = [shown(match, visit.words) for match in matches]
    choices = reasons_to_decline(visit.words)
    return visit.in_zone_of(data).page(
        name, data, status, matches=known, reasons=choices, form_id=new_id(), address_of=addresses.match, **more
    )


def _filter(side: str, tab: str) -> dict[str, Any]:
    wanted = TABS[tab]
    named = {"answered": f"{side}Answered", "stances": f"{side}Stances", "over": "over"}
    return {named[name]: value for name, value in wanted.items()}
