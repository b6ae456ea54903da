"""Tries, counted in windows."""

from datetime import datetime, timedelta

from shared.mongo import Database, DuplicateKeyError, IndexModel

COLLECTION = "attempts"


class MongoAttempts:
    """Implements `Attempts`: a document for each key and window, gone some time after it."""

    def __init__(self, database: Database, window: timedelta) -> None:
        self._attempts, self._window = database[COLLECTION], window

    async def prepare(self) -> None:
        """Makes the index by which old windows go."""
        await self._attempts.create_indexes([IndexModel([("until", 1)], name="until", expireAfterSeconds=3600)])

    async def count(self, key: str, now: datetime) -> int:
        """As `Attempts.count`."""
        change = {"$inc": {"tries": 1}, "$setOnInsert": {"until": now + self._window}}
        try:
            found = await self._attempts.find_one_and_update(
                {"_id": self._id(key, now)}, change, upsert=True, return_document=True
            )
        except DuplicateKeyError:  # two first tries at one moment: now there is a document
            return await self.count(key, now)
        return int(found["tries"]) if found else 1

    async def forget(self, key: str, now: datetime) -> None:
        """As `Attempts.forget`."""
        await self._attempts.delete_one({"_id": self._id(key, now)})

    def _id(self, key: str, now: datetime) -> str:
        return f"{key}:{int(now.timestamp() // self._window.total_seconds())}"
