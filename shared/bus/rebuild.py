"""Builds the read model anew from all that was ever told, while the one before is read."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from shared.bus.dead_letters import parked_id
from shared.bus.kafka import read_through
from shared.bus.loading import Loading
from shared.bus.messages import UnknownEvent, read_message
from shared.bus.ports import Message
from shared.bus.projected import ProjectedTeller
from shared.bus.projecting import Projected, rows_of
from shared.bus.projection import Copy, Row
from shared.bus.read_models import ReadModels
from shared.mongo import Database, PyMongoError

LOG = logging.getLogger(__name__)
ROWS_AT_ONCE = 10_000
Prepare = Callable[[Database], Awaitable[None]]


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild read and wrote. `passed_over` counts messages that can't be projected, with their followers."""

    database: str
    messages: int = 0
    rows: int = 0
    passed_over: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Rebuild:
    """All that a read model is made from.

    `prepare` makes its indexes before its first row; `finish` makes what is derived from its rows, before it is read.
    """

    bootstrap: str
    topics: Sequence[str]
    projected: Projected
    copies: Sequence[Copy]
    prepare: Prepare
    finish: Prepare | None = None

    async def into(self, models: ReadModels, teller: ProjectedTeller) -> Rebuilt:
        """Builds, swaps by one write, and tells it.

        Nothing is missed: what a projector fetched before it knew of the new database was in the topics before the
        rebuild looks for their ends; what it fetches later it writes into both. Nobody reacts to a rebuild.
        After a failure no projector fills it any more. Raises `RebuildSuperseded`, `LookupError` for a missing topic,
        and the failures of Kafka and MongoDB.
        """
        database = await models.begin()
        try:
            return await self._built(database, models, teller)
        except BaseException:
            with suppress(PyMongoError):
                await models.give_up(database)
            raise

    async def _built(self, database: Database, models: ReadModels, teller: ProjectedTeller) -> Rebuilt:
        done = Rebuilt(database.name)
        loading = Loading(database, self.copies)
        await loading.prepare()
        await self.prepare(database)
        async for rows in self._rows(done):
            await loading.write(rows)
        await loading.copy_all()
        if self.finish is not None:
            await self.finish(database)
        await models.swap(database)
        await teller.swapped(database.name)
        LOG.info("rebuilt %s: %d messages, %d rows", done.database, done.messages, done.rows)
        return done

    async def _rows(self, done: Rebuilt) -> AsyncIterator[list[Row]]:
        """The rows of everything that lies in the topics, many at once."""
        left_out: set[str] = set()
        rows: list[Row] = []
        async for batch in read_through(self.bootstrap, self.topics):
            rows += self._rows_of(batch, left_out, done)
            if len(rows) >= ROWS_AT_ONCE:
                yield rows
                rows = []
        yield rows

    def _rows_of(self, batch: Iterable[Message], left_out: set[str], done: Rebuilt) -> Iterable[Row]:
        for message in batch:
            done.messages += 1
            rows = None if parked_id(message) in left_out else self._told(message, done)
            if rows is None:
                left_out.add(parked_id(message))
                done.passed_over += 1
            else:
                done.rows += len(rows)
                yield from rows

    def _told(self, message: Message, done: Rebuilt) -> list[Row] | None:
        """The rows of a message; None for one that a consumer would put aside."""
        try:
            return rows_of(self.projected, [read_message(message)])
        except UnknownEvent:
            done.unknown += 1
            return []
        except Exception as error:
            LOG.error("passed over: %s %d/%d: %s", message.topic, message.partition, message.offset, type(error))
            return None
