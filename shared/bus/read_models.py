"""Which database the read model is: one pointer document, moved by one write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.clock import Clock, SystemClock
from shared.ids import new_id
from shared.mongo import Client, Database, Document

POINTER = {"_id": "current"}
KEPT_FOR = timedelta(minutes=10)
LISTED_FOR = timedelta(days=1)
"""So long after it was put aside a read model is dropped once more: a writer that was late has made it again."""
BUILT_WITHIN = timedelta(hours=6)
"""What is being built for longer was left behind by a process that died."""


class RebuildSuperseded(Exception):
    """Another rebuild was begun meanwhile, and this one is given up."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a batch is to be written: into what is read, and into what is being built."""

    current: Database | None
    building: Database | None

    @property
    def all(self) -> tuple[Database, ...]:
        """Those that there are."""
        return tuple(d for d in (self.current, self.building) if d is not None)


class ReadModels:
    """The read models of one name (`techfest_gateway`): databases `<name>_<id>`, the pointer in `<name>.pointer`."""

    def __init__(self, client: Client, name: str, clock: Clock | None = None) -> None:
        self._client, self._name, self._clock = client, name, clock or SystemClock()
        self._pointer = client.get_database(name)["pointer"]

    async def targets(self) -> Targets:
        """Asked before each batch. What is fetched after a rebuild began goes into both read models."""
        found = await self._pointer.find_one(POINTER) or {}
        return Targets(self._named(found.get("database")), self._named(found.get("building")))

    async def current(self) -> Database | None:
        """The read model that is read; None before the first was built."""
        return (await self.targets()).current

    async def begin(self) -> Database:
        """A new, empty read model, which every projector fills from now on beside the current one."""
        name, now = f"{self._name}_{new_id()[:12]}", self._clock.now()
        left = {"$cond": [{"$ifNull": ["$building", False]}, [{"database": "$building", "since": now}], []]}
        older = {"$concatArrays": [{"$ifNull": ["$older", []]}, left]}
        await self._pointer.update_one(
            POINTER, [{"$set": {"building": name, "begun": now, "older": older}}], upsert=True
        )
        return self._client.get_database(name)

    async def give_up(self, database: Database) -> None:
        """Puts the read model aside that was being built; nothing where it isn't the one any more."""
        await self._put_aside({"building": database.name})

    async def swap(self, database: Database) -> None:
        """Makes the new read model the current one; raises `RebuildSuperseded` when it isn't the one being built."""
        before = await self._pointer.find_one(POINTER) or {}
        change: Document = {"$set": {"database": database.name}, "$unset": {"building": "", "begun": ""}}
        if old := before.get("database"):
            change["$push"] = {"older": {"database": old, "since": self._clock.now()}}
        if not (await self._pointer.update_one({**POINTER, "building": database.name}, change)).matched_count:
            await self._client.drop_database(database.name)
            raise RebuildSuperseded(database.name)

    async def drop_older(self, kept_for: timedelta = KEPT_FOR) -> list[str]:
        """Drops the read models that were put aside so long ago that nobody reads them; returns their names.

        They stay listed for a day and are dropped again then, with what was written into them too late. A read model
        whose building takes longer than `BUILT_WITHIN` is put aside.
        """
        now = self._clock.now()
        await self._put_aside({"building": {"$exists": True}, "begun": {"$not": {"$gt": now - BUILT_WITHIN}}})
        found = await self._pointer.find_one(POINTER) or {}
        due = [old for old in found.get("older", ()) if _at(old) <= now - kept_for]
        dropped = [old["database"] for old in due if not old.get("dropped")]
        for name in dropped:
            await self._client.drop_database(name)
            await self._pointer.update_one({**POINTER, "older.database": name}, {"$set": {"older.$.dropped": True}})
        for name in (old["database"] for old in due if _at(old) <= now - LISTED_FOR):
            await self._client.drop_database(name)
            await self._pointer.update_one(POINTER, {"$pull": {"older": {"database": name}}})
        return dropped

    async def _put_aside(self, where: Document) -> None:
        found = await self._pointer.find_one({**POINTER, **where})
        if found is None:
            return
        aside = {"database": found["building"], "since": self._clock.now()}
        change = {"$unset": {"building": "", "begun": ""}, "$push": {"older": aside}}
        await self._pointer.update_one({**POINTER, "building": found["building"]}, change)

    def _named(self, name: str | None) -> Database | None:
        return self._client.get_database(name) if name else None


def _at(old: Document) -> datetime:
    at: datetime = old["since"]
    return at
