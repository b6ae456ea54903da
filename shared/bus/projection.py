"""Facts → documents: rows of one source each, guarded by its seq, and copies of rows' fields kept within other rows.

A document holds `v: {source: seq}`. A source that has told nothing of it yet is not in `v`: the document is a stub to
that source's readers. Whatever order facts of different aggregates come in, and however often, the documents end equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.mongo import BulkWriteError, Collection, Database, Document, IndexModel, UpdateOne, Write, find_all

DUPLICATE_KEY = 11000


@dataclass(frozen=True, slots=True)
class Row:
    """What one fact sets in one document: whole values of top-level fields.

    `source` is the noun that tells the fact, `seq` the fact's place among its aggregate's. One document takes each
    source from one aggregate only.
    """

    collection: str
    id: str
    source: str
    seq: int
    set: Mapping[str, Any]

    def __post_init__(self) -> None:
        if wrong := [name for name in self.set if "." in name or name in ("_id", "v")]:
            raise ValueError(f"{self.collection}: a row sets top-level fields, not {', '.join(wrong)}")


@dataclass(frozen=True, slots=True)
class Copy:
    """Rows of `into` point at a row of `of` by their field `by`, and keep its `fields`, as `source` told them.

    They stand under `name` as `{id, v: seq, **fields}`; seq 0 and None as long as the other row is a stub. Only for
    what is sorted, filtered or searched by. A copied field is never copied on.

    `within` names a field that both rows must have alike (the tenant): of a row elsewhere nothing is kept but its seq,
    so that pointing at it tells nothing of it.
    """

    name: str
    of: str
    into: str
    by: str
    fields: tuple[str, ...]
    source: str
    within: str | None = None

    def made_from(self, row: Document, holder: Document) -> Document:
        """What a holder keeps of the row that it points at."""
        seq = row.get("v", {}).get(self.source, 0)
        seen = row if self.within is None or row.get(self.within) == holder.get(self.within) else {}
        return {"id": holder[self.by], "v": seq, **{field: seen.get(field) for field in self.fields}}

    @property
    def shared(self) -> tuple[str, ...]:
        """The field that both rows must have alike, where there is one."""
        return (self.within,) if self.within else ()

    def is_current(self, holder: Document, made: Document) -> bool:
        """Whether the holder has this copy, or a later one, already."""
        kept = holder.get(self.name, {})
        return bool(kept.get("id") == made["id"] and kept.get("v", -1) >= made["v"])


Touched = Mapping[str, frozenset[str]]
"""For each collection, the ids of the documents that may have changed."""


def newer(path: str, seq: int) -> Document:
    """Matches what is older than `seq`, a missing field included: `$lt` would lose that write without a word."""
    return {path: {"$not": {"$gte": seq}}}


def collapse(rows: Iterable[Row]) -> list[Row]:
    """The rows folded in order, so that each document is written once for each source."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = (row.collection, row.id, row.source)
        old = found.get(key)
        if old is None:
            found[key] = row
        elif row.seq >= old.seq:
            found[key] = Row(*key, row.seq, {**old.set, **row.set})
    return list(found.values())


class Projection:
    """Writes rows and copies into a database. Any number may write into the same one at once."""

    def __init__(self, database: Database, copies: Iterable[Copy] = ()) -> None:
        self._database, self._copies = database, tuple(copies)

    async def prepare(self) -> None:
        """Makes the indexes by which copies find the rows that hold them."""
        for copy in self._copies:
            await self._database[copy.into].create_indexes([IndexModel([(copy.by, 1)])])

    async def write(self, rows: Iterable[Row]) -> Touched:
        """Writes what the rows say; what is older than what stands there changes nothing.

        Rows first, then copies: of two writers at once, the one that writes its row second sees the other's.
        Raises the driver's `PyMongoError`; the same rows may then be written again.
        """
        touched: dict[str, set[str]] = defaultdict(set)
        for row in (folded := collapse(rows)):
            touched[row.collection].add(row.id)
        for name in touched:
            await self._rows(name, [row for row in folded if row.collection == name])
        for copy in self._copies:
            changed = {row.id for row in folded if row.collection == copy.of and row.source == copy.source}
            own = {row.id for row in folded if row.collection == copy.into}
            touched[copy.into] |= await self._copied(copy, changed, own)
        return {name: frozenset(ids) for name, ids in touched.items() if ids}

    async def _rows(self, name: str, rows: Sequence[Row]) -> None:
        again = await self._bulk(name, [self._row(row, upsert=True) for row in rows])
        # Older than what stands there, or another source has made the document just now: the guard tells which.
        await self._bulk(name, [self._row(rows[index], upsert=False) for index in again])

    def _row(self, row: Row, *, upsert: bool) -> UpdateOne:
        guard = newer(f"v.{row.source}", row.seq)
        return UpdateOne({"_id": row.id, **guard}, {"$set": {**row.set, f"v.{row.source}": row.seq}}, upsert=upsert)

    async def _copied(self, copy: Copy, changed: set[str], own: set[str]) -> set[str]:
        """Brings up to date the copies in the rows `own`, and in all rows that point at one of `changed`."""
        holders = await self._holders(copy, changed, own)
        pointed = {holder[copy.by] for holder in holders}
        theirs = await _by_id(self._database[copy.of], pointed, [*copy.fields, *copy.shared, "v"])
        writes: list[Write] = []
        for holder in holders:
            made = copy.made_from(theirs.get(holder[copy.by], {}), holder)
            if not copy.is_current(holder, made):
                writes.append(_copy_into(copy, holder["_id"], made))
        await self._bulk(copy.into, writes)
        return {holder["_id"] for holder in holders}

    async def _holders(self, copy: Copy, changed: set[str], own: set[str]) -> list[Document]:
        kept = [copy.by, *copy.shared, f"{copy.name}.id", f"{copy.name}.v"]
        into = self._database[copy.into]
        found = await _by_id(into, own, kept)
        if changed:
            pointing = await find_all(into, {copy.by: {"$in": list(changed)}}, dict.fromkeys(kept, 1))
            found |= {holder["_id"]: holder for holder in pointing}
        return [holder for holder in found.values() if holder.get(copy.by) is not None]

    async def _bulk(self, name: str, writes: Sequence[Write]) -> list[int]:
        """Runs the writes, and returns the indexes of inserts and upserts that met an existing document."""
        if not writes:
            return []
        try:
            await self._database[name].bulk_write(writes, ordered=False)
        except BulkWriteError as error:
            details: Mapping[str, Any] = error.details or {}
            failed = details.get("writeErrors", [])
            if details.get("writeConcernErrors") or any(e["code"] != DUPLICATE_KEY for e in failed):
                raise
            return [e["index"] for e in failed]
        return []


def _copy_into(copy: Copy, id_: str, made: Document) -> UpdateOne:
    outdated = {"$or": [{f"{copy.name}.id": {"$ne": made["id"]}}, newer(f"{copy.name}.v", made["v"])]}
    return UpdateOne({"_id": id_, copy.by: made["id"], **outdated}, {"$set": {copy.name: made}})


async def _by_id(collection: Collection, ids: Iterable[str], fields: Iterable[str]) -> dict[str, Document]:
    wanted = list(ids)
    if not wanted:
        return {}
    return {d["_id"]: d for d in await find_all(collection, {"_id": {"$in": wanted}}, dict.fromkeys(fields, 1))}
