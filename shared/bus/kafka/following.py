"""Reading one partition without a group: every process sees every message."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from shared.bus.kafka.records import MOST_AT_ONCE, messages_of
from shared.bus.kafka.starting import start_whole
from shared.bus.ports import Message


class PositionLost(Exception):
    """The offset to go on from isn't in the topic any more, or never was: begin anew."""


class KafkaFollower:
    """Follows a topic of one partition from its end, or from an offset.

    When `start` has returned, nothing that is told from then on is missed.
    """

    def __init__(self, bootstrap: str, topic: str, offset: int | None = None) -> None:
        self._bootstrap, self._offset = bootstrap, offset
        self._partition = TopicPartition(topic, 0)
        self._consumer: Any = None

    async def start(self) -> None:
        """Connects and fixes the position; raises `PositionLost` when the offset is outside the topic."""
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap, auto_offset_reset="none", isolation_level="read_committed"
        )
        await start_whole(self._consumer)
        try:
            self._consumer.assign([self._partition])
            self._consumer.seek(self._partition, await self._first())
        except BaseException:
            await self._consumer.stop()
            raise

    async def _first(self) -> int:
        begin: int = (await self._consumer.beginning_offsets([self._partition]))[self._partition]
        end: int = (await self._consumer.end_offsets([self._partition]))[self._partition]
        if self._offset is None:
            return end
        if not begin <= self._offset <= end:
            raise PositionLost(f"offset {self._offset} is not within {begin} to {end}")
        return self._offset

    async def stop(self) -> None:
        """Disconnects."""
        await self._consumer.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def position(self) -> int:
        """The offset of the next message to be handed out."""
        return int(await self._consumer.position(self._partition))

    async def batches(self) -> AsyncIterator[Sequence[Message]]:
        """What was told, in order; empty after a quiet second. Raises `PositionLost` when retention overtook it."""
        while True:
            try:
                fetched = await self._consumer.getmany(timeout_ms=1000, max_records=MOST_AT_ONCE)
            except OffsetOutOfRangeError as error:
                raise PositionLost("the topic no longer holds what comes next") from error
            yield messages_of(fetched)
