"""The facts that registration tells. No event carries a draft."""

from shared.contracts.events import Told, unchanged
from shared.contracts.personal import PersonText
from shared.contracts.registration.values import (
    EntryAnswers,
    EntryStatus,
    Place,
    ProgrammeKind,
    Receipt,
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


class EntrySnapshot(
    Told, wire="registration.entry_snapshot", version=2, topic=TOPIC, about="entry_id", upcasts={1: unchanged}
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
