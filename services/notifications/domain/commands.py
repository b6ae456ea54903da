"""What notifications asks of itself: by what it hears, and while it sends."""

from enum import StrEnum

from shared.contracts.commands import Command
from shared.contracts.notifications.values import MessageKind, Outcome, Subject
from shared.contracts.values import Id, Instant, Value


class SourceKind(StrEnum):
    """By what accounts finds whom a mail goes to, and what is in it."""

    PERSON = "person"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"


class Source(Value):
    """What accounts is asked for when a mail is written: an address, a name, a link's token. Nothing of it is kept."""

    kind: SourceKind
    id: Id


class AddMessage(Command, wire="notifications.add_message", about="message_id", internal=True):
    """Somebody is to be told of a fact."""

    message_id: Id
    """Derived from the fact, whom it is for, and the kind: one fact, one message."""
    tenant_id: Id
    """Where the fact was told."""
    kind: MessageKind
    """What it is about."""
    subjects: tuple[Subject, ...]
    """The things that it is about."""
    person_id: Id | None = None
    """Whom it is for."""
    owner_of: Subject | None = None
    """Whose owner it is for, where the fact does not say who that is."""
    source: Source | None = None
    """What accounts is asked for, where that is not the person."""
    expires_at: Instant | None = None
    """When the link in it ends."""
    told_at: Instant
    """When the fact was told."""


class ClaimMail(Command, wire="notifications.claim_mail", about="message_id", internal=True):
    """A sender takes a mail that is due: for some minutes no other sends it."""

    message_id: Id
    """Which."""


class SettleMail(Command, wire="notifications.settle_mail", about="message_id", internal=True):
    """What came of a try to send a mail."""

    message_id: Id
    """Which."""
    claim: Id
    """By which claim it was tried."""
    outcome: Outcome | None
    """None where it is to be tried again later."""


class BounceMail(Command, wire="notifications.bounce_mail", about="message_id", internal=True):
    """A mail that was taken by the server came back."""

    message_id: Id
    """Which."""


class MarkAddress(Command, wire="notifications.mark_address", about="person_id", internal=True):
    """Mail does not reach a person."""

    person_id: Id
    """Whose address it is."""
    tenant_id: Id
    """The person's."""


class MuteMails(Command, wire="notifications.mute_mails", about="person_id", internal=True):
    """A person has asked to stop the use of the own data: nothing is mailed that can be done without."""

    person_id: Id
    """Who."""
    tenant_id: Id
    """The person's."""


class ForgetSubscription(Command, wire="notifications.forget_subscription", about="person_id", internal=True):
    """A person is erased: what they wanted mailed goes."""

    person_id: Id
    """Who."""
