"""From a token or a session to who looks, with the roles of this moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from pydantic import TypeAdapter

from gateway.clients.programs import ProjectedPrograms
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from shared.auth import Actor
from shared.clock import Clock
from shared.contracts.accounts.roles import Role
from shared.errors import Unavailable
from shared.mongo import Database

WAITS = timedelta(seconds=2)
LOOKS_EVERY = 0.02
ROLES: TypeAdapter[tuple[Role, ...]] = TypeAdapter(tuple[Role, ...])

RolesOf = Callable[[str, int], Awaitable[tuple[Role, ...]]]


class Verifies(Protocol):
    """Checks a token."""

    async def verify(self, token: str) -> Actor: ...


class ProjectedRoles:
    """The roles of people, as the read model has them."""

    def __init__(self, database: Callable[[], Database], clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def of(self, person_id: str, at_least_seq: int = 0) -> tuple[Role, ...]:
        """What a person holds, known at least up to a seq, for which it waits two seconds.

        Raises `Unavailable` when it isn't known by then: an old row might hold a role that was taken away.
        """
        until = self._clock.now() + WAITS
        while True:
            found = await self._database()["roles"].find_one({"person_id": person_id})
            if (found["v"]["roles"] if found else 0) >= at_least_seq:
                return ROLES.validate_python(found["roles"]) if found else ()
            if self._clock.now() >= until:
                raise Unavailable
            await asyncio.sleep(LOOKS_EVERY)


class Viewers:
    """Finds out who is behind a request."""

    def __init__(self, verifier: Verifies, tokens: Tokens, roles: RolesOf, programs: ProjectedPrograms) -> None:
        self._verifier, self._tokens, self._roles, self._programs = verifier, tokens, roles, programs

    async def of(self, token: str, language: str = "vi") -> Viewer:
        """Whose token or session it is. Raises `Refused`, or `Unauthenticated` for a token that does not hold."""
        signed = token if "." in token else await self._tokens.exchanged(token, "gateway", language)
        actor = await self._verifier.verify(signed)
        allowance = await self._programs.allowance(actor)
        roles = await self._roles(actor.id, actor.roles_seq) if actor.is_person else ()
        return Viewer(
            id=actor.id,
            kind=actor.kind.value,
            tenant_id=actor.tenant_id,
            scopes=actor.scopes,
            roles=roles,
            token=token,
            token_id=actor.token_id,
            allowance=allowance,
        )
