"""Asked to judge: for what, and two answers, each of which can be taken back by the other."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.judging.words import RECUSALS, named
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Visit
from shared.contracts.commands import Command
from shared.contracts.judging.commands import AcceptJudging, DeclineJudging
from shared.contracts.judging.values import RecusalReason
from shared.errors import Kind, NotFound
from shared.ids import new_id


async def show(visit: Visit) -> Response:
    """For who is asked; to anybody else nothing is there."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Accepts, or declines with a reason."""
    command = _asked(visit)
    if not visit.trusted or command is None:
        return await _page(visit, 422, visit.words.text(STALE))
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.UNAUTHENTICATED, Kind.FORBIDDEN}:
            raise
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(visit.address, sent)


def _asked(visit: Visit) -> Command | None:
    judge_id, reason = visit.place("judge_id"), visit.form.one("reason")
    if visit.form.one("action") == "accept":
        return AcceptJudging(judge_id=judge_id)
    if visit.form.one("action") == "decline" and reason in set(RecusalReason):
        return DeclineJudging(judge_id=judge_id, reason=RecusalReason(reason))
    return None


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("judging/invitation", judge=visit.place("judge_id"))
    judge = data["judge"]
    if judge is None or judge["personId"] != visit.viewer.id:
        raise NotFound
    return visit.in_zone_of(data).page(
        "judging/invitation", data, status, refusal=refusal, reasons=named(RECUSALS, visit.words), form_id=new_id(),
        address_of=addresses.judging_round,
    )  # fmt: skip
