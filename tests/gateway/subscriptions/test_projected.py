"""From the projector through Kafka to whoever watches."""

import asyncio
from contextlib import suppress

import pytest

from gateway.graph.requests import Asked
from gateway.graph.subscriptions.live import Live
from gateway.graph.subscriptions.tellings import Tellings
from gateway.projections import BELONGING, COPIES, PROJECTED
from shared.bus.kafka import KafkaPublisher
from shared.bus.projected import ProjectedFollower, ProjectedTeller
from shared.bus.projecting import Projector
from shared.bus.read_models import ReadModels
from shared.clock import SystemClock
from shared.ids import new_id
from shared.mongo import connect
from tests.gateway import facts
from tests.gateway.graph.world import LAN, world_over
from tests.shared.bus.read.conftest import make_topic

pytestmark = pytest.mark.real
__all__ = ["make_topic"]
SECONDS = 10
INBOX = "subscription { inboxChanged(first: 0) { unreadCount } }"


async def lan():
    return LAN


@pytest.fixture
async def models(real_parts):
    client = connect(real_parts.mongo)
    made = ReadModels(client, f"test_{new_id()[:12]}", SystemClock())
    await made.swap(await made.begin())
    yield made
    for database in (await made.targets()).all:
        await client.drop_database(database.name)
    await client.drop_database(made._name)
    client.close()


async def test_a_message_that_is_projected_is_told_to_its_person(models, make_topic, real_parts):
    topic, tellings = await make_topic(1), Tellings()
    current = await models.current()
    follower = ProjectedFollower(real_parts.kafka, topic)
    follower.listen(tellings.hear)
    await follower.start()
    following = asyncio.create_task(follower.run())
    async with KafkaPublisher(real_parts.kafka) as publisher, asyncio.timeout(SECONDS):
        projector = Projector(models, PROJECTED, COPIES, ProjectedTeller(publisher, topic), BELONGING)
        answers = Live(world_over(current).graph, tellings, SystemClock()).answers(Asked(INBOX), lan)
        assert await anext(answers) == {"data": {"inboxChanged": {"unreadCount": 0}}}
        await projector([facts.message("message-001", "person-minh"), facts.message("message-002")])
        assert await anext(answers) == {"data": {"inboxChanged": {"unreadCount": 1}}}
        await answers.aclose()
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following
    await follower.stop()
