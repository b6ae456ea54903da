"""A scoresheet: what one judge gives one entry. Its marks stay within the service until the judge submits it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from services.judging.domain.assignment import Assignment
from services.judging.domain.award import within
from services.judging.domain.marks import finished, plain, refuse_unfit_mark, total
from services.judging.domain.round import Round
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import ReopenScoresheet, SaveMarks, SaveNote, SubmitScoresheet
from shared.contracts.judging.events import (
    ScoresheetBegun,
    ScoresheetLate,
    ScoresheetReopened,
    ScoresheetSnapshot,
    ScoresheetSubmitted,
)
from shared.contracts.judging.values import FinalMark, NoteKind, Number, Place, ScoresheetStatus, SheetSeq
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant, Slug, Value
from shared.errors import NotFound

NOTE, REASON = "judging.note", "judging.reopening"
"""What a judge's notes, and the reason for opening a sheet again, are sealed as, for ever."""
REMEMBERED = 200
"""Marks of a sheet's history; of more than that the oldest go, but never one that stands."""
IN = frozenset({ScoresheetStatus.SUBMITTED, ScoresheetStatus.LATE})


class GivenMark(Value):
    """A mark as a device gave it; `at` is corrected by the device's offset, and never later than its arrival."""

    criterion: Slug
    mark: Number | None
    at: Instant
    device_id: Id
    arrived_at: Instant


class Note(Value):
    """A note, sealed."""

    kind: NoteKind
    text: PersonText | None
    """None: it was emptied."""
    at: Instant


class MarksGiven(Kept):
    """Marks have come in, each as it was given."""

    given: tuple[GivenMark, ...]


class NoteSaved(Kept):
    """A note was saved, whole."""

    note: Note


@dataclass(frozen=True, slots=True)
class Scoresheet:
    """A scoresheet as it stands. `history` holds every mark, the winning ones among them; oldest arrival first."""

    sheet_id: str
    place: Place
    award_id: str
    round_id: str
    judge_id: str
    person_id: str
    entry_id: str
    begun_at: datetime
    status: ScoresheetStatus = ScoresheetStatus.IN_PROGRESS
    history: tuple[GivenMark, ...] = ()
    notes: tuple[Note, ...] = ()
    rubric_id: str | None = None
    rubric_number: int | None = None
    marks: tuple[FinalMark, ...] = ()
    """As last submitted."""
    total: Number | None = None
    finished_at: datetime | None = None
    submitted_at: datetime | None = None
    reopened_by: str | None = None
    reopened_at: datetime | None = None
    reason: PersonText | None = None

    @property
    def is_in(self) -> bool:
        """Whether it is submitted, in time or not."""
        return self.status in IN


@dataclass(frozen=True, slots=True)
class Scoring:
    """What scoring needs beside the command: what the judge was given, and the round with its rubric."""

    assignment: Assignment | None
    round: Round | None
    note: PersonText | None = None
    """What a note says, sealed; None: nothing."""


class SettleLate(Command, wire="judging.settle_late", about="sheet_id", internal=True):
    """A sheet that was submitted while its round was closed is late, unless the round was closed over it."""

    sheet_id: Id
    """Which."""


@dataclass(frozen=True, slots=True)
class CountedOver:
    """Whether the round is closed, and which of its sheets it was closed over."""

    closed: bool
    sheets: Mapping[str, int]


def save_marks(sheet: Scoresheet | None, command: SaveMarks, context: Context, found: Scoring) -> Sequence[Event]:
    """Takes what is new of them; what came before, from whichever device, is not taken twice.

    Refuses `AssignmentOver`, `SheetSubmitted`, and marks that don't stand on their criterion's scale.
    """
    assignment, round_ = _open(sheet, found)
    for mark in command.marks:
        refuse_unfit_mark(round_.criteria, mark.criterion, mark.mark)
    known = set(sheet.history) if sheet else set()
    seen = {(m.criterion, m.mark, m.at, m.device_id) for m in known}
    given = tuple(m for m in _given(command, context) if (m.criterion, m.mark, m.at, m.device_id) not in seen)
    if not given:
        return ()
    return (*_begun(sheet, assignment, context), MarksGiven(given=given))


