"""A service's own copy of the roles that people hold, told by accounts, so that a revoked one is gone in a second."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.bus.reactions import Keep, Reactions
from shared.clock import Clock
from shared.contracts.accounts.events import RoleGranted, RoleRevoked, RolesSnapshot
from shared.contracts.accounts.roles import Role
from shared.errors import Unavailable
from shared.mongo import Database
from shared.recent import Recent

COLLECTION, SOURCE = "roles", "roles"
WAITS = timedelta(seconds=2)
LOOKS_EVERY = 0.02
"""Seconds between two looks while waiting."""
FRESH_FOR = timedelta(seconds=0.5)
"""How long a look is good for: a revoked role holds within a second, of which this is half."""
_ROLES: TypeAdapter[tuple[Role, ...]] = TypeAdapter(tuple[Role, ...])


def role_rows(told: Incoming) -> Iterable[Row]:
    """A person's roles, whole, by the person's id."""
    event = told.event
    if isinstance(event, RoleGranted | RoleRevoked | RolesSnapshot):
        held = {"roles": _ROLES.dump_python(event.roles, mode="json")}
        yield Row(COLLECTION, event.person_id, SOURCE, told.envelope.seq, held)


ROLES_HEARD: Reactions = {kind: (Keep(role_rows),) for kind in (RoleGranted, RoleRevoked, RolesSnapshot)}
"""What a service that asks for roles does when it hears of them."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the copy said of a person."""

    seq: int
    roles: tuple[Role, ...]


class RolesCopy:
    """Reads the copy. A look is good for half a second, so that a busy person's roles aren't read each time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._roles, self._clock = database[COLLECTION], clock
        self._recent: Recent[_Look] = Recent(FRESH_FOR)

    async def of(self, person_id: str, at_least_seq: int = 0) -> tuple[Role, ...]:
        """What a person holds, known at least up to a seq, for which it waits two seconds.

        Raises `Unavailable` when it isn't known by then: an old copy might hold a role that was taken away.
        """
        begun = self._clock.now()
        look = self._recent.get(person_id, begun)
        if look is None or look.seq < at_least_seq:
            look = await self._look(person_id, at_least_seq, begun + WAITS)
        return look.roles

    async def _look(self, person_id: str, at_least_seq: int, until: datetime) -> _Look:
        while True:
            at = self._clock.now()
            found = await self._roles.find_one({"_id": person_id})
            if _seq(found) >= at_least_seq:
                roles = _ROLES.validate_python(found["roles"]) if found else ()
                return self._recent.put(person_id, _Look(_seq(found), roles), at)
            if at >= until:
                raise Unavailable
            await asyncio.sleep(LOOKS_EVERY)


def _seq(found: dict[str, Any] | None) -> int:
    return int(found["v"][SOURCE]) if found else 0
