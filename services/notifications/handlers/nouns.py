"""The nouns of notifications."""

from services.notifications.domain import message, subscription
from services.notifications.domain.message import Message
from services.notifications.domain.subscription import Subscription
from shared.bus.nouns import Noun, Timer

SEND = "send"


def mail_due(state: Message) -> tuple[Timer, ...]:
    """A mail waits to be sent, or to be tried again."""
    return (Timer(state.mailing.due_at, SEND),) if state.mailing else ()


MESSAGE = Noun(
    name="message",
    collection="messages",
    state=Message,
    apply=message.apply,
    places=message.places,
    snapshot=message.snapshot,
    timers=mail_due,
)
SUBSCRIPTION = Noun(
    name="subscription",
    collection="subscriptions",
    state=Subscription,
    apply=subscription.apply,
    places=subscription.places,
    snapshot=subscription.snapshot,
)
NOUNS = (MESSAGE, SUBSCRIPTION)
