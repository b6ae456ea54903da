"""Listening to a whole topic without a group: every process hears what is told from now on."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Self

from aiokafka import AIOKafkaConsumer

from shared.bus.kafka.records import MOST_AT_ONCE, messages_of
from shared.bus.kafka.starting import start_whole
from shared.bus.ports import Message


class KafkaListener:
    """Hears all partitions of a topic from their ends on; what was told while nobody listened is not told again."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._bootstrap, self._topic = bootstrap, topic
        self._consumer: Any = None

    async def __aenter__(self) -> Self:
        self._consumer = AIOKafkaConsumer(
            self._topic, bootstrap_servers=self._bootstrap, auto_offset_reset="latest", isolation_level="read_committed"
        )
        await start_whole(self._consumer)
        await self._consumer.seek_to_end()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def batches(self) -> AsyncIterator[Sequence[Message]]:
        """What was told, in order within each partition; empty after a quiet second."""
        while True:
            yield messages_of(await self._consumer.getmany(timeout_ms=1000, max_records=MOST_AT_ONCE))
