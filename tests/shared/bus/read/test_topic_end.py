"""A service knows whether it has heard all that there is to hear, and refuses what is grave where it may not have."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from shared.bus import topic_end
from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters
from shared.bus.dispatch import Dispatcher, Handler, Verdict
from shared.bus.kafka import KafkaSubscription
from shared.bus.ports import AtEnd
from shared.bus.topic_end import COLLECTION, OLD, TopicEnd
from shared.clock import SystemClock
from shared.contracts.commands import Command
from shared.contracts.envelope import headers_of
from shared.errors import Unavailable
from shared.ids import new_id
from tests.builders.actors import LAN
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.fakes.memory_publisher import MemoryPublisher
from tests.harness.waiting import eventually
from tests.shared.bus.read.facts import FirmNamed, envelope_for
from tests.shared.bus.write.halls import HALLS, NOW, HallRenamed

TOPIC = "test.roles"


class Heard:
    """Implements `KnowsEnds`: is at the end of these partitions."""

    def __init__(self, *partitions, of=2):
        self.at_end, self.asked = AtEnd(partitions, of), 0

    async def at_end_of(self, topic):
        self.asked += 1
        return self.at_end


async def is_fresh(end):
    try:
        await end.check()
    except Unavailable:
        return False
    return True


async def grown_old(database, by=OLD):
    """As if that much time had passed since."""
    earlier = {"$subtract": ["$at", by // timedelta(milliseconds=1)]}
    await database[COLLECTION].update_many({}, [{"$set": {"at": earlier}}])


async def test_a_service_is_at_the_end_when_it_is_so_in_each_partition(database):
    assert not await is_fresh(TopicEnd(database, TOPIC))
    await TopicEnd(database, TOPIC).note(Heard(0))
    assert not await is_fresh(TopicEnd(database, TOPIC))
    await TopicEnd(database, TOPIC).note(Heard(1))
    assert await is_fresh(TopicEnd(database, TOPIC))
    assert not await is_fresh(TopicEnd(database, "test.other"))


async def test_after_a_minute_of_which_nothing_is_known_it_is_not(database):
    await TopicEnd(database, TOPIC).note(Heard(0, 1))
    await grown_old(database, OLD - timedelta(seconds=10))
    assert await is_fresh(TopicEnd(database, TOPIC))
    await TopicEnd(database, TOPIC).note(Heard(0))
    await grown_old(database, timedelta(seconds=11))
    assert not await is_fresh(TopicEnd(database, TOPIC))


async def test_where_the_broker_does_not_answer_nothing_is_noted(database):
    await TopicEnd(database, TOPIC).note(Heard(0, 1))
    await grown_old(database)
    await TopicEnd(database, TOPIC).note(Heard(of=0))
    assert not await is_fresh(TopicEnd(database, TOPIC))


async def test_it_is_noted_now_and_then(database, monkeypatch):
    end, heard = TopicEnd(database, TOPIC), Heard(0, 1)
    for _ in range(50):
        await end.note(heard)
    assert heard.asked == 1
    monkeypatch.setattr(topic_end, "NOTED_EVERY", 0.0)
    again = TopicEnd(database, TOPIC)
    for _ in range(3):
        await again.note(heard)
    assert heard.asked == 4


class Seal(Command, wire="halls.seal", about="hall_id", grave=True):
    hall_id: str


class Rename(Command, wire="halls.rename", about="hall_id"):
    hall_id: str


def renames(state, command, context):
    return (HallRenamed(hall_id=command.hall_id, name=command.wire),)


async def test_what_is_grave_is_refused_meanwhile_and_nothing_else(database):
    store = MemoryAggregates(HALLS)
    rows = [Handler(command, HALLS, renames) for command in (Seal, Rename)]
    access = {row.command: lambda *_: Verdict.YES for row in rows}
    end = TopicEnd(database, TOPIC)
    dispatcher = Dispatcher(rows, access, {"hall": store}, grave=end.check)

    async def send(command):
        return (await dispatcher.execute(command(hall_id="hall-0001"), LAN, new_id(), "", NOW)).seq

    with pytest.raises(Unavailable):
        await send(Seal)
    assert await send(Rename) == 1
    await end.note(Heard(0, 1))
    assert await send(Seal) == 2


@asynccontextmanager
async def consuming(kafka, group, database, topic, handle, instance="one"):
    """A worker that hears a topic and notes where it ends."""
    end = TopicEnd(database, topic)
    async with KafkaSubscription(kafka, group, instance, [topic], session_timeout_ms=6_000) as hearing:
        dead = DeadLetters(group, database, MemoryPublisher(), kafka, clock=SystemClock())
        task = asyncio.create_task(Consumer(hearing, handle, dead, after=lambda: end.note(hearing)).run())
        try:
            yield hearing
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def tell(publisher, topic, *firms):
    for firm in firms:
        event = FirmNamed(firm_id=firm, name=firm)
        await publisher.send(topic, firm, event.model_dump_json().encode(), headers_of(envelope_for(event, 1)))
    await publisher.flush()


async def test_a_worker_that_has_heard_all_notes_it_and_one_that_has_not_does_not(
    make_topic, publisher, real_parts, database, monkeypatch
):
    monkeypatch.setattr(topic_end, "NOTED_EVERY", 0.1)
    topic, group = await make_topic(2), f"test-{new_id()}"
    stuck, go_on = asyncio.Event(), asyncio.Event()
    heard: list[str] = []

    async def handle(facts):
        heard.extend(told.event.name for told in facts)
        if "stuck" in heard and not go_on.is_set():
            stuck.set()
            await go_on.wait()

    await tell(publisher, topic, "first", "second", "third", "fourth")
    async with consuming(real_parts.kafka, group, database, topic, handle):
        end = TopicEnd(database, topic)
        await eventually(lambda: is_fresh(end), 30, "all is heard")
        assert sorted(heard) == ["first", "fourth", "second", "third"]
        await tell(publisher, topic, "stuck", "after")
        await stuck.wait()
        await grown_old(database)
        assert not await is_fresh(end)
        go_on.set()
        await eventually(lambda: is_fresh(end), 30, "all is heard again")
        assert sorted(heard)[0] == "after"


async def test_two_workers_note_the_partitions_that_are_theirs(
    make_topic, publisher, real_parts, database, monkeypatch
):
    monkeypatch.setattr(topic_end, "NOTED_EVERY", 0.1)
    topic, group = await make_topic(2), f"test-{new_id()}"
    await tell(publisher, topic, "first", "second", "third", "fourth")

    async def handle(facts):
        """Nothing is to be done."""

    one = consuming(real_parts.kafka, group, database, topic, handle)
    two = consuming(real_parts.kafka, group, database, topic, handle, "two")

    async def one_each():
        ends = [await member.at_end_of(topic) for member in both]
        return sorted(end.partitions for end in ends) == [(0,), (1,)] and {end.of for end in ends} == {2}

    async with one as first, two as second:
        both = (first, second)
        await eventually(one_each, 60, "each has a partition")
        await grown_old(database)
        await eventually(lambda: is_fresh(TopicEnd(database, topic)), 30, "both have noted theirs")
