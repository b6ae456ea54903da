"""A person's export: matchmaking holds nothing of people; a side of a match is an organisation."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.auth import Actor
from shared.bus.own_data import Beside, Closed, OwnStates, Part, allow, said

PARTS: tuple[Part[Any], ...] = ()
"""A noun that may hold a person's id has a row here."""

BESIDE: tuple[Beside, ...] = ()

ELSEWHERE: Mapping[str, str] = {
    "matches": "nobody is named in them",
    "listings": "a copy of what the exchange says to everybody",
    "awards": "nobody is named in them",
    "roles": "a copy of what accounts says",
    "organisations": "a copy of what accounts says",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


async def own_data(person_id: str, actor: Actor, states: OwnStates) -> dict[str, Any]:
    """Nothing. Raises `Unauthenticated`, `NotFound`, `Forbidden` for a program."""
    allow(actor, person_id)
    return await said(PARTS, BESIDE, states, frozenset((person_id,)), _nothing)


async def _nothing(closed: Sequence[Closed]) -> Sequence[str | None]:
    """No state of matchmaking holds a sealed text."""
    return [None for _ in closed]
