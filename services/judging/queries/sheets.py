"""A judge's own scoresheets, which no event tells before they are submitted; to anybody else nothing is there."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.judging.domain.assignment import Assignment
from services.judging.domain.scoresheet import NOTE, Scoresheet, winning
from services.judging.ports import Needs
from shared.auth import Actor
from shared.contracts.judging.values import NoteKind, Number, ScoresheetStatus
from shared.contracts.values import Value
from shared.errors import NotFound, Unauthenticated


class OwnMark(Value):
    """A mark as it stands; None: it was given and taken away."""

    criterion: str
    mark: Number | None
    at: datetime
    """When it was given, by our clock."""
    device_id: str
    """The device that it was given on."""


class OwnNote(Value):
    """A note."""

    kind: NoteKind
    text: str
    at: datetime


class OwnSheet(Value):
    """A scoresheet as its judge gets it back."""

    sheet_id: str
    round_id: str
    entry_id: str
    status: ScoresheetStatus | None
    """None: it is empty."""
    marks: tuple[OwnMark, ...] = ()
    notes: tuple[OwnNote, ...] = ()
    total: Number | None = None
    """As submitted."""
    submitted_at: datetime | None = None
    assigned: bool = True
    """Whether the entry is still the judge's to score."""


async def own_sheets(actor: Actor, round_id: str, needs: Needs, viewer_token: str = "") -> Sequence[OwnSheet]:
    """The actor's sheets of a round, empty ones too. Raises `Unauthenticated`, `Unavailable` while no note opens."""
    if not actor.signed_in:
        raise Unauthenticated
    given = [a for a in await needs.assignments.where(round_id=round_id) if _is_own(actor, a) and a.holds]
    sheets = await asyncio.gather(*(needs.sheets.state(a.assignment_id) for a in given))
    return [await _shown(a, sheet, needs, viewer_token) for a, sheet in zip(given, sheets, strict=True)]


async def own_sheet(actor: Actor, sheet_id: str, needs: Needs, viewer_token: str = "") -> OwnSheet:
    """A sheet of the actor's own; anything else is the same `NotFound`. Raises as `own_sheets`."""
    if not actor.signed_in:
        raise Unauthenticated
    given = await needs.assignments.state(sheet_id)
    if given is None or not _is_own(actor, given):
        raise NotFound
    return await _shown(given, await needs.sheets.state(sheet_id), needs, viewer_token)


def _is_own(actor: Actor, assignment: Assignment) -> bool:
    return actor.is_person and actor.may_read and assignment.person_id == actor.id


async def _shown(given: Assignment, sheet: Scoresheet | None, needs: Needs, viewer_token: str) -> OwnSheet:
    ids: dict[str, Any] = {"sheet_id": given.assignment_id, "round_id": given.round_id, "entry_id": given.entry_id}
    if sheet is None:
        return OwnSheet(**ids, status=None, assigned=given.holds)
    marks = [OwnMark(**m.model_dump(exclude={"arrived_at"})) for m in winning(sheet.history).values()]
    return OwnSheet(
        **ids,
        status=sheet.status,
        marks=tuple(sorted(marks, key=lambda mark: mark.criterion)),
        notes=await _notes(sheet, needs, viewer_token),
        total=sheet.total if sheet.is_in else None,
        submitted_at=sheet.submitted_at if sheet.is_in else None,
        assigned=given.holds,
    )


async def _notes(sheet: Scoresheet, needs: Needs, viewer_token: str) -> tuple[OwnNote, ...]:
    said = [(note, note.text) for note in sheet.notes if note.text is not None]
    opened = await needs.texts.open([text for _, text in said], NOTE, viewer_token) if said else []
    pairs = zip(said, opened, strict=True)
    return tuple(OwnNote(kind=note.kind, text=text, at=note.at) for (note, _), text in pairs if text is not None)
