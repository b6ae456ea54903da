"""The facts that notifications tells: ids and codes; what a mail says is told nowhere."""

from shared.contracts.events import Told
from shared.contracts.notifications.values import MessageKind, Outcome, Subject, Topic
from shared.contracts.values import Id, Instant

TOPIC = "techfest.notifications.v1"


class MessageAdded(Told, wire="notifications.message_added", version=1, topic=TOPIC, about="message_id"):
    """A person has a message in the inbox."""

    message_id: Id
    person_id: Id
    tenant_id: Id
    kind: MessageKind
    subjects: tuple[Subject, ...]
    """What it is about; its text is made from these where it is shown."""
    at: Instant


class MessageRead(Told, wire="notifications.message_read", version=1, topic=TOPIC, about="message_id"):
    """A message was read, or is to count as unread again."""

    message_id: Id
    person_id: Id
    read_at: Instant | None


class MessageMailed(Told, wire="notifications.message_mailed", version=1, topic=TOPIC, about="message_id"):
    """What came of the mail that goes with a message."""

    message_id: Id
    person_id: Id | None = None
    tenant_id: Id
    kind: MessageKind
    outcome: Outcome
    at: Instant


class MessageSnapshot(Told, wire="notifications.message_snapshot", version=1, topic=TOPIC, about="message_id"):
    """All that told events have said of a message."""

    message_id: Id
    person_id: Id | None = None
    tenant_id: Id
    kind: MessageKind
    subjects: tuple[Subject, ...]
    at: Instant
    shown: bool
    """Whether it is in the inbox: links to sign in with are mailed only."""
    read_at: Instant | None = None
    outcome: Outcome | None = None


class SubscriptionChanged(
    Told, wire="notifications.subscription_changed", version=1, topic=TOPIC, about="subscription_id"
):
    """A person wants mails of other topics than before; the list is whole."""

    subscription_id: Id
    """The aggregate: one for each person, derived from the person's id."""
    person_id: Id
    unwanted: tuple[Topic, ...]
    """What is not to be mailed."""


class AddressBounced(Told, wire="notifications.address_bounced", version=1, topic=TOPIC, about="subscription_id"):
    """Mail doesn't reach a person at the address known so far."""

    subscription_id: Id
    person_id: Id
    at: Instant


class SubscriptionSnapshot(
    Told, wire="notifications.subscription_snapshot", version=1, topic=TOPIC, about="subscription_id"
):
    """All that told events have said of what a person wants mailed."""

    subscription_id: Id
    person_id: Id
    unwanted: tuple[Topic, ...] = ()
    bounced_at: Instant | None = None
