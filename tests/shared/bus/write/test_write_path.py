"""From the command to the topic, with real Kafka and MongoDB, and a relay that is killed."""

import asyncio
import itertools
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics, last_seqs, read_through
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.ports import Message
from shared.bus.relay import Relay
from shared.bus.repair import repair
from shared.ids import new_id
from tests.harness.parts import RealParts
from tests.harness.waiting import eventually
from tests.shared.bus.write.halls import (
    HALLS,
    TOPIC,
    Hall,
    HallOpened,
    HallRenamed,
    NoteKept,
    SeatTaken,
    opens,
    order,
    says,
    takes_seat,
)
from tests.shared.bus.write.topics import documents, envelopes, folded, gaps


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


async def in_topic(kafka: str, ids: list[str]) -> list[Message]:
    """What the topic holds of these aggregates."""
    keys = {i.encode() for i in ids}
    return [m async for batch in read_through(kafka, [TOPIC]) for m in batch if m.key in keys]


@asynccontextmanager
async def relaying(database, kafka: str) -> AsyncIterator[None]:
    async with KafkaPublisher(kafka) as publisher:
        task = asyncio.create_task(Relay(database, publisher, lease_seconds=0.8).run())
        yield
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def all_arrived(kafka: str, halls: MongoAggregates[Hall], ids: list[str]) -> list[Message]:
    """Waits until each aggregate's topic goes up to its document."""
    seqs = {i: seq for i, (seq, _) in (await documents(halls, ids)).items()}

    async def arrived() -> list[Message] | None:
        messages = await in_topic(kafka, ids)
        return messages if {i: seq for i, (seq, _) in folded(messages).items()} == seqs else None

    return await eventually(arrived, timeout=30, what="every fact in the topic")


async def test_the_same_fact_twice_arrives_twice_and_three_facts_as_three(halls, database, kafka):
    hall_id = new_id()
    same = HallRenamed(hall_id=hall_id, name="Great")
    three = (HallOpened(hall_id=hall_id, name="Main", capacity=2), same, SeatTaken(hall_id=hall_id, person="a"))
    async with relaying(database, kafka):
        for facts in ((same,), (same,), three, (NoteKept(note="kept"),)):
            await halls.execute(order(hall_id, says(*facts)))
        messages = await all_arrived(kafka, halls, [hall_id])
    assert [(e.seq, e.wire) for e in envelopes(messages)] == [
        (1, "halls.hall_renamed"),
        (2, "halls.hall_renamed"),
        (3, "halls.hall_opened"),
        (4, "halls.hall_renamed"),
        (5, "halls.seat_taken"),
    ]


async def test_after_a_lost_position_and_a_repair_each_topic_folded_is_its_document(halls, database, kafka):
    ids = [new_id() for _ in range(30)]
    await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids))
    async with relaying(database, kafka):
        await all_arrived(kafka, halls, ids)
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
        messages = await all_arrived(kafka, halls, ids)
    assert folded(messages) == await documents(halls, ids)


async def test_a_relay_that_is_killed_loses_nothing_and_keeps_the_order(halls, database, kafka, real_parts):
    ids = [new_id() for _ in range(40)]
    await asyncio.gather(*(halls.execute(order(i, opens(i, capacity=1_000))) for i in ids))
    writing = asyncio.create_task(_write_for_ever(halls, ids))
    command = [sys.executable, "-m", "tests.shared.bus.write.relay_process"]
    for _ in range(3):
        at_start = len(await in_topic(kafka, ids))
        relay = await asyncio.create_subprocess_exec(*command, real_parts.mongo, database.name, kafka, TOPIC)
        await eventually(lambda n=at_start: _holds(kafka, ids, n + 100), timeout=30)  # type: ignore[misc]
        relay.kill()
        assert await relay.wait() == -signal.SIGKILL
    assert not writing.done()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    async with relaying(database, kafka):
        messages = await all_arrived(kafka, halls, ids)
    assert gaps(messages) == []
    assert folded(messages) == await documents(halls, ids)


async def _write_for_ever(halls: MongoAggregates[Hall], ids: list[str]) -> None:
    for n in itertools.count():
        person = f"p{n % 900}"
        await asyncio.gather(*(halls.execute(order(i, takes_seat(i, person))) for i in ids))
        await asyncio.gather(*(halls.execute(order(i, says(HallRenamed(hall_id=i, name=person)))) for i in ids))


async def _holds(kafka: str, ids: list[str], number: int) -> bool:
    return len(await in_topic(kafka, ids)) >= number
