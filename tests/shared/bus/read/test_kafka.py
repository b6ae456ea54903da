"""Kafka keeps the promises of the bus's ports."""

import asyncio
from collections.abc import Sequence
from itertools import count

import pytest
from aiokafka.errors import KafkaError

from shared.bus.kafka import (
    InstanceTaken,
    KafkaFollower,
    KafkaSubscription,
    PositionLost,
    TopicMismatch,
    TopicSpec,
    ensure_topics,
    last_seqs,
    read_through,
)
from shared.bus.ports import Message
from shared.ids import new_id


async def first(subscription: KafkaSubscription | KafkaFollower, wanted: int) -> list[Message]:
    """The next messages, so many or more."""
    got: list[Message] = []
    async with asyncio.timeout(30):
        async for batch in subscription.batches():
            got += batch
            if len(got) >= wanted:
                return got
    raise AssertionError("the stream ended")


def headers_of_seq(source: str, seq: int) -> list[tuple[str, bytes]]:
    return [("ce_source", source.encode()), ("ce_sequence", str(seq).encode())]


async def tell(publisher, topic: str, values: Sequence[int], key: str = "key", source: str = "/a") -> None:
    for value in values:
        await publisher.send(topic, key, str(value).encode(), headers_of_seq(source, value))
    await publisher.flush()


def values(messages: Sequence[Message]) -> list[int]:
    return [int(m.value or b"") for m in messages]


async def test_one_keys_messages_arrive_in_order_each_once(make_topic, publisher, real_parts):
    topic = await make_topic(6)
    await tell(publisher, topic, range(3_000))
    read = [m async for batch in read_through(real_parts.kafka, [topic]) for m in batch]
    assert values(read) == list(range(3_000))
    assert {(m.key, m.topic) for m in read} == {(b"key", topic)}
    assert read[7].headers == tuple(headers_of_seq("/a", 7))


async def test_a_message_that_kafka_does_not_take_is_told(make_topic, publisher):
    topic = await make_topic(1)
    with pytest.raises(KafkaError):
        await publisher.send(topic, "key", b"x" * 2_000_000, [])
    await tell(publisher, topic, [1])


async def test_what_was_not_committed_is_handed_out_again_to_the_member_of_the_same_name(
    make_topic, publisher, real_parts
):
    topic, group = await make_topic(2), new_id()
    await tell(publisher, topic, range(10))
    async with KafkaSubscription(real_parts.kafka, group, "one", [topic]) as member:
        assert values(await first(member, 10)) == list(range(10))
        await member.commit()
        await tell(publisher, topic, range(10, 20))
        assert values(await first(member, 10)) == list(range(10, 20))
    async with KafkaSubscription(real_parts.kafka, group, "one", [topic]) as again:
        assert values(await first(again, 10)) == list(range(10, 20))
        assert await again.behind() == 0


async def test_two_members_share_the_partitions(make_topic, publisher, real_parts):
    topic, group = await make_topic(6), new_id()
    numbers = count()
    async with (
        KafkaSubscription(real_parts.kafka, group, "one", [topic]) as one,
        KafkaSubscription(real_parts.kafka, group, "two", [topic]) as two,
        asyncio.timeout(60),
    ):
        streams = [member.batches() for member in (one, two)]
        seen: list[set[int]] = [set(), set()]
        while not all(seen) or seen[0] & seen[1]:
            for n in range(50):
                await publisher.send(topic, f"key{n}", str(next(numbers)).encode(), [])
            await publisher.flush()
            batches = await asyncio.gather(*(anext(stream) for stream in streams))
            seen = [{m.partition for m in batch} for batch in batches]
            await asyncio.gather(one.commit(), two.commit())


async def consumed(member: KafkaSubscription) -> None:
    async for _ in member.batches():
        await member.commit()


async def test_of_two_processes_with_one_instance_id_one_ends(make_topic, publisher, real_parts):
    topic, group = await make_topic(2), f"test-{new_id()}"
    await tell(publisher, topic, range(5))
    both = [KafkaSubscription(real_parts.kafka, group, "one", [topic], session_timeout_ms=6_000) for _ in range(2)]
    async with both[0], both[1]:
        loops = [asyncio.create_task(consumed(member)) for member in both]
        done, others = await asyncio.wait(loops, timeout=60, return_when=asyncio.FIRST_COMPLETED)
        for loop in others:
            loop.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    assert len(done) == 1
    with pytest.raises(InstanceTaken, match=r"member one of the group .* TECHFEST_INSTANCE"):
        await done.pop()


async def test_a_follower_sees_what_is_told_after_its_start(make_topic, publisher, real_parts):
    topic = await make_topic(1)
    await tell(publisher, topic, range(5))
    async with KafkaFollower(real_parts.kafka, topic) as end, KafkaFollower(real_parts.kafka, topic, 3) as middle:
        await tell(publisher, topic, range(5, 8))
        assert values(await first(end, 3)) == [5, 6, 7]
        assert values(await first(middle, 5)) == [3, 4, 5, 6, 7]
        assert await middle.position() == 8


async def test_a_follower_refuses_a_position_that_the_topic_does_not_hold(make_topic, real_parts):
    topic = await make_topic(1)
    with pytest.raises(PositionLost):
        await KafkaFollower(real_parts.kafka, topic, 4).start()


async def test_the_last_seq_of_each_aggregate_is_read(make_topic, publisher, real_parts):
    topic, other = await make_topic(6), await make_topic(1)
    await tell(publisher, topic, [1, 2, 3], "three")
    await tell(publisher, topic, [1], "one")
    await tell(publisher, topic, [1, 2], "one", "/b")
    await tell(publisher, other, [1, 2, 2, 1], "two")
    assert await last_seqs(real_parts.kafka, [topic, other]) == {
        ("/a", "three"): 3,
        ("/a", "one"): 1,
        ("/b", "one"): 2,
        ("/a", "two"): 2,
    }


async def test_an_empty_topic_is_read_through_and_a_missing_one_is_named(make_topic, real_parts):
    assert await last_seqs(real_parts.kafka, [await make_topic(3)]) == {}
    with pytest.raises(LookupError, match=r"test\.missing"):
        await last_seqs(real_parts.kafka, ["test.missing"])


async def test_topics_are_made_once_and_never_get_other_partitions(make_topic, real_parts):
    topic = await make_topic(2)
    assert await ensure_topics(real_parts.kafka, [TopicSpec(topic, 2)]) == []
    with pytest.raises(TopicMismatch, match="2 partitions, not 3"):
        await ensure_topics(real_parts.kafka, [TopicSpec(topic, 3)])
