"""MongoDB behind registration's ports, where the general aggregate store is not enough."""

import asyncio
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter

from services.registration.domain.decision_page import Candidate, DecisionPage
from services.registration.domain.entry import Entry
from services.registration.domain.organisation import Organisation, enters_for
from services.registration.ports import ORGANISATIONS, PEOPLE
from shared.contracts.registration.values import Decision, EntryStatus
from shared.mongo import Database, Document, IndexModel, find_all

COLLECTION, PAGES = "entries", "decision_pages"
MOST = 100
WAITS, LOOKS_EVERY = 2.0, 0.04
"""Seconds: for an organisation that is told just now, and between two looks."""
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
UNRELEASED: Document = {"state.released_at": None}
_PAGE: TypeAdapter[DecisionPage] = TypeAdapter(DecisionPage)


class MongoDrafts:
    """Implements `Drafts`."""

    def __init__(self, database: Database) -> None:
        self._entries = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index that drafts are found by."""
        drafts = {"state.status": EntryStatus.DRAFT.value}
        keys = [("state.author_id", 1), ("state.place.programme_id", 1)]
        await self._entries.create_indexes([IndexModel(keys, name="drafts", partialFilterExpression=drafts)])

    async def by_author(self, author_id: str, programme_id: str | None) -> Sequence[Entry]:
        """As `Drafts.by_author`."""
        query = {"state.author_id": author_id, "state.status": EntryStatus.DRAFT.value}
        if programme_id is not None:
            query["state.place.programme_id"] = programme_id
        found = await find_all(self._entries, query, {"state": 1}, sort=[("state.draft.saved_at", -1)], limit=MOST)
        return [_ENTRY.validate_python(document["state"]) for document in found]


class MongoOrganisations:
    """Implements `Organisations` over the rows that are kept of what is heard."""

    def __init__(self, database: Database, waits: float = WAITS) -> None:
        self._rows, self._waits = database[ORGANISATIONS], waits

    async def for_entering(self, organisation_id: str, tenant_id: str, person_id: str) -> Organisation | None:
        """As `Organisations.for_entering`."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._waits
        while True:
            found = _organisation(await self._rows.find_one({"_id": organisation_id}))
            if enters_for(found, tenant_id, person_id) or loop.time() >= until:
                return found
            await asyncio.sleep(LOOKS_EVERY)


class MongoCandidates:
    """Implements `Candidates`."""

    def __init__(self, database: Database) -> None:
        self._entries = database[COLLECTION]

    async def of(self, entry_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """As `Candidates.of`."""
        needed = ("place.programme_id", "status", "release_id", "decision")
        fields = {f"state.{name}": 1 for name in needed}
        found = await find_all(self._entries, {"_id": {"$in": list(entry_ids)}}, fields)
        return {document["_id"]: _candidate(document["state"]) for document in found}


class MongoPages:
    """Implements `Pages`."""

    def __init__(self, database: Database) -> None:
        self._pages = database[PAGES]

    async def prepare(self) -> None:
        """Makes the indexes that pages are found by, as long as they aren't released."""
        by = {"programme": "state.place.programme_id", "entries": "state.decisions.entry_id"}
        await self._pages.create_indexes([IndexModel([(path, 1)], name=name) for name, path in by.items()])

    async def of_programme(self, programme_id: str) -> Sequence[DecisionPage]:
        """As `Pages.of_programme`."""
        query = {**UNRELEASED, "state.place.programme_id": programme_id, "state.decisions.0": {"$exists": True}}
        found = await find_all(self._pages, query, {"state": 1}, sort=[("_id", 1)], limit=MOST)
        return [_PAGE.validate_python(document["state"]) for document in found]

    async def decided_elsewhere(self, entry_ids: Sequence[str], page_id: str) -> frozenset[str]:
        """As `Pages.decided_elsewhere`."""
        asked = set(entry_ids)
        query = {**UNRELEASED, "_id": {"$ne": page_id}, "state.decisions.entry_id": {"$in": list(asked)}}
        found = await find_all(self._pages, query, {"state.decisions.entry_id": 1})
        return frozenset(d["entry_id"] for page in found for d in page["state"]["decisions"]) & asked


class MongoPeople:
    """Implements `People` over the rows that are kept of what is heard."""

    def __init__(self, database: Database) -> None:
        self._rows = database[PEOPLE]

    async def prepare(self) -> None:
        """Makes the index by which joined accounts are found."""
        await self._rows.create_indexes([IndexModel([("into_id", 1)])])

    async def now(self, person_id: str) -> str:
        """As `People.now`."""
        known = {person_id}
        while (row := await self._rows.find_one({"_id": person_id})) and row["into_id"] not in known:
            person_id = row["into_id"]
            known.add(person_id)
        return person_id

    async def before(self, person_id: str) -> tuple[str, ...]:
        """As `People.before`."""
        found: list[str] = []
        looked = [person_id]
        while looked:
            rows = await find_all(self._rows, {"into_id": {"$in": looked}}, {"_id": 1})
            looked = [row["_id"] for row in rows if row["_id"] not in found and row["_id"] != person_id]
            found += looked
        return tuple(found)

    async def gone(self) -> Sequence[str]:
        """As `People.gone`."""
        return [row["_id"] for row in await find_all(self._rows, {}, {"_id": 1}, sort=[("_id", 1)])]


class MongoAuthored:
    """Implements `Authored`."""

    def __init__(self, database: Database) -> None:
        self._entries = database[COLLECTION]

    async def of(self, author_id: str) -> Sequence[str]:
        """As `Authored.of`."""
        return await self._ids({"state.author_id": author_id}, 0)

    async def lying_open(self, most: int) -> Sequence[str]:
        """As `Authored.lying_open`: what is open has a kind, which a sealed step has not."""
        steps = [{f"state.draft.{step}.kind": {"$exists": True}} for step in ("startup", "project", "fields")]
        return await self._ids({"state.status": EntryStatus.DRAFT.value, "$or": steps}, most)

    async def _ids(self, query: Document, most: int) -> list[str]:
        found = await find_all(self._entries, query, {"_id": 1}, sort=[("_id", 1)], limit=most)
        return [document["_id"] for document in found]


def _candidate(state: Document) -> Candidate:
    """An entry that was stored before entries were decided has no decision."""
    decision = state.get("decision")
    return Candidate(
        programme_id=state["place"]["programme_id"],
        status=EntryStatus(state["status"]),
        release_id=state.get("release_id"),
        decision=Decision(decision) if decision else None,
    )


def _organisation(row: Document | None) -> Organisation | None:
    """Members may be told before the organisation is."""
    if row is None or "registered_by" not in row:
        return None
    return Organisation(row["tenant_id"], row["registered_by"], tuple(row.get("members", ())))
