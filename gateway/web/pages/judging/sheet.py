"""A scoresheet on a phone. With script each change is kept on the device and sent at once (`changes`); without, the
form saves them all. What isn't scored is never zero."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused, Sent
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.judging import scale
from gateway.web.pages.judging.overview import is_done
from gateway.web.pages.judging.sheets import in_order, next_of, of_round
from gateway.web.pages.judging.words import CONFLICTS, RECUSALS, named
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from shared.contracts.commands import Command
from shared.contracts.judging.commands import (
    AbstainFromEntry,
    DeclareConflict,
    SaveMarks,
    SaveNote,
    SubmitScoresheet,
)
from shared.contracts.judging.values import Mark, NoteKind
from shared.errors import N_, Kind, NotFound
from shared.ids import new_id

FORM = "form-of-page"
"""The device of what is sent without script."""
UNFIT = N_("A mark or a note could not be read. Look it over and send it again.")


async def show(visit: Visit) -> Response:
    """The viewer's own sheet; any other is missing."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Saves what has changed; then goes on, hands in, declares a conflict, or abstains."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    try:
        return await _done(visit)
    except ValidationError:
        return await _page(visit, 422, visit.words.text(UNFIT))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.UNAUTHENTICATED, Kind.FORBIDDEN}:
            raise
        return await _page(visit, status_of(refusal), refusal.message)


async def _done(visit: Visit) -> Response:
    assignment, action = await _assignment(visit), visit.form.one("action")
    sent: Sent | None = None
    for command in _commands(visit, assignment, await _own(visit), action):
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    return visit.on(await _goal(visit, assignment, action), sent)


def _commands(visit: Visit, assignment: Data, own: Mapping[str, Any], action: str) -> Iterator[Command]:
    sheet_id, form = assignment["assignmentId"], visit.form
    if action == "abstain":
        yield AbstainFromEntry.model_validate({"assignment_id": sheet_id, "reason": form.one("reason")})
    elif action == "conflict":
        ids = {"judge_id": assignment["judgeId"], "entry_id": assignment["entryId"]}
        told = form.one("text").strip() or None
        yield DeclareConflict.model_validate({**ids, "kind": form.one("kind"), "text": told})
    else:
        yield from _changed(visit, assignment, own)
        if action == "submit" and not is_done(own["status"].upper() if own["status"] else None):
            yield SubmitScoresheet(sheet_id=sheet_id, finished_at=visit.site.clock.now())


def _changed(visit: Visit, assignment: Data, own: Mapping[str, Any]) -> Iterator[Command]:
    """What the form says otherwise than the sheet that is kept."""
    sheet_id, now, form = assignment["assignmentId"], visit.site.clock.now(), visit.form
    kept, notes = given_marks(own), given_notes(own)
    said = {one["key"]: form.one(f"mark-{one['key']}").strip().replace(",", ".") or None
            for one in assignment["round"]["criteria"] if f"mark-{one['key']}" in form.values}  # fmt: skip
    changed = tuple(Mark(criterion=key, mark=mark, at=now) for key, mark in said.items() if mark != kept.get(key))
    if changed:
        yield SaveMarks(sheet_id=sheet_id, device_id=FORM, marks=changed)
    for kind in NoteKind:
        if f"note-{kind}" in form.values and (text := form.one(f"note-{kind}")) != notes.get(kind, ""):
            yield SaveNote(sheet_id=sheet_id, kind=kind, text=text, at=now)


async def _goal(visit: Visit, assignment: Data, action: str) -> str:
    """The next sheet that isn't handed in, or the list."""
    if action == "save":
        return addresses.with_query(addresses.scoresheet(assignment["assignmentId"]), saved="yes")
    sheets = in_order(await of_round(visit, assignment["roundId"]))
    following = next_of(sheets, assignment["assignmentId"])
    return addresses.scoresheet(following["assignmentId"]) if following else addresses.judging_round(
        assignment["roundId"]
    )  # fmt: skip


def given_marks(own: Mapping[str, Any]) -> dict[str, str | None]:
    """Marks of a sheet by criterion."""
    return {one["criterion"]: one["mark"] for one in own["marks"]}


def given_notes(own: Mapping[str, Any]) -> dict[str, str]:
    """Notes of a sheet by whom they are for."""
    return {one["kind"]: one["text"] for one in own["notes"]}


async def _assignment(visit: Visit) -> Data:
    data = await visit.ask("judging/sheet", sheet=visit.place("sheet_id"))
    assignment: Data | None = data["assignment"]
    if assignment is None or assignment["personId"] != visit.viewer.id or assignment["round"] is None:
        raise NotFound
    return {**assignment, "data": data}


async def _own(visit: Visit) -> dict[str, Any]:
    if visit.site.judging is None:
        raise NotFound
    return await visit.site.judging.sheet(visit.viewer, visit.place("sheet_id"), visit.words.language)


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    assignment, own = await _assignment(visit), await _own(visit)
    siblings = in_order(await of_round(visit, assignment["roundId"]))
    criteria, marks = assignment["round"]["criteria"], given_marks(own)
    state = (own["status"] or "empty").upper()
    return visit.in_zone_of(assignment["data"]).page(
        "judging/sheet", assignment["data"], status, refusal=refusal, given=assignment, state=state,
        judge_id=visit.viewer.id,
        is_open=own["assigned"] and state not in {"SUBMITTED", "LATE"}, assigned=own["assigned"],
        criteria=[{**one, "marks": scale.marks(one), "anchored": list(scale.anchored(one))} for one in criteria],
        marks=marks, notes=given_notes(own), siblings=siblings, following=next_of(siblings, visit.place("sheet_id")),
        total=scale.total(criteria, marks), scored=sum(marks.get(one["key"]) is not None for one in criteria),
        recusals=named(RECUSALS, visit.words), conflicts=named(CONFLICTS, visit.words), form_id=new_id(),
        saved=visit.asked("saved") == "yes",
    )  # fmt: skip
