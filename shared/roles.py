"""A service's own copy of the roles that people hold, told by accounts, so that a revoked one is gone in a second."""

import asyncio
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from shared.clock import Clock
from shared.contracts.accounts.events import RoleGranted, RoleRevoked, RolesSnapshot
from shared.contracts.accounts.roles import Role
from shared.contracts.events import Event
from shared.errors import Unavailable
from shared.mongo import Database, DuplicateKeyError

COLLECTION = "roles"
WAITS = timedelta(seconds=2)
LOOKS_EVERY = 0.02
"""Seconds between two looks while waiting."""
_ROLES: TypeAdapter[tuple[Role, ...]] = TypeAdapter(tuple[Role, ...])


class RolesCopy:
    """The roles of every person, one document each, guarded by the seq of the fact that it was taken from."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._roles, self._clock = database[COLLECTION], clock

    async def hear(self, event: Event, seq: int) -> None:
        """Takes a fact over; one that is older than what is known changes nothing, nor does a fact of other things."""
        if not isinstance(event, RoleGranted | RoleRevoked | RolesSnapshot):
            return
        change = {"$set": {"seq": seq, "roles": _ROLES.dump_python(event.roles, mode="json")}}
        older = {"_id": event.person_id, "seq": {"$not": {"$gte": seq}}}
        try:
            await self._roles.update_one(older, change, upsert=True)
        except DuplicateKeyError:  # a fact as new or newer is known: the filter missed, and the id is taken
            return

    async def of(self, person_id: str, at_least_seq: int = 0) -> tuple[Role, ...]:
        """What a person holds, known at least up to a seq, for which it waits two seconds.

        Raises `Unavailable` when it isn't known by then: an old copy might hold a role that was taken away.
        """
        until = self._clock.now() + WAITS
        while True:
            found = await self._roles.find_one({"_id": person_id})
            if _seq(found) >= at_least_seq:
                return _ROLES.validate_python(found["roles"]) if found else ()
            if self._clock.now() >= until:
                raise Unavailable
            await asyncio.sleep(LOOKS_EVERY)


def _seq(found: dict[str, Any] | None) -> int:
    return int(found["seq"]) if found else 0
