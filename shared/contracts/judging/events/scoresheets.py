"""Facts about scoresheets, in the restricted topic. Marks are told when a sheet is submitted, and not before."""

from shared.contracts.events import Told
from shared.contracts.judging.topics import SHEETS_TOPIC
from shared.contracts.judging.values import FinalMark, Number, Place, ScoresheetStatus
from shared.contracts.personal import PersonText
from shared.contracts.values import Id, Instant


class ScoresheetBegun(Told, wire="judging.scoresheet_begun", version=1, topic=SHEETS_TOPIC, about="sheet_id"):
    """A judge has given a first mark."""

    sheet_id: Id
    """The same id as its assignment's."""
    place: Place
    award_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    begun_at: Instant


class ScoresheetSubmitted(Told, wire="judging.scoresheet_submitted", version=1, topic=SHEETS_TOPIC, about="sheet_id"):
    """A judge's sheet is in."""

    sheet_id: Id
    place: Place
    award_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    rubric_id: Id
    rubric_number: int
    """The version that the sheet is pinned to."""
    marks: tuple[FinalMark, ...]
    """In the rubric's order; what wasn't scored is missing, and is not zero."""
    total: Number
    """By the rubric's weights, not rounded further than to 12 decimals."""
    finished_at: Instant
    """When the judge was done, by the device's clock as far as it could be corrected."""
    submitted_at: Instant
    """When it arrived."""
    late: bool
    """It came after the round was closed: it is kept, and counts nowhere."""


class ScoresheetLate(Told, wire="judging.scoresheet_late", version=1, topic=SHEETS_TOPIC, about="sheet_id"):
    """A sheet was submitted while its round was being closed, and is not among those it was closed over."""

    sheet_id: Id
    round_id: Id
    judge_id: Id
    entry_id: Id


class ScoresheetReopened(Told, wire="judging.scoresheet_reopened", version=1, topic=SHEETS_TOPIC, about="sheet_id"):
    """A submitted sheet may be changed again, and does not count until it is submitted."""

    sheet_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    reopened_by: str
    reopened_at: Instant
    reason: PersonText
    """Why, sealed."""


class ScoresheetSnapshot(Told, wire="judging.scoresheet_snapshot", version=1, topic=SHEETS_TOPIC, about="sheet_id"):
    """All that told events have said of a scoresheet."""

    sheet_id: Id
    place: Place
    award_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    begun_at: Instant
    status: ScoresheetStatus
    rubric_id: Id | None = None
    rubric_number: int | None = None
    marks: tuple[FinalMark, ...] = ()
    """As last submitted."""
    total: Number | None = None
    finished_at: Instant | None = None
    submitted_at: Instant | None = None
    reopened_by: str | None = None
    reopened_at: Instant | None = None
    reason: PersonText | None = None
