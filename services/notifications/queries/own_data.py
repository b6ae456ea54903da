"""A person's export: what notifications holds of who asks. What a mail said is kept nowhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notifications.domain.message import Message
from services.notifications.domain.subscription import Subscription, subscription_id
from shared.auth import Actor
from shared.bus.own_data import Beside, Closed, Ids, OwnStates, Part, allow, picked, said


def _message(message: Message, _: Ids) -> Mapping[str, Any]:
    names = ("message_id", "tenant_id", "kind", "subjects", "at", "shown", "read_at", "outcome")
    return picked(message, *names)


def _subscription(subscription: Subscription, _: Ids) -> Mapping[str, Any]:
    return picked(subscription, "tenant_id", "unwanted", "bounced_at")


PARTS: tuple[Part[Any], ...] = (
    Part("messages", "message", _message, ("person_id",)),
    Part("mailed", "subscription", _subscription, ids_of=lambda person_id: (subscription_id(person_id),)),
)
"""A noun that may hold a person's id has a row here."""

BESIDE: tuple[Beside, ...] = ()

ELSEWHERE: Mapping[str, str] = {
    "owners": "a copy of what accounts and registration say",
    "members": "a copy of what accounts says",
    "match_owners": "nobody is named in them",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


async def own_data(person_id: str, actor: Actor, states: OwnStates) -> dict[str, Any]:
    """All that notifications holds of the person. Raises `Unauthenticated`, `NotFound`, `Forbidden` for a program."""
    allow(actor, person_id)
    return await said(PARTS, BESIDE, states, frozenset((person_id,)), _nothing)


async def _nothing(closed: Sequence[Closed]) -> Sequence[str | None]:
    """No state of notifications holds a sealed text."""
    return [None for _ in closed]
