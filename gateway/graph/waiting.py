"""Reading one's own writes: a reader waits until the read model knows, or is told that it does not."""

from typing import Protocol

from gateway.after import Afters, Awaited
from gateway.graph.models import MODELS
from gateway.graph.reading import Rows
from gateway.viewer import Viewer

SECONDS = 2.0
COLLECTIONS = {model.source: model.collection for model in MODELS.values()} | {"roles": "roles", "members": "members"}


class Follower(Protocol):
    """Hears what the projector has finished."""

    async def wait(self, aggregate_id: str, seq: int, seconds: float) -> bool:
        """Returns as soon as the read model knows the aggregate's fact of this seq; False when the time is over."""
        ...


class Waiting:
    """Waits on what a token of the viewer's own names."""

    def __init__(self, afters: Afters, follower: Follower, seconds: float = SECONDS) -> None:
        self._afters, self._follower, self._seconds = afters, follower, seconds

    async def known(self, viewer: Viewer, token: str, rows: Rows) -> bool:
        """Whether what the token names is in the read model, after two seconds at most. A foreign token never is."""
        awaited = self._afters.read(viewer.id, token)
        if awaited is None or awaited.source not in COLLECTIONS:
            return False
        if await self._stands(awaited, rows) or await self._follower.wait(
            awaited.aggregate_id, awaited.seq, self._seconds
        ):
            return True
        return await self._stands(awaited, rows)

    async def _stands(self, awaited: Awaited, rows: Rows) -> bool:
        where = {"_id": awaited.aggregate_id, f"v.{awaited.source}": {"$gte": awaited.seq}}
        return bool(await rows.find(COLLECTIONS[awaited.source], where, limit=1, only=("_id",)))
