"""Enums of messages."""

import strawberry

from shared.contracts.notifications.values import MessageKind, Topic

__all__ = ["MessageKind", "Topic"]

SHOWN = (
    strawberry.enum(MessageKind, description="What a message is about."),
    strawberry.enum(Topic, description="What a mail may be about that a person can do without."),
)
