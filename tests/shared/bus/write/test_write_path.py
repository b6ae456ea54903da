"""From the command to the topic, with real Kafka and MongoDB, and a relay that is killed."""

import asyncio
import itertools
import signal
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics, last_seqs
from shared.bus.lease import LeaseLost
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer
from shared.bus.relay import Relay
from shared.bus.repair import repair
from shared.contracts.envelope import envelope_of
from shared.contracts.events import told_event
from shared.ids import new_id
from tests.harness.parts import RealParts
from tests.harness.waiting import eventually
from tests.shared.bus.write.halls import (
    HALLS,
    TOPIC,
    Hall,
    HallOpened,
    HallRenamed,
    HallSnapshot,
    NoteKept,
    SeatTaken,
    apply,
    opens,
    order,
    says,
    takes_seat,
)
from tests.shared.bus.write.topics import documents


@pytest.fixture(scope="module")
async def kafka(real_parts: RealParts) -> AsyncIterator[str]:
    await ensure_topics(real_parts.kafka, [TopicSpec(TOPIC, 6)])
    yield real_parts.kafka
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics([TOPIC])
    await admin.close()


@pytest.fixture
async def halls(database) -> MongoAggregates[Hall]:
    await prepare(database, [HALLS])
    return MongoAggregates(database, HALLS)


class Reader:
    """What has arrived in the topic since the reader began, by hall; a fact that comes again is dropped by its seq."""

    def __init__(self) -> None:
        self.number = 0
        self.halls: dict[str, tuple[int, Hall | None]] = {}
        self.order: list[str] = []
        self.gaps: list[str] = []

    def take(self, key: bytes, headers: Iterable[tuple[str, bytes]], value: bytes) -> None:
        """One message."""
        self.number += 1
        envelope = envelope_of(headers)
        assert key == envelope.aggregate_id.encode()
        seq, hall = self.halls.get(envelope.aggregate_id, (0, None))
        if envelope.seq > seq + 1 and envelope.wire != HallSnapshot.wire:
            self.gaps.append(envelope.id)
        if envelope.seq > seq:
            event = told_event(envelope.wire)
            assert event is not None
            self.halls[envelope.aggregate_id] = envelope.seq, apply(hall, event.model_validate_json(value))
            self.order.append(envelope.wire)


@pytest.fixture
async def reader(kafka: str) -> AsyncIterator[Reader]:
    """Reads from now on."""
    found, consumer = Reader(), AIOKafkaConsumer(bootstrap_servers=kafka)
    await consumer.start()
    partitions = [TopicPartition(TOPIC, n) for n in range(6)]
    consumer.assign(partitions)
    await consumer.seek_to_end(*partitions)

    async def read() -> None:
        async for m in consumer:
            found.take(m.key, m.headers, m.value)

    task = asyncio.create_task(read())
    yield found
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await consumer.stop()


@asynccontextmanager
async def relaying(database, kafka: str) -> AsyncIterator[None]:
    """A relay, started again as a worker would be when it loses its lease on a busy machine."""

    async def work() -> None:
        while True:
            with suppress(LeaseLost):
                await Relay(database, publisher).run()

    async with KafkaPublisher(kafka) as publisher:
        task = asyncio.create_task(work())
        try:
            yield
            assert not task.done()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def arrived(reader: Reader, halls: MongoAggregates[Hall], ids: list[str]) -> None:
    """Waits until each aggregate's topic, folded, is the part of its document that told events have set."""
    expected = await documents(halls, ids)

    async def equal() -> bool:
        return reader.halls == expected

    await eventually(equal, timeout=60, what="every fact in the topic")


async def test_the_same_fact_twice_arrives_twice_and_three_facts_as_three(halls, database, kafka, reader):
    hall_id = new_id()
    same = HallRenamed(hall_id=hall_id, name="Great")
    three = (HallOpened(hall_id=hall_id, name="Main", capacity=2), same, SeatTaken(hall_id=hall_id, person="a"))
    async with relaying(database, kafka):
        for facts in ((same,), (same,), three, (NoteKept(note="kept"),)):
            await halls.execute(order(hall_id, says(*facts)))
        await arrived(reader, halls, [hall_id])
    assert reader.order == [fact.wire for fact in (same, same, *three)]
    assert reader.gaps == []


async def test_after_a_lost_position_and_a_repair_each_topic_folded_is_its_document(halls, database, kafka, reader):
    ids = [new_id() for _ in range(30)]
    await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids))
    async with relaying(database, kafka):
        await arrived(reader, halls, ids)
    for person in "abc":
        await asyncio.gather(*(halls.execute(order(i, takes_seat(i, person))) for i in ids[:20]))
    await asyncio.gather(*(halls.execute(order(i, says(NoteKept(note="kept")))) for i in ids[10:25]))
    await asyncio.gather(*(halls.execute(order(i, takes_seat(i, "d"))) for i in ids[15:30]))
    await database["relay"].delete_one({"_id": "position"})
    async with KafkaPublisher(kafka) as publisher:
        done = await repair(database, [HALLS], publisher, await last_seqs(kafka, [TOPIC]))
    assert (done.saves, done.snapshots) == (10, 20)
    await halls.execute(order(ids[0], takes_seat(ids[0], "e")))
    async with relaying(database, kafka):
        await arrived(reader, halls, ids)
    assert reader.gaps == []


async def test_a_relay_that_is_killed_loses_nothing_and_keeps_the_order(halls, database, kafka, reader, real_parts):
    ids = [new_id() for _ in range(40)]
    await asyncio.gather(*(halls.execute(order(i, opens(i, capacity=1_000))) for i in ids))
    stop = asyncio.Event()
    writing = asyncio.create_task(_write_until(stop, halls, ids, reader))
    command = [sys.executable, "-m", "tests.shared.bus.write.relay_process"]
    for _ in range(3):
        before = reader.number
        relay = await asyncio.create_subprocess_exec(*command, real_parts.mongo, database.name, kafka, TOPIC)
        await eventually(lambda n=before: _goes_on(reader, n), timeout=60)  # type: ignore[misc]
        relay.kill()
        assert await relay.wait() == -signal.SIGKILL
    stop.set()
    await writing
    async with relaying(database, kafka):
        await arrived(reader, halls, ids)
    assert reader.gaps == []


async def _write_until(stop: asyncio.Event, halls: MongoAggregates[Hall], ids: list[str], reader: Reader) -> None:
    """Keeps a few hundred facts ahead of the relay, so that there is always something under way."""

    async def near() -> bool:
        return stop.is_set() or sum(a.seq for a in last) < sum(seq for seq, _ in reader.halls.values()) + 300

    last: list[Answer] = []
    people = itertools.cycle(f"p{n}" for n in range(900))
    while not stop.is_set():
        person = next(people)
        await asyncio.gather(*(halls.execute(order(i, takes_seat(i, person))) for i in ids[::2]))
        renames = (halls.execute(order(i, says(HallRenamed(hall_id=i, name=person)))) for i in ids)
        last = await asyncio.gather(*renames)
        await eventually(near, timeout=60, what="the reader near the writer")


async def _goes_on(reader: Reader, before: int) -> bool:
    return reader.number > before + 100
