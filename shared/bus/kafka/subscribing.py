"""A member of a consumer group."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError, UnknownMemberIdError

from shared.bus.kafka.records import MOST_AT_ONCE, messages_of
from shared.bus.kafka.starting import start_whole
from shared.bus.ports import AtEnd, Message

LOSSES = 5
"""So often may a member lose its place within three of its sessions; by its own pauses it can lose it four times."""

ANSWERS_WITHIN = 5.0
"""Seconds that the broker has to say where a topic ends."""


class InstanceTaken(Exception):
    """Another process is this member of the group: the two would take each other's place for ever."""


class _Place(ConsumerRebalanceListener):  # type: ignore[misc]  # the client is not typed
    """A member's place in its group: how often it was lost lately."""

    def __init__(self, whose: str, within: float) -> None:
        self._whose, self._within = whose, within
        self._held, self._losses = False, deque[float](maxlen=LOSSES)

    def on_partitions_revoked(self, revoked: object) -> None:
        """Says nothing: whoever joins moves partitions."""

    def on_partitions_assigned(self, assigned: object) -> None:
        """The place is held, again."""
        self._held = True

    def lost(self) -> None:
        """Counts once for each time that the place was held: until it is held again, every commit fails."""
        if not self._held:
            return
        self._held = False
        self._losses.append(asyncio.get_running_loop().time())
        if len(self._losses) == LOSSES and self._losses[-1] - self._losses[0] < self._within:
            raise InstanceTaken(f"another process is member {self._whose}; give each its own TECHFEST_INSTANCE")


class KafkaSubscription:
    """A static member of a group (`instance_id` names it through restarts), from the topics' beginning at first.

    Assignment is by range: eager, without memory, and stable as long as the members are. Offsets are committed by
    `commit` alone. Members of one group must have different instance ids, and all the same topics; of two with one
    instance id, one is given `InstanceTaken` by `commit`.
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
        self._place = _Place(f"{instance_id} of the group {group}", 3 * session_timeout_ms / 1000)

    async def start(self) -> None:
        """Joins the group."""
        self._consumer = AIOKafkaConsumer(**self._settings)
        self._consumer.subscribe(self._topics, listener=self._place)
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
        there, as consumers of this bus allow. Raises `InstanceTaken` where this member loses its place again and again.
        """
        try:
            await self._consumer.commit()
        except IllegalStateError:
            return
        except CommitFailedError as failed:
            if isinstance(failed.__cause__, UnknownMemberIdError):
                self._place.lost()

    async def behind(self) -> int | None:
        """How many messages of the assigned partitions are not handed out yet; None before the broker has told."""
        count = 0
        for partition in self._consumer.assignment():
            end: int | None = self._consumer.highwater(partition)
            if end is None:
                return None
            count += end - int(await self._consumer.position(partition))
        return count

    async def at_end_of(self, topic: str) -> AtEnd:
        """What the broker says now; nothing where it doesn't answer, or where partitions are on their way."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                partitions = [p for p in self._consumer.assignment() if p.topic == topic]
                ends = await self._consumer.end_offsets(partitions) if partitions else {}
                ended = [p.partition for p in partitions if await self._consumer.position(p) >= ends[p]]
        except (TimeoutError, KafkaError):
            return AtEnd((), 0)
        return AtEnd(tuple(sorted(ended)), len(self._consumer.partitions_for_topic(topic) or ()))
