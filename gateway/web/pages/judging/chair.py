"""Where a round is led: who has handed in and who lags; then closed, sealed and published, each asked back."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.judging.overview import is_done, looks_on
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from gateway.web.whole import with_all
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.judging.commands import CloseRound, PublishResult, SealResult
from shared.errors import Kind, NotFound

ACTIONS: Mapping[str, Callable[[str], Command]] = {
    "close": lambda round_id: CloseRound(round_id=round_id),
    "seal": lambda round_id: SealResult(round_id=round_id),
    "publish": lambda round_id: PublishResult(round_id=round_id),
}


async def show(visit: Visit) -> Response:
    """For who leads the judging or looks on; to anybody else nothing is there."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """One step further; judging says whose step it is."""
    action = visit.form.one("action")
    if not visit.trusted or action not in ACTIONS:
        return await _page(visit, 422, visit.words.text(STALE))
    command = ACTIONS[action](visit.place("round_id"))
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(visit.address, sent)


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await with_all(visit, "judging/chair", "assignments", round=visit.place("round_id"))
    round_ = data["round"]
    if round_ is None or not looks_on(visit, round_):
        raise NotFound
    sheets = [edge["node"] for edge in data["assignments"]["edges"]]
    return visit.in_zone_of(data).page(
        "judging/chair", data, status, refusal=refusal, judges=_judges(sheets), all=len(sheets),
        done=sum(is_done(one["sheetStatus"]) for one in sheets), chairs=looks_on(visit, round_, RoleName.CHAIR),
        preview=await _preview(visit, round_), titles={one["entryId"]: one["title"] for one in sheets},
        form_id=minted(""), award_address=addresses.award(round_["awardId"]),
    )  # fmt: skip


async def _preview(visit: Visit, round_: Data) -> dict[str, Any] | None:
    """What sealing would come to: of a closed round, for its chair alone, as judging says."""
    if visit.site.judging is None or round_["status"] != "CLOSED" or not looks_on(visit, round_, RoleName.CHAIR):
        return None
    return await visit.site.judging.preview(visit.viewer, round_["roundId"], visit.words.language)


def _judges(sheets: list[Data]) -> list[dict[str, Any]]:
    """Who lags stands first."""
    names = {one["judgeId"]: (one["person"] or {}).get("name") or "" for one in sheets}
    every = Counter(one["judgeId"] for one in sheets)
    done = Counter(one["judgeId"] for one in sheets if is_done(one["sheetStatus"]))
    rows = [{"name": names[id_], "all": every[id_], "done": done[id_], "id": id_} for id_ in every]
    return sorted(rows, key=lambda row: (row["done"] / row["all"], row["id"]))
