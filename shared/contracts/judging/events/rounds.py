"""Facts about rounds and their results. None says a mark, a total or a place before publication."""

from shared.contracts.events import Told
from shared.contracts.judging.topics import TOPIC
from shared.contracts.judging.values import Criterion, Place, Placed, RoundKind, RoundPolicy, RoundStatus, SheetSeq
from shared.contracts.values import Id, Instant, Text


class RoundOpened(Told, wire="judging.round_opened", version=1, topic=TOPIC, about="round_id"):
    """A round is open, under a rubric as it stands in the fact."""

    round_id: Id
    place: Place
    award_id: Id
    name: Text
    kind: RoundKind
    rubric_id: Id
    rubric_number: int
    """The rubric's version."""
    criteria: tuple[Criterion, ...]
    policy: RoundPolicy
    scores_until: Instant | None = None
    opened_at: Instant


class RoundRevised(Told, wire="judging.round_revised", version=1, topic=TOPIC, about="round_id"):
    """A round was changed; it is whole."""

    round_id: Id
    name: Text
    rubric_id: Id
    rubric_number: int
    criteria: tuple[Criterion, ...]
    policy: RoundPolicy
    scores_until: Instant | None = None


class RoundLocked(Told, wire="judging.round_locked", version=1, topic=TOPIC, about="round_id"):
    """A scoresheet is being submitted: rubric and rules of the round stand from now on."""

    round_id: Id
    rubric_id: Id
    rubric_number: int


class RoundClosed(Told, wire="judging.round_closed", version=1, topic=TOPIC, about="round_id"):
    """A round is closed over these scoresheets, each as it stood."""

    round_id: Id
    sheets: tuple[SheetSeq, ...]
    sheets_hash: str
    """SHA-256 over the list."""
    closed_by: str
    closed_at: Instant


class RoundSnapshot(Told, wire="judging.round_snapshot", version=1, topic=TOPIC, about="round_id"):
    """All that told events have said of a round, but for the list of the sheets that it was closed over."""

    round_id: Id
    place: Place
    award_id: Id
    name: Text
    kind: RoundKind
    rubric_id: Id
    rubric_number: int
    criteria: tuple[Criterion, ...]
    policy: RoundPolicy
    scores_until: Instant | None = None
    opened_at: Instant
    locked: bool
    status: RoundStatus
    sheets_hash: str | None = None
    closed_by: str | None = None
    closed_at: Instant | None = None


class ResultSealed(Told, wire="judging.result_sealed", version=1, topic=TOPIC, about="result_id"):
    """A round's result stands, and is known by its hash alone."""

    result_id: Id
    """The aggregate: one for each round, derived from its id."""
    place: Place
    award_id: Id
    round_id: Id
    number: int
    """The version, from 1."""
    sealed_hash: str
    """SHA-256 over the result's document, in which is a salt of 256 random bits."""
    sealed_by: str
    sealed_at: Instant


class ResultPublished(Told, wire="judging.result_published", version=1, topic=TOPIC, about="result_id"):
    """A result is everybody's to see."""

    result_id: Id
    place: Place
    award_id: Id
    award: Text
    """What the award is called."""
    round_id: Id
    round: Text
    """What the round is called."""
    number: int
    sealed_hash: str
    places: tuple[Placed, ...]
    """As many as the round's rules publish, the best first."""
    published_by: str
    published_at: Instant


class ResultSnapshot(Told, wire="judging.result_snapshot", version=1, topic=TOPIC, about="result_id"):
    """All that told events have said of a result."""

    result_id: Id
    place: Place
    award_id: Id
    round_id: Id
    number: int
    sealed_hash: str
    sealed_by: str
    sealed_at: Instant
    award: Text | None = None
    round: Text | None = None
    places: tuple[Placed, ...] = ()
    published_by: str | None = None
    published_at: Instant | None = None
