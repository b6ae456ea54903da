"""What accounts and registration have told, from the rows that are kept of it."""

import asyncio
from collections.abc import Mapping, Sequence

from services.judging.domain.candidate import Entry
from services.judging.domain.judge import Person
from services.judging.ports import ENTRIES, ORGANISATIONS, PEOPLE, PROGRAMMES, Organisation
from shared.contracts.judging.values import Place
from shared.mongo import Database, Document, IndexModel, find_all

WAITS, LOOKS_EVERY = 2.0, 0.04
"""Seconds: for what is told just now, and between two looks."""


class MongoHeard:
    """Implements `Heard`. A row whose own teller hasn't told it yet is taken for missing."""

    def __init__(self, database: Database, waits: float = WAITS) -> None:
        self._database, self._waits = database, waits

    async def prepare(self) -> None:
        """Makes the indexes that rows are found by."""
        keys = ("programme_id", "organisation_id")
        await self._database[ENTRIES].create_indexes([IndexModel([(key, 1)], name=key) for key in keys])

    async def programme(self, programme_id: str) -> Place | None:
        """As `Heard.programme`."""
        row = await self._awaited(PROGRAMMES, programme_id, "edition_id")
        if row is None:
            return None
        return Place(tenant_id=row["tenant_id"], edition_id=row["edition_id"], programme_id=programme_id)

    async def entry(self, entry_id: str) -> Entry | None:
        """As `Heard.entry`."""
        row = await self._awaited(ENTRIES, entry_id, "place")
        return _entry(row) if row else None

    async def entries(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        """As `Heard.entries`."""
        rows = await find_all(self._database[ENTRIES], {"_id": {"$in": list(ids)}, "place": {"$exists": True}})
        return {row["_id"]: _entry(row) for row in rows}

    async def accepted(self, programme_id: str) -> Sequence[str]:
        """As `Heard.accepted`."""
        query: Document = {"programme_id": programme_id, "accepted": True, "withdrawn": {"$ne": True}}
        rows = await find_all(self._database[ENTRIES], query, {"_id": 1}, sort=[("_id", 1)])
        return [row["_id"] for row in rows]

    async def of_organisation(self, organisation_id: str) -> Sequence[str]:
        """As `Heard.of_organisation`."""
        query = {"organisation_id": organisation_id}
        rows = await find_all(self._database[ENTRIES], query, {"_id": 1}, sort=[("_id", 1)])
        return [row["_id"] for row in rows]

    async def person(self, person_id: str) -> Person | None:
        """As `Heard.person`."""
        row = await self._awaited(PEOPLE, person_id, "tenant_id")
        return _person(row) if row else None

    async def people(self, ids: Sequence[str]) -> Mapping[str, Person]:
        """As `Heard.people`."""
        query = {"_id": {"$in": sorted(set(ids))}, "tenant_id": {"$exists": True}}
        return {row["_id"]: _person(row) for row in await find_all(self._database[PEOPLE], query)}

    async def organisations(self, ids: Sequence[str]) -> Mapping[str, Organisation]:
        """As `Heard.organisations`."""
        rows = await find_all(self._database[ORGANISATIONS], {"_id": {"$in": list(ids)}})
        return {row["_id"]: Organisation(tuple(row.get("members", ())), row.get("sector")) for row in rows}

    async def _awaited(self, collection: str, id_: str, told: str) -> Document | None:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._waits
        while True:
            row = await self._database[collection].find_one({"_id": id_})
            if row is not None and told in row:
                return row
            if loop.time() >= until:
                return None
            await asyncio.sleep(LOOKS_EVERY)


def _entry(row: Document) -> Entry:
    return Entry(
        entry_id=row["_id"],
        place=Place.model_validate(row["place"]),
        organisation_id=row["organisation_id"],
        submitted_by=row["submitted_by"],
        text=row.get("text", ""),
        tags=tuple(row.get("tags", ())),
        withdrawn=row.get("withdrawn", False),
        accepted=row.get("accepted", False),
    )


def _person(row: Document) -> Person:
    return Person(row["_id"], row["tenant_id"], row.get("domain_key"))
