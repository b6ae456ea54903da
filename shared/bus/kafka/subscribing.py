"""A member of a consumer group."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Self

from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError

from shared.bus.kafka.records import MOST_AT_ONCE, messages_of
from shared.bus.kafka.starting import start_whole
from shared.bus.ports import Message


class KafkaSubscription:
    """A static member of a group (`instance_id` names it through restarts), from the topics' beginning at first.

    Assignment is by range: eager, without memory, and stable as long as the members are. Offsets are committed by
    `commit` alone. Members of one group must have different instance ids, and all the same topics.
    """

    def __init__(
        self,
        bootstrap: str,
        group: str,
        instance_id: str,
        topics: Sequence[str],
        session_timeout_ms: int = 10_000,
    ) -> None:
        self._topics = tuple(topics)
        self._settings = {
            "bootstrap_servers": bootstrap,
            "group_id": group,
            "group_instance_id": instance_id,
            "session_timeout_ms": session_timeout_ms,
            "heartbeat_interval_ms": max(session_timeout_ms // 5, 100),
            "enable_auto_commit": False,
            "auto_offset_reset": "earliest",
            "isolation_level": "read_committed",
            "partition_assignment_strategy": (RangePartitionAssignor,),
        }
        self._consumer: Any = None

    async def start(self) -> None:
        """Joins the group."""
        self._consumer = AIOKafkaConsumer(*self._topics, **self._settings)
        await start_whole(self._consumer)

    async def stop(self) -> None:
        """Disconnects and keeps the member's place until its session times out."""
        await self._consumer.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def batches(self) -> AsyncIterator[Sequence[Message]]:
        """What has arrived, in order within each partition; a batch may be empty after a quiet second."""
        while True:
            yield messages_of(await self._consumer.getmany(timeout_ms=1000, max_records=MOST_AT_ONCE))

    async def commit(self) -> None:
        """Everything handed out so far is done.

        A partition that was given to another member meanwhile is not committed: its messages are handed out again
        there, as consumers of this bus allow.
        """
        try:
            await self._consumer.commit()
        except (CommitFailedError, IllegalStateError):
            return

    async def behind(self) -> int | None:
        """How many messages of the assigned partitions are not handed out yet; None before the broker has told."""
        count = 0
        for partition in self._consumer.assignment():
            end: int | None = self._consumer.highwater(partition)
            if end is None:
                return None
            count += end - int(await self._consumer.position(partition))
        return count
