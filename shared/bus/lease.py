"""A lease on the database's clock: of several processes one leads, and instances need not agree on the time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from shared.bus.start_position import RELAY_COLLECTION
from shared.ids import new_id
from shared.mongo import Database, DuplicateKeyError, PyMongoError
from shared.together import together


class LeaseLost(RuntimeError):
    """Somebody else leads, or may lead, from now on."""


class Lease:
    """The right to be the only one that does `name`; it ends `seconds` after the last renewal."""

    def __init__(self, database: Database, name: str, *, seconds: float = 6.0) -> None:
        self._leases, self._id = database[RELAY_COLLECTION], f"lease-{name}"
        self._holder, self._seconds = new_id(), seconds
        self._until = 0.0

    async def lead(self, work: Callable[[], Awaitable[None]]) -> None:
        """Waits for the lease and then works, while a task of its own renews.

        Raises `LeaseLost` when that fails, and whatever `work` raises; either way the work has ended by then.
        """
        await self._take()
        try:
            await together(work(), self._keep())
        finally:
            await self._give_up()

    async def _take(self) -> None:
        while not await self._renewed():  # noqa: ASYNC110 - what is waited for is in another process
            await asyncio.sleep(self._seconds / 8)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._seconds / 4)
            try:
                async with asyncio.timeout_at(self._until):
                    renewed = await self._renewed()
            except TimeoutError:
                raise LeaseLost(f"{self._id}: not renewed in time") from None
            if not renewed:
                raise LeaseLost(f"{self._id}: somebody else leads")

    async def _renewed(self) -> bool:
        sent = asyncio.get_running_loop().time()
        mine = {"$or": [{"$eq": ["$holder", self._holder]}, {"$lt": ["$until", "$$NOW"]}]}  # missing is less, too
        until = {"$add": ["$$NOW", int(self._seconds * 1000)]}
        change = {
            "holder": {"$cond": [mine, self._holder, "$holder"]},
            "until": {"$cond": [mine, until, "$until"]},
        }
        try:
            lease = await self._leases.find_one_and_update(
                {"_id": self._id}, [{"$set": change}], upsert=True, return_document=True
            )
        except DuplicateKeyError:  # two made it at once, and the other was faster
            return False
        self._until = sent + self._seconds
        return lease is not None and lease["holder"] == self._holder

    async def _give_up(self) -> None:
        """So that the next one need not wait; where the database is away, the lease ends by itself."""
        with suppress(PyMongoError):
            await self._leases.delete_one({"_id": self._id, "holder": self._holder})