def _given(command: SaveMarks, context: Context) -> Iterator[GivenMark]:
    offset = timedelta(milliseconds=command.offset_ms)
    for mark in dict.fromkeys(command.marks):
        at = corrected(mark.at, offset, context.now)
        yield GivenMark(
            criterion=mark.criterion,
            mark=None if mark.mark is None else plain(Decimal(mark.mark)),
            at=at,
            device_id=command.device_id,
            arrived_at=context.now,
        )


def corrected(at: datetime, offset: timedelta, arrival: datetime) -> datetime:
    """A device's instant by our clock: moved by how far the device was behind, and never later than the arrival."""
    try:
        return min(at + offset, arrival)
    except OverflowError:
        return arrival


def winning(history: Sequence[GivenMark]) -> Mapping[str, GivenMark]:
    """Of each criterion the mark given last, by its instant; of one instant the later device's, so that all agree."""
    won: dict[str, GivenMark] = {}
    for mark in history:
        best = won.get(mark.criterion)
        if best is None or _rank(mark) > _rank(best):
            won[mark.criterion] = mark
    return won


def _rank(mark: GivenMark) -> tuple[datetime, str, str]:
    return mark.at, mark.device_id, mark.mark or ""


def scored(sheet: Scoresheet) -> Mapping[str, str]:
    """The marks that stand; a criterion that isn't scored is missing."""
    return {key: won.mark for key, won in winning(sheet.history).items() if won.mark is not None}


def save_note(sheet: Scoresheet | None, command: SaveNote, context: Context, found: Scoring) -> Sequence[Event]:
    """A note, whole; an older one than what stands changes nothing. Refuses as `save_marks`."""
    assignment, _ = _open(sheet, found)
    at = corrected(command.at, timedelta(milliseconds=command.offset_ms), context.now)
    stands = next((n for n in sheet.notes if n.kind is command.kind), None) if sheet else None
    if stands is not None and at <= stands.at:
        return ()
    return (*_begun(sheet, assignment, context), NoteSaved(note=Note(kind=command.kind, text=found.note, at=at)))


def submit(sheet: Scoresheet | None, command: SubmitScoresheet, context: Context, found: Scoring) -> Sequence[Event]:
    """Submitted, once; late where the round is closed. Refuses `MarksMissing`, and as `save_marks`."""
    if sheet is not None and sheet.is_in:
        return ()
    assignment, round_ = _open(sheet, found)
    marks = finished(round_.criteria, scored(sheet) if sheet else {})
    done = corrected(command.finished_at, timedelta(milliseconds=command.offset_ms), context.now)
    return (
        ScoresheetSubmitted(
            **_places(assignment),
            rubric_id=round_.rubric_id,
            rubric_number=round_.rubric_number,
            marks=marks,
            total=plain(total(round_.criteria, marks)),
            finished_at=done,
            submitted_at=context.now,
            late=not round_.is_open,
        ),
    )


def refuse_unready(sheet: Scoresheet | None, found: Scoring) -> None:
    """What `submit` would refuse, before the round is locked for it."""
    if sheet is None or not sheet.is_in:
        _, round_ = _open(sheet, found)
        finished(round_.criteria, scored(sheet) if sheet else {})


def reopen(sheet: Scoresheet | None, command: ReopenScoresheet, context: Context, found: Scoring) -> Sequence[Event]:
    """Open again; one that is open already stays so. Refuses `SheetNotSubmitted`, and `RoundClosedAlready`."""
    if sheet is None or found.note is None:
        raise NotFound
    if sheet.status is ScoresheetStatus.REOPENED:
        return ()
    if not sheet.is_in:
        raise no.SheetNotSubmitted
    if found.round is not None and not found.round.is_open:
        raise no.RoundClosedAlready
    names = ("sheet_id", "round_id", "judge_id", "person_id", "entry_id")
    ids = {name: getattr(sheet, name) for name in names}
    told: dict[str, Any] = {"reopened_by": context.actor_id, "reopened_at": context.now, "reason": found.note}
    return (ScoresheetReopened(**ids, **told),)


