"""The facts that registration tells. No event carries a draft."""

from shared.contracts.events import Told, unchanged
from shared.contracts.personal import PersonText
from shared.contracts.registration.values import (
    AnnouncedDecision,
    Decision,
    EntryAnswers,
    EntryStatus,
    LeftOutReason,
    PagedDecision,
    Place,
    ProgrammeKind,
    Receipt,
    RejectionReason,
    WithdrawalReason,
)
from shared.contracts.values import Id, Instant, Slug, Text

TOPIC = "techfest.registration.v1"


class EditionOpened(Told, wire="registration.edition_opened", version=1, topic=TOPIC, about="edition_id"):
    """An edition is open."""

    edition_id: Id
    tenant_id: Id
    slug: Slug
    name: Text
    year: int
    zone: str


class EditionSnapshot(Told, wire="registration.edition_snapshot", version=1, topic=TOPIC, about="edition_id"):
    """All that told events have said of an edition."""

    edition_id: Id
    tenant_id: Id
    slug: Slug
    name: Text
    year: int
    zone: str


class ProgrammeOpened(Told, wire="registration.programme_opened", version=1, topic=TOPIC, about="programme_id"):
    """A programme takes entries from `opens_at` on."""

    programme_id: Id
    edition_id: Id
    tenant_id: Id
    name: Text
    kind: ProgrammeKind
    opens_at: Instant
    closes_at: Instant
    grace_minutes: int


class ProgrammeSnapshot(Told, wire="registration.programme_snapshot", version=1, topic=TOPIC, about="programme_id"):
    """All that told events have said of a programme."""

    programme_id: Id
    edition_id: Id
    tenant_id: Id
    name: Text
    kind: ProgrammeKind
    opens_at: Instant
    closes_at: Instant
    grace_minutes: int


class EntrySubmitted(Told, wire="registration.entry_submitted", version=1, topic=TOPIC, about="entry_id"):
    """An entry was handed in."""

    entry_id: Id
    place: Place
    organisation_id: Id
    submitted_by: str
    """The person, or the client that did it on the organisation's behalf."""
    on_behalf: bool
    answers: EntryAnswers
    receipt: Receipt
    in_grace: bool
    """It came after the deadline, within the grace."""


class EntryRevised(Told, wire="registration.entry_revised", version=1, topic=TOPIC, about="entry_id"):
    """A submitted entry was corrected; the answers are whole."""

    entry_id: Id
    answers: EntryAnswers
    revised_at: Instant


class EntryWithdrawn(
    Told, wire="registration.entry_withdrawn", version=2, topic=TOPIC, about="entry_id", upcasts={1: unchanged}
):
    """An entry was withdrawn."""

    entry_id: Id
    reason: WithdrawalReason
    withdrawn_at: Instant
    note: PersonText | None = None
    """What the person said about it, sealed."""


class EntryDecided(Told, wire="registration.entry_decided", version=1, topic=TOPIC, about="entry_id"):
    """A released decision has reached its entry. Readers show it when all of its release have arrived."""

    entry_id: Id
    place: Place
    organisation_id: Id
    decision: Decision
    reason: RejectionReason | None = None
    """Why, where it is rejected."""
    text: PersonText | None = None
    """What the organiser says to the entrant, sealed under the organiser's key as `entry.decision`."""
    release_id: Id
    """The release that it came with."""
    decided_at: Instant


class EntryLeftOut(Told, wire="registration.entry_left_out", version=1, topic=TOPIC, about="entry_id"):
    """A released decision met an entry that had nothing to be decided any more, and changed nothing."""

    entry_id: Id
    place: Place
    release_id: Id
    reason: LeftOutReason
    left_out: tuple[Id, ...]
    """All releases that found nothing to decide here, this one the last."""


class EntryTakenOver(Told, wire="registration.entry_taken_over", version=1, topic=TOPIC, about="entry_id"):
    """An entry is another account's: whoever handed it in has had the accounts joined."""

    entry_id: Id
    submitted_by: Id
    """Whose it is from now on."""


class EntrySnapshot(
    Told,
    wire="registration.entry_snapshot",
    version=3,
    topic=TOPIC,
    about="entry_id",
    upcasts={1: unchanged, 2: unchanged},
):
    """All that told events have said of an entry."""

    entry_id: Id
    place: Place
    organisation_id: Id
    submitted_by: str
    on_behalf: bool
    answers: EntryAnswers
    receipt: Receipt
    in_grace: bool
    status: EntryStatus
    revised_at: Instant | None = None
    reason: WithdrawalReason | None = None
    withdrawn_at: Instant | None = None
    note: PersonText | None = None
    """What the person said when withdrawing, sealed."""
    decision: Decision | None = None
    rejection: RejectionReason | None = None
    decision_text: PersonText | None = None
    """What the organiser said to the entrant, sealed."""
    release_id: Id | None = None
    """The release that has decided it."""
    decided_at: Instant | None = None
    left_out: tuple[Id, ...] = ()
    """Releases that found nothing to decide here."""


class DecisionsReleased(Told, wire="registration.decisions_released", version=1, topic=TOPIC, about="release_id"):
    """Decisions of a programme are released, all at once: from now on no page that is named changes."""

    release_id: Id
    place: Place
    page_ids: tuple[Id, ...]
    entries: int
    """How many entries are on the pages: all have arrived when so many were decided or left out."""
    released_at: Instant


class DecisionsArrived(Told, wire="registration.decisions_arrived", version=1, topic=TOPIC, about="release_id"):
    """Every entry of a release is decided, or left out."""

    release_id: Id
    place: Place
    page_ids: tuple[Id, ...]


class ReleaseSnapshot(Told, wire="registration.release_snapshot", version=1, topic=TOPIC, about="release_id"):
    """All that told events have said of a release."""

    release_id: Id
    place: Place
    page_ids: tuple[Id, ...]
    entries: int
    released_at: Instant
    arrived: bool = False


class DecisionsTold(Told, wire="registration.decisions_told", version=1, topic=TOPIC, about="page_id"):
    """A released page says what it holds, whole; its entries follow."""

    page_id: Id
    place: Place
    release_id: Id
    decisions: tuple[PagedDecision, ...]
    texts: tuple[PersonText, ...] = ()
    """What entrants are told, each once, sealed under the key of the organiser who wrote it as `entry.decision`."""
    released_at: Instant


class DecisionsAnnounced(Told, wire="registration.decisions_announced", version=1, topic=TOPIC, about="page_id"):
    """All decisions of the release can be seen: now each entrant is told, and by nothing before."""

    page_id: Id
    place: Place
    release_id: Id
    announced: tuple[AnnouncedDecision, ...]
    """Those that were decided; who was left out is told nothing."""


class DecisionPageSnapshot(Told, wire="registration.decision_page_snapshot", version=1, topic=TOPIC, about="page_id"):
    """All that told events have said of a page; of one that isn't released they have said nothing."""

    page_id: Id
    place: Place
    release_id: Id
    decisions: tuple[PagedDecision, ...]
    texts: tuple[PersonText, ...] = ()
    released_at: Instant
    announced: tuple[AnnouncedDecision, ...] | None = None
