"""Facts about judges, their conflicts of interest, and what they are given."""

from shared.contracts.events import Told
from shared.contracts.judging.topics import TOPIC
from shared.contracts.judging.values import (
    AssignmentOrigin,
    AssignmentStatus,
    ConflictKind,
    ConflictStatus,
    Evidence,
    Expertise,
    JudgeStatus,
    Number,
    Place,
    RecusalReason,
)
from shared.contracts.personal import PersonText
from shared.contracts.values import Id, Instant


class JudgeInvited(Told, wire="judging.judge_invited", version=1, topic=TOPIC, about="judge_id"):
    """A person is asked to judge."""

    judge_id: Id
    """The aggregate: one for each award and person, derived from their ids."""
    place: Place
    award_id: Id
    person_id: Id
    expertise: Expertise
    invited_by: str
    invited_at: Instant


class JudgeAccepted(Told, wire="judging.judge_accepted", version=1, topic=TOPIC, about="judge_id"):
    """A person judges: who was invited has accepted, or was given the role of a judge at the award."""

    judge_id: Id
    place: Place
    award_id: Id
    person_id: Id
    expertise: Expertise
    accepted_at: Instant


class JudgeDeclined(Told, wire="judging.judge_declined", version=1, topic=TOPIC, about="judge_id"):
    """A person does not judge, or does so no longer."""

    judge_id: Id
    place: Place
    award_id: Id
    person_id: Id
    had_accepted: bool
    """Whether the person was a judge until now."""
    reason: RecusalReason
    declined_at: Instant


class ExpertiseRevised(Told, wire="judging.expertise_revised", version=1, topic=TOPIC, about="judge_id"):
    """What a judge knows and takes on is another; it is whole."""

    judge_id: Id
    award_id: Id
    person_id: Id
    expertise: Expertise


class JudgeSnapshot(Told, wire="judging.judge_snapshot", version=1, topic=TOPIC, about="judge_id"):
    """All that told events have said of a judge."""

    judge_id: Id
    place: Place
    award_id: Id
    person_id: Id
    expertise: Expertise
    invited_by: str | None = None
    status: JudgeStatus
    changed_at: Instant


class ConflictRaised(Told, wire="judging.conflict_raised", version=1, topic=TOPIC, about="conflict_id"):
    """A judge may not score an entry, unless it is dismissed."""

    conflict_id: Id
    """The aggregate: one for each judge, entry and kind, derived from them."""
    place: Place
    award_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    kind: ConflictKind
    evidence: tuple[Evidence, ...] = ()
    """What it was found by."""
    raised_by: str | None = None
    """Who declared it; None: the system found it."""
    note: PersonText | None = None
    """What was said about it, sealed."""
    raised_at: Instant


class ConflictSettled(Told, wire="judging.conflict_settled", version=1, topic=TOPIC, about="conflict_id"):
    """A conflict was confirmed or dismissed."""

    conflict_id: Id
    award_id: Id
    judge_id: Id
    entry_id: Id
    status: ConflictStatus
    settled_by: str
    settled_at: Instant
    reason: PersonText
    """Why, sealed."""


class ConflictSnapshot(Told, wire="judging.conflict_snapshot", version=1, topic=TOPIC, about="conflict_id"):
    """All that told events have said of a conflict."""

    conflict_id: Id
    place: Place
    award_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    kind: ConflictKind
    evidence: tuple[Evidence, ...] = ()
    raised_by: str | None = None
    note: PersonText | None = None
    raised_at: Instant
    status: ConflictStatus
    settled_by: str | None = None
    settled_at: Instant | None = None
    reason: PersonText | None = None


class JudgeAssigned(Told, wire="judging.judge_assigned", version=1, topic=TOPIC, about="assignment_id"):
    """A judge is to score an entry."""

    assignment_id: Id
    """The aggregate: one for each round, judge and entry, derived from them; its scoresheet has the same id."""
    place: Place
    award_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    origin: AssignmentOrigin
    fit: Number | None = None
    """How well judge and entry fit, from 0 to 1, where it was worked out."""
    assigned_at: Instant


class JudgeUnassigned(Told, wire="judging.judge_unassigned", version=1, topic=TOPIC, about="assignment_id"):
    """A judge is not to score an entry after all, and has not begun to."""

    assignment_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    by_hand: bool


class JudgeRecused(Told, wire="judging.judge_recused", version=1, topic=TOPIC, about="assignment_id"):
    """A judge does not score an entry: the chair's word, or the judge's own. The sheet counts nowhere."""

    assignment_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    reason: RecusalReason
    abstained: bool
    """It is the judge's own word."""
    recused_by: str
    recused_at: Instant


class AssignmentSnapshot(Told, wire="judging.assignment_snapshot", version=1, topic=TOPIC, about="assignment_id"):
    """All that told events have said of an assignment."""

    assignment_id: Id
    place: Place
    award_id: Id
    round_id: Id
    judge_id: Id
    person_id: Id
    entry_id: Id
    origin: AssignmentOrigin
    fit: Number | None = None
    assigned_at: Instant
    status: AssignmentStatus
    by_hand: bool = False
    """Whether its last change was made by hand."""
    reason: RecusalReason | None = None
    abstained: bool = False
    recused_by: str | None = None
    recused_at: Instant | None = None
