"""What the suite of the aggregate store needs of each: two instances on the same aggregates, what they told."""

from collections.abc import Mapping
from typing import Any, Protocol

from shared.bus.aggregates import Counts
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_envelopes import read_stored_event
from shared.bus.nouns import Noun, Timer
from shared.bus.ports import AggregateStore
from shared.bus.start_position import read_position
from shared.contracts.envelope import Envelope
from shared.mongo import Database, Timestamp, open_session, run
from tests.fakes.memory_aggregates import MemoryAggregates, Shelf
from tests.shared.bus.write.halls import HALLS, Hall

Told = list[tuple[Envelope, bytes]]


class Stores(Protocol):
    """Two instances, as two processes of a service would hold them."""

    one: AggregateStore[Hall]
    other: AggregateStore[Hall]

    async def told(self) -> Told:
        """Everything that was told, in the order of saving."""
        ...

    async def remembered(self, hall_id: str) -> set[str]:
        """The command ids that the aggregate remembers."""
        ...

    async def due(self, hall_id: str) -> Timer | None:
        """The timer that is stored beside the aggregate."""
        ...


class MemoryStores:
    def __init__(self, noun: Noun[Hall] = HALLS) -> None:
        self._shelf = Shelf[Hall]()
        self.one: AggregateStore[Hall] = MemoryAggregates(noun, self._shelf)
        self.other: AggregateStore[Hall] = MemoryAggregates(noun, self._shelf)

    async def told(self) -> Told:
        return [(t.envelope, t.event.model_dump_json().encode()) for t in self._shelf.told]

    async def remembered(self, hall_id: str) -> set[str]:
        return set(self._shelf.known[hall_id].commands)

    async def due(self, hall_id: str) -> Timer | None:
        return self._shelf.due.get(hall_id)


class MongoStores:
    def __init__(self, database: Database, noun: Noun[Hall] = HALLS, cache: int = 10_000) -> None:
        self._database = database
        self._real = MongoAggregates(database, noun, cache=cache), MongoAggregates(database, noun, cache=cache)
        self.one: AggregateStore[Hall] = self._real[0]
        self.other: AggregateStore[Hall] = self._real[1]

    @property
    def counts(self) -> tuple[Counts, Counts]:
        return self._real[0].counts, self._real[1].counts

    async def told(self) -> Told:
        position = await read_position(self._database)
        assert position is not None
        return [pair for change in await changes_since(self._database, position.start) for pair in _events(change)]

    async def remembered(self, hall_id: str) -> set[str]:
        found = await self._database["halls"].find_one({"_id": hall_id})
        assert found is not None
        return set(found["cmds"])

    async def due(self, hall_id: str) -> Timer | None:
        found = await self._database["halls"].find_one({"_id": hall_id})
        assert found is not None
        return Timer(found["due"]["at"], found["due"]["timer"]) if "due" in found else None


def _events(change: Mapping[str, object]) -> Told:
    updated, whole = change.get("updateDescription"), change.get("fullDocument")
    fields = updated["updatedFields"] if isinstance(updated, dict) else whole if isinstance(whole, dict) else {}
    key = change["documentKey"]
    assert isinstance(key, dict)
    return [read_stored_event(key["_id"], stored) for stored in fields.get("ev", ())]


async def changes_since(database: Database, start: Timestamp, collection: str = "halls") -> list[Mapping[str, Any]]:
    """The raw changes of a collection, up to now."""
    session = await open_session(database, causal=False)
    pipeline = [{"$changeStream": {"startAtOperationTime": start}}, {"$match": {"ns.coll": collection}}]
    reply = await run(database, {"aggregate": 1, "pipeline": pipeline, "cursor": {}}, session)
    found = list(reply["cursor"]["firstBatch"])
    while True:
        more = {"getMore": reply["cursor"]["id"], "collection": "$cmd.aggregate", "maxTimeMS": 200}
        batch = (await run(database, more, session))["cursor"]["nextBatch"]
        if not batch:
            await session.end_session()
            return found
        found += batch
