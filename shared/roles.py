"""A service's own copy of the roles that people hold, told by accounts, so that a revoked one is gone in a second."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
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

COLLECTION, SOURCE = "roles", "roles"
WAITS = timedelta(seconds=2)
LOOKS_EVERY = 0.02
"""Seconds between two looks while waiting."""
_ROLES: TypeAdapter[tuple[Role, ...]] = TypeAdapter(tuple[Role, ...])


def role_rows(told: Incoming) -> Iterable[Row]:
    """A person's roles, whole, by the person's id."""
    event = told.event
    if isinstance(event, RoleGranted | RoleRevoked | RolesSnapshot):
        held = {"roles": _ROLES.dump_python(event.roles, mode="json")}
        yield Row(COLLECTION, event.person_id, SOURCE, told.envelope.seq, held)


ROLES_HEARD: Reactions = {kind: (Keep(role_rows),) for kind in (RoleGranted, RoleRevoked, RolesSnapshot)}
"""What a service that asks for roles does when it hears of them."""


class RolesCopy:
    """Reads the copy."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._roles, self._clock = database[COLLECTION], clock

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
    return int(found["v"][SOURCE]) if found else 0
