"""What is asked of notifications: what a person wants mailed, by the person or by a link in one of their mails."""

from dataclasses import dataclass

from services.notifications.domain.marks import UNSUBSCRIBE, message_marked
from services.notifications.domain.subscription import subscription_id
from services.notifications.ports import Needs
from shared.auth import Actor, ActorKind
from shared.contracts.notifications.refusals import LinkBroken
from shared.contracts.notifications.values import TOPIC_OF, Topic
from shared.contracts.values import Instant, Value
from shared.errors import Unauthenticated


class OwnSubscription(Value):
    """What a person wants mailed, and whether mail reaches them."""

    unwanted: tuple[Topic, ...]
    bounced_at: Instant | None


class LinkedTopic(Value):
    """What a link to unsubscribe is about; nothing of whose it is."""

    topic: Topic
    mailed: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """Whose link it is: whoever holds it may switch this one topic, as that person."""

    person: Actor
    topic: Topic


async def own_subscription(actor: Actor, needs: Needs) -> OwnSubscription:
    """The actor's own; who never said anything gets everything. Raises `Unauthenticated` for who is no person."""
    if not actor.is_person:
        raise Unauthenticated
    found = await needs.subscriptions.read(subscription_id(actor.id))
    if found is None:
        return OwnSubscription(unwanted=(), bounced_at=None)
    return OwnSubscription(unwanted=found.state.unwanted, bounced_at=found.state.bounced_at)


async def linked(token: str, key: bytes, needs: Needs) -> Linked:
    """What a link to unsubscribe opens. Raises `LinkBroken` for one that no mail of ours held."""
    message_id = message_marked(key, UNSUBSCRIBE, token)
    found = await needs.messages.read(message_id) if message_id else None
    if found is None or found.state.person_id is None or found.state.kind not in TOPIC_OF:
        raise LinkBroken
    person = Actor(found.state.person_id, ActorKind.PERSON, tenant_id=found.state.tenant_id)
    return Linked(person, TOPIC_OF[found.state.kind])


async def linked_topic(token: str, key: bytes, needs: Needs) -> LinkedTopic:
    """What a link is about, and how that stands. Raises `LinkBroken`."""
    link = await linked(token, key, needs)
    found = await needs.subscriptions.read(subscription_id(link.person.id))
    return LinkedTopic(topic=link.topic, mailed=not found or link.topic not in found.state.unwanted)
