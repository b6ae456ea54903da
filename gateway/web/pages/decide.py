"""Where entries are decided: tick some, prepare a decision, take it back. Nobody else sees any of it."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.deciding import changes, counted, prepared_on, staffed
from gateway.web.pages import sign_in
from gateway.web.statuses import REJECTION
from gateway.web.visit import Data, Visit
from shared.contracts.registration.values import Decision, RejectionReason
from shared.errors import N_, Kind
from shared.ids import is_id, new_id

NONE_TICKED = N_("Tick the entries first that this is about.")
SAID = ("accept", "reject", "clear")
REASONS = {reason.value for reason in RejectionReason}
GIVEN_UP = frozenset({Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED})


async def show(visit: Visit) -> Response:
    """The entries that wait, each with what is prepared for it."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Prepares or takes back; what was ticked stays ticked where it is refused."""
    data = await _data(visit)
    programme, action = staffed(visit, data), visit.form.one("action")
    entry_ids = [one for one in visit.form.all("entry") if is_id(one)]
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    if not entry_ids or action not in SAID:
        return await _page(visit, 422, visit.words.text(NONE_TICKED))
    form_id = minted(visit.form.one("form_id"))
    try:
        commands = changes(data["decisionPages"], programme["programmeId"], entry_ids, form_id, _given(visit, action))
        for command in commands:
            await visit.send(command, command_id(form_id, command))
    except Refused as refusal:
        if refusal.kind in GIVEN_UP:
            raise
        return await _page(visit, sign_in.status_of(refusal), _said(refusal), refusal)
    done = addresses.with_query(
        addresses.decide(programme["programmeId"]), done=action, n=str(len(entry_ids)), after=visit.asked("after")
    )
    return visit.on(done)


def _given(visit: Visit, action: str) -> dict[str, Any] | None:
    if action == "clear":
        return None
    text = visit.form.one("text").strip() or None
    if action == "accept":
        return {"decision": Decision.ACCEPTED, "text": text}
    reason = visit.form.one("reason")
    known = RejectionReason(reason) if reason in REASONS else None
    return {"decision": Decision.REJECTED, "reason": known, "text": text}


def _said(refusal: Refused) -> str:
    """What is wrong with the fields is said beside them, what is wrong with an entry here."""
    entries = [one.message for one in refusal.fields if one.path and one.path[0] == "entry_ids"]
    return entries[0] if entries else refusal.message


async def _data(visit: Visit) -> Data:
    return await visit.ask("decide", programme=visit.place("programme_id"), after=visit.asked("after") or None)


async def _page(visit: Visit, status: int = 200, refusal: str = "", refused: Refused | None = None) -> Response:
    data = await _data(visit)
    programme = staffed(visit, data)
    found, pages = data["entries"], data["decisionPages"]
    more = addresses.with_query(addresses.decide(programme["programmeId"]), after=found["pageInfo"]["endCursor"])
    wrong = {one.path[0]: one.message for one in refused.fields if one.path} if refused else {}
    return visit.in_zone(programme["edition"]["zone"]).page(
        "decide", data, status, programme=programme, found=found, known=prepared_on(pages), counts=counted(pages),
        closed=next((page["closedFor"] for page in pages if page["closedFor"]), None), refusal=refusal, wrong=wrong,
        ticked=visit.form.all("entry"), reason=visit.form.one("reason"), text=visit.form.one("text"),
        reasons=[(key, visit.words.text(said)) for key, said in REJECTION.items()], form_id=new_id(),
        more=more if found["pageInfo"]["hasNextPage"] else "", done=visit.asked("done"), n=_number(visit.asked("n")),
        released=_released(data, visit.asked("released")),
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _released(data: Data, release_id: str) -> Data | None:
    """What the release that was just made came to."""
    made = (edge["node"] for edge in data["releases"]["edges"])
    return next((one for one in made if one["releaseId"] == release_id), None)
