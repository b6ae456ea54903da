"""Filling a new read model fast: a document's first rows are one insert, and copies are made once, at the end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shared.bus.projection import Copy, Projection, Row, Touched, collapse
from shared.mongo import Database, Document, InsertOne, each

HOLDERS_AT_ONCE = 2_000


def document_of(rows: Sequence[Row]) -> Document:
    """The document that rows of one id and different sources make where there is none yet."""
    document: Document = {"_id": rows[0].id}
    for row in rows:
        document |= row.set
    return {**document, "v": {row.source: row.seq for row in rows}}


class Loading(Projection):
    """A projection into a database that nobody reads yet; projectors may write into it at the same time."""

    def __init__(self, database: Database, copies: Iterable[Copy] = ()) -> None:
        super().__init__(database, copies)
        self._met: dict[str, set[str]] = defaultdict(set)

    async def write(self, rows: Iterable[Row]) -> Touched:
        """Writes rows alone; `copy_all` follows once."""
        of: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in collapse(rows):
            of[row.collection][row.id].append(row)
        for name, documents in of.items():
            await self._load(name, documents)
        return {name: frozenset(documents) for name, documents in of.items()}

    async def _load(self, name: str, documents: dict[str, list[Row]]) -> None:
        fresh = [id_ for id_ in documents if id_ not in self._met[name]]
        self._met[name].update(fresh)
        # What a projector has made meanwhile is there, and is written under the guard like what was met before.
        there = await self._bulk(name, [InsertOne(document_of(documents[id_])) for id_ in fresh])
        again = {*documents} - {*fresh} | {fresh[index] for index in there}
        if again:
            await self._rows(name, [row for id_ in again for row in documents[id_]])

    async def copy_all(self) -> None:
        """Makes every copy: all rows stand there, so whoever writes one from now on sees the other side."""
        for copy in self._copies:
            ids: set[str] = set()
            async for holder in each(self._database[copy.into], {copy.by: {"$ne": None}}, {"_id": 1}):
                ids.add(holder["_id"])
                if len(ids) == HOLDERS_AT_ONCE:
                    await self._copied(copy, set(), ids)
                    ids.clear()
            await self._copied(copy, set(), ids)
