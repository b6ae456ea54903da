"""Tries, counted in windows."""

from datetime import datetime, timedelta

from shared.mongo import Database, DuplicateKeyError, IndexModel

COLLECTION = "attempts"


class MongoAttempts:
    """Implements `Attempts`: a document for each key and window, gone some time after it."""

    def __init__(self, database: Database) -> None:
        self._attempts = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index by which old windows go."""
        await self._attempts.create_indexes([IndexModel([("until", 1)], name="until", expireAfterSeconds=3600)])

    async def count(self, key: str, window: timedelta, now: datetime) -> int:
        """As `Attempts.count`."""
        change = {"$inc": {"tries": 1}, "$setOnInsert": {"until": now + window}}
        try:
            found = await self._attempts.find_one_and_update(
                {"_id": _id(key, window, now)}, change, upsert=True, return_document=True
            )
        except DuplicateKeyError:  # two first tries at one moment: now there is a document
            return await self.count(key, window, now)
        return int(found["tries"]) if found else 1

    async def take_back(self, key: str, window: timedelta, now: datetime) -> None:
        """As `Attempts.take_back`."""
        await self._attempts.update_one({"_id": _id(key, window, now), "tries": {"$gt": 0}}, {"$inc": {"tries": -1}})

    async def forget(self, key: str, window: timedelta, now: datetime) -> None:
        """As `Attempts.forget`."""
        await self._attempts.delete_one({"_id": _id(key, window, now)})


def _id(key: str, window: timedelta, now: datetime) -> str:
    return f"{key}:{int(now.timestamp() // window.total_seconds())}"
