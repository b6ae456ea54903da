"""What people ask of their data, for organisers: how long there is to answer, and the answer."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages import sign_in
from gateway.web.visit import Data, Visit
from gateway.web.words import instant
from shared.contracts.accounts.commands import AnswerDataRequest
from shared.contracts.accounts.values import DataRequestStatus
from shared.errors import N_, Kind, NotFound
from shared.ids import is_id, new_id

NO_REASON = N_("Write why it is refused, in at most {limit} characters.")
TIMES = ("askedAt", "answerDue", "stopDue", "closedAt")
LONGEST_REASON = 2000


async def show(visit: Visit) -> Response:
    """The open ones, the one due first at the top; `all=yes` those that were answered too."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Does what was asked now, or refuses it with a reason."""
    await organised(visit)
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    request_id, done = visit.form.one("request_id"), visit.form.one("action") == "do"
    if not is_id(request_id):
        raise NotFound
    reason = visit.form.one("reason").strip()
    if not done and not 0 < len(reason) <= LONGEST_REASON:
        said = visit.words.text(NO_REASON, limit=LONGEST_REASON)
        return await _page(visit, 422, said, request_id, reason)
    command = AnswerDataRequest(request_id=request_id, done=done, reason=None if done else reason)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, sign_in.status_of(refusal), refusal.message, request_id, reason)
    return visit.on(addresses.with_query(addresses.DATA_REQUESTS, answered="yes"), sent)


async def _page(visit: Visit, status: int = 200, refusal: str = "", at: str = "", reason: str = "") -> Response:
    await organised(visit)
    every = visit.asked("all") == "yes"
    statuses = None if every else [DataRequestStatus.OPEN.name]
    data = await visit.ask("data_requests", after=visit.asked("after") or None, statuses=statuses)
    found = data["dataRequests"]
    more = addresses.with_query(
        addresses.DATA_REQUESTS, after=found["pageInfo"]["endCursor"], all="yes" if every else None
    )
    return visit.in_zone_of(data).page(
        "data_requests", data, status, requests=[_request(visit, edge["node"]) for edge in found["edges"]],
        total=found["totalCount"], more=more if found["pageInfo"]["hasNextPage"] else "", every=every,
        refusal=refusal, at=at, reason=reason, answered=visit.asked("answered") == "yes", form_id=new_id(),
    )  # fmt: skip


def _request(visit: Visit, found: Data) -> dict[str, Any]:
    times = {name: instant(found[name]) if found[name] else None for name in TIMES}
    left = instant(found["answerDue"]) - visit.site.clock.now()
    name = found["person"]["name"] if found["person"] else None
    return {
        **found, **times, "kind": found["kind"].lower(), "status": found["status"].lower(), "name": name,
        "left": visit.words.left(left), "late": left < timedelta(0), "own": found["personId"] == visit.viewer.id,
    }  # fmt: skip
