"""What all processes have counted, in the gateway's own database: a document for each who and window."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from gateway.limits.counting import Slot
from gateway.limits.windows import DAY
from shared.mongo import Database, DuplicateKeyError, IndexModel, find_all

COLLECTION = "usage"
KEPT_AFTER = timedelta(hours=1)
DAYS_KEPT = timedelta(days=90)
"""Of clients and tokens, whose use by day is shown."""


class MongoUsage:
    """Implements `Usage`, and tells how often a client has asked by day."""

    def __init__(self, database: Database) -> None:
        self._usage = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index by which old windows go."""
        await self._usage.create_indexes([IndexModel([("until", 1)], name="until", expireAfterSeconds=0)])

    async def add(self, slot: Slot, requests: int) -> int:
        """As `Usage.add`."""
        if requests == 0:
            found = await self._usage.find_one({"_id": _id(slot)})
            return int(found["requests"]) if found else 0
        change = {"$inc": {"requests": requests}, "$setOnInsert": {"until": _until(slot)}}
        try:
            after = await self._usage.find_one_and_update({"_id": _id(slot)}, change, upsert=True, return_document=True)
        except DuplicateKeyError:  # two first ones at one moment: now there is a document
            return await self.add(slot, requests)
        return int(after["requests"]) if after else requests

    async def days(self, who: str, last: int, count: int) -> Sequence[int]:
        """How often somebody has asked on each of so many days, the last of them of this number (since 1970)."""
        numbers = range(last - count + 1, last + 1)
        ids = [_id((who, DAY, number)) for number in numbers]
        found = await find_all(self._usage, {"_id": {"$in": ids}}, {"requests": 1})
        by_id = {one["_id"]: int(one["requests"]) for one in found}
        return [by_id.get(id_, 0) for id_ in ids]


def _id(slot: Slot) -> str:
    who, seconds, number = slot
    return f"{who}:{seconds}:{number}"


def _until(slot: Slot) -> datetime:
    who, seconds, number = slot
    end = datetime.fromtimestamp((number + 1) * seconds, UTC)
    shown = seconds == DAY and who.startswith(("client:", "token:"))
    return end + (DAYS_KEPT if shown else KEPT_AFTER)
