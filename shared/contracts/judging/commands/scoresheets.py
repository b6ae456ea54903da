"""Scoresheets. A sheet has the id of its assignment."""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import Mark, NoteKind
from shared.contracts.values import Id, Instant, Prose
from shared.errors import N_

DAYS = 86_400_000
Offset = Annotated[int, Field(ge=-7 * DAYS, le=7 * DAYS)]
"""Milliseconds that a device's clock was behind ours when it last heard from us; negative: it was ahead."""


class SaveMarks(
    Command,
    wire="judging.save_marks",
    about="sheet_id",
    refuses=(no.AssignmentOver, no.SheetSubmitted, no.UnknownCriterion, no.UnfitMark),
):
    """Saves marks as a device has them. Of two devices the later instant of each criterion wins; both are kept."""

    sheet_id: Id
    """Which sheet."""
    device_id: Id
    """The device, by an id that it has made for itself."""
    offset_ms: Offset = 0
    """How far its clock was behind at its last contact."""
    marks: Annotated[tuple[Mark, ...], Field(min_length=1, max_length=100)]
    """What has changed."""


class SaveNote(
    Command,
    wire="judging.save_note",
    about="sheet_id",
    refuses=(no.AssignmentOver, no.SheetSubmitted),
):
    """Saves a note on a scoresheet, whole; an empty one is none. It is sealed before it is kept."""

    sheet_id: Id
    """Which sheet."""
    kind: NoteKind
    """Whom it is for."""
    text: Annotated[Prose, Field(max_length=5_000, title=N_("Note"))]
    """What it says."""
    at: Instant
    """When it was written, by the device's own clock."""
    offset_ms: Offset = 0
    """How far its clock was behind at its last contact."""


class SubmitScoresheet(
    Command,
    wire="judging.submit_scoresheet",
    about="sheet_id",
    refuses=(no.AssignmentOver, no.MarksMissing, no.RubricLocked, no.UnfitMark, no.UnknownCriterion),
):
    """Submits a scoresheet. After the round was closed it is kept as late and counts nowhere. Again is harmless."""

    sheet_id: Id
    """Which sheet."""
    finished_at: Instant
    """When the judge was done, by the device's own clock."""
    offset_ms: Offset = 0
    """How far its clock was behind at its last contact."""


class ReopenScoresheet(
    Command,
    wire="judging.reopen_scoresheet",
    about="sheet_id",
    refuses=(no.SheetNotSubmitted, no.RoundClosedAlready),
):
    """Opens a submitted scoresheet again, with a reason."""

    sheet_id: Id
    """Which sheet."""
    text: Annotated[Prose, Field(min_length=1, max_length=2_000, title=N_("Reason"))]
    """Why; it is sealed before it is kept."""
