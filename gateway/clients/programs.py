"""Whether a program's client or token still holds, by the read model: one that was ended opens nothing in a second."""

from collections.abc import Callable

from gateway.viewer import Allowance
from shared.auth import Actor, ActorKind
from shared.errors import Unauthenticated
from shared.mongo import Database


class ProjectedPrograms:
    """Clients and tokens as the read model has them, looked at anew each time.

    A row that isn't there yet ends nothing: accounts has just signed a token for it.
    """

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    async def allowance(self, actor: Actor) -> Allowance | None:
        """How often a tenant's client may ask; None for anybody else. Raises `Unauthenticated` for what has ended."""
        if actor.kind is ActorKind.CLIENT and actor.tenant_id is not None:
            return await self.of_client(actor.id)
        if actor.token_id is not None:
            await self.check_token(actor.token_id)
        return None

    async def of_client(self, client_id: str) -> Allowance | None:
        """How often it may ask. Raises `Unauthenticated` for one that has ended."""
        found = await self._database()["api_clients"].find_one({"_id": client_id})
        if found is None:
            return None
        if found.get("revoked"):
            raise Unauthenticated
        return Allowance(found["per_minute"], found["per_day"]) if "per_minute" in found else None

    async def check_token(self, token_id: str) -> None:
        """Raises `Unauthenticated` for one that has ended."""
        found = await self._database()["personal_tokens"].find_one({"_id": token_id}, {"revoked": 1})
        if found is not None and found.get("revoked"):
            raise Unauthenticated
