"""What a person wants mailed, and whether mail reaches them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.notifications.domain.commands import ForgetSubscription, MarkAddress, MuteMails
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.events import AddressBounced, SubscriptionChanged, SubscriptionSnapshot
from shared.contracts.notifications.values import TOPIC_OF, MessageKind, Topic
from shared.contracts.places import Places
from shared.contracts.values import Id

HELD_BACK_FOR = timedelta(days=30)
"""An address that bounced gets no mail but links to sign in with; then it is tried again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a person wants as it stands; who never said anything has none, and gets everything."""

    subscription_id: str
    person_id: str
    tenant_id: str
    unwanted: tuple[Topic, ...] = ()
    bounced_at: datetime | None = None


class SubscriptionBegun(Kept):
    """A person has one from now on."""

    subscription_id: Id
    person_id: Id
    tenant_id: Id


def subscription_id(person_id: str) -> str:
    """The id of a person's subscription, found from the person alone."""
    return hashlib.sha256(f"subscription\x1f{person_id}".encode()).hexdigest()[:32]


def change(
    subscription: Subscription | None, command: ChangeSubscription, _: Context, tenant_id: str
) -> Sequence[Event]:
    """A topic switched on or off; as it is already changes nothing."""
    unwanted = subscription.unwanted if subscription else ()
    if command.mailed == (command.topic not in unwanted):
        return ()
    others = {topic for topic in unwanted if topic is not command.topic}
    wanted_no_more = others if command.mailed else others | {command.topic}
    changed = SubscriptionChanged(
        subscription_id=subscription_id(command.person_id),
        person_id=command.person_id,
        unwanted=tuple(topic for topic in Topic if topic in wanted_no_more),
    )
    return (*_begun(subscription, command.person_id, tenant_id), changed)


def mark(subscription: Subscription | None, command: MarkAddress, context: Context) -> Sequence[Event]:
    """Mail does not reach the person; known for less than the time that is waited, it changes nothing."""
    if subscription is not None and is_held_back(subscription, context.now):
        return ()
    bounced = AddressBounced(
        subscription_id=subscription_id(command.person_id), person_id=command.person_id, at=context.now
    )
    return (*_begun(subscription, command.person_id, command.tenant_id), bounced)


def mute(subscription: Subscription | None, command: MuteMails, _: Context) -> Sequence[Event]:
    """Every topic switched off; the person may switch each on again."""
    if subscription is not None and subscription.unwanted == tuple(Topic):
        return ()
    changed = SubscriptionChanged(
        subscription_id=subscription_id(command.person_id), person_id=command.person_id, unwanted=tuple(Topic)
    )
    return (*_begun(subscription, command.person_id, command.tenant_id), changed)


def forget(subscription: Subscription | None, command: ForgetSubscription, _: Context) -> Sequence[Event]:
    """Nothing that the person wanted is known any more."""
    if subscription is None or not subscription.unwanted:
        return ()
    return (
        SubscriptionChanged(subscription_id=subscription.subscription_id, person_id=command.person_id, unwanted=()),
    )


def wants(subscription: Subscription | None, kind: MessageKind, now: datetime) -> bool:
    """Whether a mail of this kind is to be sent. A link to sign in with is asked for at this moment, and always is."""
    if subscription is None or kind is MessageKind.SIGN_IN:
        return True
    return TOPIC_OF.get(kind) not in subscription.unwanted and not is_held_back(subscription, now)


def is_held_back(subscription: Subscription, now: datetime) -> bool:
    """Whether the address is not written to, since it bounced."""
    return subscription.bounced_at is not None and now - subscription.bounced_at < HELD_BACK_FOR


def _begun(subscription: Subscription | None, person_id: str, tenant_id: str) -> tuple[Event, ...]:
    if subscription is not None:
        return ()
    return (SubscriptionBegun(subscription_id=subscription_id(person_id), person_id=person_id, tenant_id=tenant_id),)


def apply(subscription: Subscription | None, event: Event) -> Subscription:
    """The subscription after the fact."""
    match event:
        case SubscriptionBegun():
            return Subscription(**dict(event))
        case SubscriptionChanged() if subscription is not None:
            return replace(subscription, unwanted=event.unwanted)
        case AddressBounced() if subscription is not None:
            return replace(subscription, bounced_at=event.at)
    raise TypeError(f"{type(event).__name__} is no fact of a subscription")


def snapshot(subscription: Subscription) -> SubscriptionSnapshot:
    """All that told facts have said."""
    return SubscriptionSnapshot(
        subscription_id=subscription.subscription_id,
        person_id=subscription.person_id,
        unwanted=subscription.unwanted,
        bounced_at=subscription.bounced_at,
    )


def places(subscription: Subscription) -> Places:
    """The person's tenant."""
    return Places(subscription.tenant_id)
