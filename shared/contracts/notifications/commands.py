"""What may be asked of notifications."""

from shared.contracts.commands import Command
from shared.contracts.notifications.values import Topic
from shared.contracts.values import Id


class ReadMessage(Command, wire="notifications.read_message", about="message_id"):
    """Marks a message of the own inbox as read, or as unread again."""

    message_id: Id
    """Which."""
    read: bool = True
    """Whether it is."""


class ChangeSubscription(Command, wire="notifications.change_subscription", about="person_id"):
    """Switches mails of one topic on or off; the inbox goes on holding them."""

    person_id: Id
    """Whose: one's own."""
    topic: Topic
    """What about."""
    mailed: bool
    """Whether it is to be mailed."""
