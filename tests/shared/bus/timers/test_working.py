"""A worker tells what was decided, hears it and reacts, and does what is due: all by commands of its own service."""

import asyncio
from datetime import timedelta

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from shared.bus.kafka import TopicSpec, ensure_topics
from shared.bus.messages import Incoming
from shared.bus.mongo_prepare import prepare
from shared.bus.reactions import Ask, Reactions
from shared.bus.working import Tables, work
from shared.clock import FileClock, SystemClock
from shared.contracts.events import told_events
from shared.ids import new_id
from shared.settings import BaseServiceSettings
from tests.harness.waiting import eventually
from tests.shared.bus.timers.closing import TIMED, CleanHall, closes_at, sends, state
from tests.shared.bus.write.halls import HALLS, HallOpened

HALL = "hall-0001"


def cleaning(told: Incoming) -> list[CleanHall]:
    return [CleanHall(hall_id=told.envelope.aggregate_id)]


REACTS: Reactions = {HallOpened: (Ask("clean what opens", cleaning),)}


@pytest.fixture
async def topic(real_parts, monkeypatch):
    """A topic of its own for what halls tell."""
    name = f"test.{new_id()}"
    for event in told_events("halls"):
        monkeypatch.setattr(event, "topic", name)
    await ensure_topics(real_parts.kafka, [TopicSpec(name, 2)])
    yield name
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics([name])
    await admin.close()


@pytest.fixture
async def worker(database, real_parts, topic, tmp_path):
    """Starts a worker that hears what it is told to; gives back the file that moves its clock."""
    await prepare(database, [HALLS])
    settings = BaseServiceSettings(mongo=real_parts.mongo, kafka=real_parts.kafka, sweep_every=0.05)
    clock, name, tasks = FileClock(tmp_path / "clock"), f"halls{new_id()[:8]}", []

    def start(heard):
        tables = Tables([HALLS], heard, TIMED)
        works = work(name, settings, database, clock, sends(database, clock), tables)
        tasks.append(asyncio.create_task(works))
        return tmp_path / "clock"

    yield start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def has_name(database, name):
    return (await state(database, HALL)).name == name


async def test_what_is_told_is_heard_and_reacted_to(worker, database):
    worker(REACTS)
    later = SystemClock().now() + timedelta(days=9)
    opened = HallOpened(hall_id=HALL, name="Main", capacity=9)
    await closes_at(database, HALL, None, opened, cleaned_at=later)
    await eventually(lambda: has_name(database, "clean"), 30, "the hall is cleaned")


@pytest.mark.parametrize("heard", [{}, REACTS], ids=["hears nothing", "hears"])
async def test_what_is_due_is_done_when_the_clock_is_moved(worker, database, heard):
    clock = worker(heard)
    await closes_at(database, HALL, SystemClock().now() + timedelta(days=80))
    clock.write_text(str(timedelta(days=90).total_seconds()))
    await eventually(lambda: has_name(database, "closed by halls"), 30, "the hall is closed")


async def test_what_a_worker_hears_says_where_it_listens(topic):
    assert Tables([HALLS], REACTS).topics == (topic,)
    assert Tables([HALLS]).topics == ()
