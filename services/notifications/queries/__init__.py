"""The few reads that must come from notifications."""

from services.notifications.queries.own_data import own_data
from services.notifications.queries.subscriptions import (
    LinkedTopic,
    OwnSubscription,
    linked,
    linked_topic,
    own_subscription,
)

__all__ = ["LinkedTopic", "OwnSubscription", "linked", "linked_topic", "own_data", "own_subscription"]
