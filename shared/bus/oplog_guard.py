"""Refuses commands long before the oplog could drop what the relay has not published."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from shared.bus.start_position import read_position
from shared.errors import Unavailable
from shared.mongo import Database, PyMongoError, cluster_time

_LOOK_EVERY = 5.0


class OplogGuard:
    """Knows how far the relay is behind, and takes no command when that is over a third of the oplog's window.

    `window` is how long the oplog keeps everything (`--oplogMinRetentionHours`). Hand `check` to the aggregate stores.
    """

    def __init__(self, database: Database, window: timedelta = timedelta(hours=72)) -> None:
        self._database, self._limit = database, window / 3
        self._behind, self._looked_at = timedelta.max, 0.0

    @property
    def behind(self) -> timedelta | None:
        """How old the relay's stored position is; None while nobody knows. It grows while nobody can look."""
        if self._behind is timedelta.max:
            return None
        return self._behind + timedelta(seconds=asyncio.get_running_loop().time() - self._looked_at)

    @property
    def is_open(self) -> bool:
        """Whether commands are taken: part of /readyz."""
        behind = self.behind
        return behind is not None and behind <= self._limit

    def check(self) -> None:
        """Raises `Unavailable` when no command may be taken."""
        if not self.is_open:
            raise Unavailable

    async def look(self) -> None:
        """Reads how far the relay is, by the database's clock."""
        position = await read_position(self._database)
        now = datetime.fromtimestamp((await cluster_time(self._database)).time, UTC)
        self._behind = timedelta.max if position is None else max(now - position.upto, timedelta(0))
        self._looked_at = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Looks every five seconds, for ever; a database that is away makes the position grow old."""
        while True:
            with suppress(PyMongoError):
                await self.look()
            await asyncio.sleep(_LOOK_EVERY)
