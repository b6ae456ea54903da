"""What registration asks of itself: by what it hears of a release, of people, and of time."""

from shared.contracts.commands import Command
from shared.contracts.personal import PersonText
from shared.contracts.registration.values import Decision, RejectionReason
from shared.contracts.values import Id, Instant


class TellDecisions(Command, wire="registration.tell_decisions", about="page_id", internal=True):
    """A page whose release is made says what it holds."""

    page_id: Id
    """Which."""
    release_id: Id
    """The release that names it."""
    released_at: Instant
    """When it was made."""


class DecideEntry(Command, wire="registration.decide_entry", about="entry_id", internal=True):
    """An entry takes the decision that its page has told."""

    entry_id: Id
    """Which."""
    release_id: Id
    """The release that the decision came with."""
    decision: Decision
    """What was decided."""
    reason: RejectionReason | None = None
    """Why, where it is rejected."""
    text: PersonText | None = None
    """What the entrant is told beside, sealed."""
    decided_at: Instant
    """When it was released."""


class CountPage(Command, wire="registration.count_page", about="release_id", internal=True):
    """All entries of a page have their decision."""

    release_id: Id
    """The page's release."""
    page_id: Id
    """Which page."""


class AnnounceDecisions(Command, wire="registration.announce_decisions", about="page_id", internal=True):
    """All entries of a release have their decision: a page says whom to tell."""

    page_id: Id
    """Which."""
    release_id: Id
    """Its release."""


class TakeOverEntry(Command, wire="registration.take_over_entry", about="entry_id", internal=True):
    """An entry or draft follows its person into the account that stays of two."""

    entry_id: Id
    """Which."""
    person_id: Id
    """The account that went."""
    into_id: Id
    """The account that stays."""


class SealDraft(Command, wire="registration.seal_draft", about="entry_id", internal=True):
    """What lies open in a draft since an older release is put under its author's key."""

    entry_id: Id
    """Which."""