def settle_late(sheet: Scoresheet | None, _: SettleLate, __: Context, counted: CountedOver) -> Sequence[Event]:
    """Late, where the round was closed without it."""
    if sheet is None or sheet.status is not ScoresheetStatus.SUBMITTED or not counted.closed:
        return ()
    if sheet.sheet_id in counted.sheets:
        return ()
    ids = {name: getattr(sheet, name) for name in ("sheet_id", "round_id", "judge_id", "entry_id")}
    return (ScoresheetLate(**ids),)


def _open(sheet: Scoresheet | None, found: Scoring) -> tuple[Assignment, Round]:
    if found.assignment is None or found.round is None:
        raise NotFound
    if not found.assignment.holds:
        raise no.AssignmentOver
    if sheet is not None and sheet.is_in:
        raise no.SheetSubmitted
    return found.assignment, found.round


def _begun(sheet: Scoresheet | None, assignment: Assignment, context: Context) -> Sequence[Event]:
    return () if sheet else (ScoresheetBegun(**_places(assignment), begun_at=context.now),)


def _places(assignment: Assignment) -> dict[str, Any]:
    names = ("place", "award_id", "round_id", "judge_id", "person_id", "entry_id")
    return {"sheet_id": assignment.assignment_id, **{name: getattr(assignment, name) for name in names}}


def apply(sheet: Scoresheet | None, event: Event) -> Scoresheet:
    """The sheet after the fact."""
    match event:
        case ScoresheetBegun():
            return Scoresheet(**dict(event))
        case MarksGiven() if sheet:
            return replace(sheet, history=_remembered((*sheet.history, *event.given)))
        case NoteSaved() if sheet:
            others = tuple(n for n in sheet.notes if n.kind is not event.note.kind)
            return replace(sheet, notes=(*others, event.note))
        case ScoresheetSubmitted() if sheet:
            told = ("rubric_id", "rubric_number", "marks", "total", "finished_at", "submitted_at")
            status = ScoresheetStatus.LATE if event.late else ScoresheetStatus.SUBMITTED
            return replace(sheet, status=status, **{name: getattr(event, name) for name in told})
        case ScoresheetLate() if sheet:
            return replace(sheet, status=ScoresheetStatus.LATE)
        case ScoresheetReopened() if sheet:
            changed = {name: getattr(event, name) for name in ("reopened_by", "reopened_at", "reason")}
            return replace(sheet, status=ScoresheetStatus.REOPENED, **changed)
        case ScoresheetSnapshot():
            return replace(sheet, **dict(event)) if sheet else Scoresheet(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this scoresheet")


def _remembered(history: tuple[GivenMark, ...]) -> tuple[GivenMark, ...]:
    if len(history) <= REMEMBERED:
        return history
    won = set(winning(history).values())
    spare = len(history) - REMEMBERED
    dropped = set([m for m in history if m not in won][:spare])
    return tuple(m for m in history if m not in dropped)


def snapshot(sheet: Scoresheet) -> ScoresheetSnapshot:
    """All that told facts have said: no mark that was not submitted."""
    return ScoresheetSnapshot(**{name: getattr(sheet, name) for name in ScoresheetSnapshot.model_fields})


def counted_as(sheet: Scoresheet, seq: int) -> SheetSeq:
    """A sheet as a round is closed over it."""
    return SheetSeq(sheet_id=sheet.sheet_id, seq=seq)


def places(sheet: Scoresheet) -> Places:
    """Those of the award."""
    return within(sheet.place, sheet.award_id)
