"""Reading topics from their beginning to their end, without a group."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.bus.kafka.records import MOST_AT_ONCE, messages_of
from shared.bus.kafka.starting import start_whole
from shared.bus.kafka.topics import partitions_of
from shared.bus.ports import Message
from shared.contracts.envelope import Origin


async def read_through(bootstrap: str, topics: Iterable[str]) -> AsyncIterator[Sequence[Message]]:
    """Everything that lies in the topics now, in order within each partition; ends where their ends were at the call.

    Raises `LookupError` for a topic that does not exist.
    """
    counts = await partitions_of(bootstrap, topics)
    consumer: Any = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest", isolation_level="read_committed"
    )
    await start_whole(consumer)
    try:
        open_until = await _ends(consumer, [TopicPartition(t, n) for t, many in counts.items() for n in range(many)])
        if open_until:
            consumer.assign(list(open_until))
        while open_until:
            fetched = await consumer.getmany(*open_until, timeout_ms=200, max_records=MOST_AT_ONCE)
            yield [m for m in messages_of(fetched) if m.offset < open_until[TopicPartition(m.topic, m.partition)]]
            open_until = {p: end for p, end in open_until.items() if await consumer.position(p) < end}
    finally:
        await consumer.stop()


async def _ends(consumer: Any, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:  # noqa: ANN401
    begins = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    return {p: ends[p] for p in partitions if ends[p] > begins[p]}


async def last_seqs(bootstrap: str, topics: Iterable[str]) -> dict[Origin, int]:
    """The seq of the last told event of each aggregate that the topics hold; 0 is never in it."""
    found: dict[Origin, int] = {}
    async for batch in read_through(bootstrap, topics):
        for message in batch:
            headers = dict(message.headers)
            seq = headers.get("ce_sequence", b"")
            if message.key is not None and seq.isdigit():
                source = headers.get("ce_source", b"").decode("utf-8", "replace")
                origin = (source, message.key.decode("utf-8", "replace"))
                found[origin] = max(found.get(origin, 0), int(seq))
    return found
