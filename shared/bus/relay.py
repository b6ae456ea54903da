"""The relay: what a service's aggregates tell goes from the oplog to its topics, in order."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from shared.bus.change_stream import Batch, ChangeStream, HistoryLost
from shared.bus.lease import Lease
from shared.bus.mongo_envelopes import read_stored_event
from shared.bus.ports import Publisher
from shared.bus.start_position import RelayPosition, RelayPositionLost, read_position, store_token, time_of
from shared.contracts.envelope import Envelope, headers_of
from shared.contracts.events import UnreadableEvent, told_event
from shared.mongo import Database, Document, Timestamp

OVERLAP = timedelta(minutes=1)
"""What is told again at each start: a broker that loses power loses what its disks had not yet."""
LEASE = "relay"
_STORE_EVERY, _STORE_IDLE_EVERY = 1.0, 5.0
_UNPREPARED_PAUSE = 0.2


class Relay:
    """Publishes what the aggregates of a database tell; of several processes one leads.

    The contracts of the service must have been imported: they name the topics. The resume token is stored after the
    acknowledgements, at most once a second, and every five seconds while nothing happens, so that it never grows old.
    """

    def __init__(self, database: Database, publisher: Publisher, lease_seconds: float = 6.0) -> None:
        self._database, self._publisher = database, publisher
        self._lease = Lease(database, LEASE, seconds=lease_seconds)
        self._stored_at = 0.0
        self.leads = False
        self.published = 0

    async def run(self) -> None:
        """Waits until it leads and until the database is prepared, then publishes until an error ends it.

        It never returns. After any error (`LeaseLost`, `RelayPositionLost`, Kafka's, MongoDB's) start a new one: what
        was not acknowledged is published again.
        """
        await self._lease.lead(self._stream)

    async def _stream(self) -> None:
        self.leads = True
        try:
            stream = await open_stream(self._database, await _prepared(self._database))
            async for batch in stream.batches():
                await self._publish(batch)
        finally:
            self.leads = False

    async def _publish(self, batch: Batch) -> None:
        for aggregate_id, events in batch.saves:
            await publish_stored(self._publisher, aggregate_id, events)
            self.published += len(events)
        if batch.saves:
            await self._publisher.flush()
        now = asyncio.get_running_loop().time()
        if now - self._stored_at >= (_STORE_EVERY if batch.saves else _STORE_IDLE_EVERY):
            await store_token(self._database, batch.token)
            self._stored_at = now


async def _prepared(database: Database) -> RelayPosition:
    while (position := await read_position(database)) is None:  # noqa: ASYNC110 - another process stores it
        await asyncio.sleep(_UNPREPARED_PAUSE)
    return position


async def open_stream(database: Database, position: RelayPosition) -> ChangeStream:
    """Opens a minute before the token where the oplog still holds that, else at the token.

    Raises `RelayPositionLost` where it holds neither.
    """
    for start in _starts(position):
        try:
            return await ChangeStream.open(database, start)
        except HistoryLost:
            continue
    raise RelayPositionLost(f"the oplog no longer holds {database.name}'s position; run: techfest relay repair")


def _starts(position: RelayPosition) -> list[Document]:
    if position.token is None:
        return [{"startAtOperationTime": position.start}]
    earlier = Timestamp(time_of(position.token).time - int(OVERLAP.total_seconds()), 1)
    return [{"startAtOperationTime": max(earlier, position.start)}, {"resumeAfter": position.token}]


async def publish_stored(publisher: Publisher, aggregate_id: str, events: Sequence[Document]) -> None:
    """Sends the stored events of one save."""
    for stored in events:
        envelope, data = read_stored_event(aggregate_id, stored)
        await publish(publisher, envelope, data)


async def publish(publisher: Publisher, envelope: Envelope, data: bytes) -> None:
    """Sends one event to the topic of its class. Raises `UnreadableEvent` where no imported contract declares it."""
    event = told_event(envelope.wire)
    if event is None:
        raise UnreadableEvent(f"no contract declares {envelope.wire}")
    await publisher.send(event.topic, envelope.aggregate_id, data, headers_of(envelope))
