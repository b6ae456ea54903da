"""When a service was last at the end of a topic: what it knows is that old at most."""

import asyncio
from datetime import timedelta

from shared.bus.ports import KnowsEnds
from shared.errors import Unavailable
from shared.mongo import Database, aggregate

COLLECTION = "topic_ends"
NOTED_EVERY = 3.0
"""Seconds."""
OLD = timedelta(minutes=1)


class TopicEnd:
    """The worker notes it in the service's database, by the database's clock; the api asks before a grave command.

    Each partition is noted by the member whose it is; a service is at the end when it is so in all of them.
    """

    def __init__(self, database: Database, topic: str) -> None:
        self._ends, self._topic = database[COLLECTION], topic
        self._note_at = 0.0

    async def note(self, heard: KnowsEnds) -> None:
        """Notes for which partitions everything is done that was told; every three seconds, however often called."""
        now = asyncio.get_running_loop().time()
        if now < self._note_at:
            return
        self._note_at = now + NOTED_EVERY
        end = await heard.at_end_of(self._topic)
        for partition in end.partitions:
            found = {"topic": self._topic, "partition": partition, "of": end.of, "at": "$$NOW"}
            await self._ends.update_one({"_id": f"{self._topic}/{partition}"}, [{"$set": found}], upsert=True)

    async def check(self) -> None:
        """Raises `Unavailable` where the service was not at the end for a minute, in any partition."""
        recent = {"$gte": ["$at", {"$subtract": ["$$NOW", OLD // timedelta(milliseconds=1)]}]}
        found = await aggregate(self._ends, [{"$match": {"topic": self._topic, "$expr": recent}}])
        if not found or len(found) < found[0]["of"]:
            raise Unavailable
