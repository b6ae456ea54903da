"""Keeps the text index in step with rows: follows what the projector tells, and builds from all rows where it must.

The index is derived from rows, their copies included, and from nothing else: it holds no order and no guard of its own.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.bus.kafka import KafkaFollower, PositionLost
from shared.bus.ports import Message
from shared.bus.projected import PROJECTED_TOPIC, News, read_news, tag
from shared.bus.read_models import ReadModels
from shared.mongo import Database, Document, each, find_all
from shared.search.folders import IndexFolder, drop_others
from shared.search.parts import PartedIndex, PartedWriter, are_usable
from shared.search.schema import Weights
from shared.search.threads import in_thread

LOG = logging.getLogger(__name__)
AT_ONCE = 200
PACE = 0.2
"""Seconds from one commit to the next. A commit flushes files to the disk, and others wait for the same disk: without a
pace, commands took three times as long. What is told meanwhile is taken together."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The rows that are searched, and the texts of one; None for a row that is not to be found.

    `part_by` is the field whose value names the part that a row belongs to, and never changes; `facts` are the fields
    that a search can be kept within beside it. `version` is raised when any of this changes, and the index is built
    anew.
    """

    collection: str
    weights: Weights
    texts: Callable[[Document], Mapping[str, str] | None]
    part_by: str = "tenant_id"
    facts: tuple[str, ...] = ()
    version: int = 1

    def put(self, writer: PartedWriter, row: Document) -> bool:
        """Writes a row into its part, or takes it away there; whether it is found from then on. A row that nobody has
        named a part of is a stub, and never was in any."""
        if (part := row.get(self.part_by)) is None:
            return False
        if (texts := self.texts(row)) is None:
            writer.part(part).delete(row["_id"])
            return False
        writer.part(part).put(row["_id"], texts, {name: row[name] for name in self.facts if row.get(name)})
        return True

    def open(self, folder: Path) -> PartedIndex:
        """The index of these rows. Raises `FileNotFoundError` where nothing was built yet."""
        return PartedIndex(folder, self.weights, self.part_by)


class Indexer:
    """Writes the index of the current read model. One runs at a time: run it under a lease."""

    def __init__(
        self, models: ReadModels, indexed: Indexed, root: Path, bootstrap: str, topic: str = PROJECTED_TOPIC
    ) -> None:
        """The index of a read model lies in `<root>/<its database's name>`."""
        self._models, self._indexed, self._root = models, indexed, root
        self._bootstrap, self._topic = bootstrap, topic

    async def run(self) -> None:
        """Follows for ever; raises the failures of Kafka, MongoDB and the disk, and the process is to end.

        Raises `LookupError` as long as no read model was ever built: build the first one, then index.
        """
        while True:
            database = await self._current()
            folder = self._folder(database)
            if folder.position() is None or not are_usable(folder.path, self._indexed.weights):
                await self.build(database)
            await self._drop_others()
            try:
                await self._follow(database, folder)
            except PositionLost:
                await self.build(database)

    async def build(self, database: Database) -> int:
        """Builds the index of a read model from all its rows, and puts it in place; returns how many are found.

        The position is the topic's end before the first row is read: what changes meanwhile is told after it. So it
        can be built before the read model becomes the current one.
        """
        folder = self._folder(database)
        async with KafkaFollower(self._bootstrap, self._topic) as follower:
            offset = await follower.position()
        path = await in_thread(folder.empty_building)
        writer = PartedWriter(path, self._indexed.weights)
        try:
            count = await self._put_all(database, writer)
            await in_thread(writer.commit)
        finally:
            await in_thread(writer.close)
        folder.store_position(offset, path)
        await in_thread(folder.put_in_place)
        LOG.info("indexed %s: %d rows", database.name, count)
        return count

    async def _put_all(self, database: Database, writer: PartedWriter) -> int:
        count, rows = 0, list[Document]()
        async for row in each(database[self._indexed.collection], {}):
            rows.append(row)
            if len(rows) == AT_ONCE:
                count += await in_thread(self._put, writer, rows)
                rows = []
        return count + await in_thread(self._put, writer, rows)

    def _put(self, writer: PartedWriter, rows: Iterable[Document]) -> int:
        return sum([self._indexed.put(writer, row) for row in rows])

    async def _follow(self, database: Database, folder: IndexFolder) -> None:
        """Follows from the stored position; returns when another read model is the current one."""
        async with KafkaFollower(self._bootstrap, self._topic, folder.position()) as follower:
            writer = PartedWriter(folder.path, self._indexed.weights)
            try:
                async for batch in follower.batches():
                    news = [told for message in batch if (told := read_news(message)) is not None]
                    await self._take(database, writer, news)
                    if any(told.swap for told in news) and await self._is_replaced(database):
                        return
                    _store(folder, batch)
                    await asyncio.sleep(PACE if batch else 0)
            finally:
                await in_thread(writer.close)

    async def _take(self, database: Database, writer: PartedWriter, news: Iterable[News]) -> None:
        """Whichever read model the news are of: the same rows are changed in this one, or soon will be told again."""
        prefix = tag(self._indexed.collection, "")
        ids = list({t.removeprefix(prefix) for told in news for t in told.tags if t.startswith(prefix)})
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            rows = await find_all(database[self._indexed.collection], {"_id": {"$in": some}})
            await in_thread(self._put, writer, rows)
        if ids:
            await in_thread(writer.commit)

    async def _current(self) -> Database:
        database = await self._models.current()
        if database is None:
            raise LookupError("there is no read model yet")
        return database

    async def _is_replaced(self, database: Database) -> bool:
        return (await self._current()).name != database.name

    async def _drop_others(self) -> None:
        names = [database.name for database in (await self._models.targets()).all]
        if gone := await in_thread(drop_others, self._root, names):
            LOG.info("dropped the indexes %s", ", ".join(gone))

    def _folder(self, database: Database) -> IndexFolder:
        return IndexFolder(self._root, database.name, self._indexed.weights, self._indexed.version)


def _store(folder: IndexFolder, batch: Sequence[Message]) -> None:
    if batch:
        folder.store_position(batch[-1].offset + 1)
