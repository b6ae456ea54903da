"""Facts about awards, rubrics, and the entries that are judged."""

from shared.contracts.events import Told
from shared.contracts.judging.topics import TOPIC
from shared.contracts.judging.values import CandidateStatus, Criterion, Place, RemovalReason
from shared.contracts.values import Id, Instant, Text


class AwardOpened(Told, wire="judging.award_opened", version=1, topic=TOPIC, about="award_id"):
    """An award is there."""

    award_id: Id
    place: Place
    name: Text
    prize: Text | None = None


class AwardSnapshot(Told, wire="judging.award_snapshot", version=1, topic=TOPIC, about="award_id"):
    """All that told events have said of an award."""

    award_id: Id
    place: Place
    name: Text
    prize: Text | None = None


class RubricSaved(Told, wire="judging.rubric_saved", version=1, topic=TOPIC, about="rubric_id"):
    """A rubric has a next version; earlier ones stay as they were told."""

    rubric_id: Id
    place: Place
    award_id: Id
    number: int
    """The version, from 1."""
    name: Text
    criteria: tuple[Criterion, ...]
    saved_at: Instant


class RubricSnapshot(Told, wire="judging.rubric_snapshot", version=1, topic=TOPIC, about="rubric_id"):
    """A rubric in its last version."""

    rubric_id: Id
    place: Place
    award_id: Id
    number: int
    name: Text
    criteria: tuple[Criterion, ...]
    saved_at: Instant


class CandidateAdmitted(Told, wire="judging.candidate_admitted", version=1, topic=TOPIC, about="candidate_id"):
    """An entry is judged for an award."""

    candidate_id: Id
    """The aggregate: one for each award and entry, derived from their ids."""
    place: Place
    award_id: Id
    entry_id: Id
    organisation_id: Id
    by_hand: bool
    """An organiser did it; else the entry was accepted in the programme."""


class CandidateRemoved(Told, wire="judging.candidate_removed", version=1, topic=TOPIC, about="candidate_id"):
    """An entry is judged no more."""

    candidate_id: Id
    award_id: Id
    entry_id: Id
    reason: RemovalReason


class CandidateSnapshot(Told, wire="judging.candidate_snapshot", version=1, topic=TOPIC, about="candidate_id"):
    """All that told events have said of an entry that is or was judged."""

    candidate_id: Id
    place: Place
    award_id: Id
    entry_id: Id
    organisation_id: Id
    by_hand: bool
    status: CandidateStatus
    reason: RemovalReason | None = None
