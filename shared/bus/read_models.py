"""Which database the read model is: one pointer document, moved by one write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.clock import Clock, SystemClock
from shared.ids import new_id
from shared.mongo import Client, Database, Document

POINTER = {"_id": "current"}
KEPT_FOR = timedelta(minutes=10)


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
        name = f"{self._name}_{new_id()[:12]}"
        await self._drop_abandoned()
        await self._pointer.update_one(POINTER, {"$set": {"building": name}}, upsert=True)
        return self._client.get_database(name)

    async def swap(self, database: Database) -> None:
        """Makes the new read model the current one; raises `RebuildSuperseded` when it isn't the one being built."""
        before = await self._pointer.find_one(POINTER) or {}
        change: Document = {"$set": {"database": database.name}, "$unset": {"building": ""}}
        if old := before.get("database"):
            change["$push"] = {"older": {"database": old, "since": self._clock.now()}}
        if not (await self._pointer.update_one({**POINTER, "building": database.name}, change)).matched_count:
            await self._client.drop_database(database.name)
            raise RebuildSuperseded(database.name)

    async def drop_older(self, kept_for: timedelta = KEPT_FOR) -> list[str]:
        """Drops the read models that were replaced so long ago that nobody reads them; returns their names."""
        until = self._clock.now() - kept_for
        found = await self._pointer.find_one(POINTER) or {}
        names = [old["database"] for old in found.get("older", ()) if _at(old) <= until]
        for name in names:
            await self._client.drop_database(name)
            await self._pointer.update_one(POINTER, {"$pull": {"older": {"database": name}}})
        return names

    async def _drop_abandoned(self) -> None:
        found = await self._pointer.find_one(POINTER) or {}
        if abandoned := found.get("building"):
            await self._client.drop_database(abandoned)

    def _named(self, name: str | None) -> Database | None:
        return self._client.get_database(name) if name else None


def _at(old: Document) -> datetime:
    at: datetime = old["since"]
    return at
