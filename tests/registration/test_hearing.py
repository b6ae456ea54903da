"""Registration hears of roles through Kafka."""

import asyncio
import os

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from services.registration.handlers import HEARD
from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters
from shared.bus.kafka import KafkaPublisher, KafkaSubscription, TopicSpec, ensure_topics
from shared.bus.projection import Projection
from shared.bus.reactions import Reactor
from shared.clock import SystemClock
from shared.contracts.accounts.events import OrganisationRevised
from shared.contracts.envelope import Envelope, headers_of
from shared.ids import new_id
from shared.roles import RolesCopy
from tests.builders.accounts import PERSON, TENANT, organisation_registered, role, role_granted, role_revoked
from tests.builders.tokens import NOW
from tests.harness.waiting import eventually

pytestmark = pytest.mark.real


def test_what_registration_makes_nothing_of_is_passed_over():
    assert OrganisationRevised not in HEARD


@pytest.fixture
async def topic(real_parts):
    name = f"test-{new_id()}"
    await ensure_topics(real_parts.kafka, [TopicSpec(name, 1)])
    yield name
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics([name])
    await admin.close()


async def test_roles_are_known_soon_after_they_are_told(real_parts, database, topic):
    hearing = KafkaSubscription(real_parts.kafka, f"group-{new_id()}", f"member-{os.getpid()}", [topic])
    async with KafkaPublisher(real_parts.kafka) as telling, hearing:
        dead = DeadLetters("test", database, telling, real_parts.kafka)
        consumer = Consumer(hearing, Reactor(HEARD, nothing_is_sent, Projection(database)), dead)
        running = asyncio.create_task(consumer.run())
        roles = RolesCopy(database, SystemClock())
        second = role("secretary")
        for seq, event in enumerate(
            (role_granted(role()), organisation_registered(), role_granted(second, roles=(role(), second))), 1
        ):
            await tell(telling, topic, event, seq if event.about == "roles_id" else 1)
        await eventually(lambda: holds(roles, role(), second), 30, "what was granted is known")
        await tell(telling, topic, role_revoked(role(), roles=(second,)), 4)
        assert await roles.of(PERSON, at_least_seq=4) == (second,)
        running.cancel()


async def holds(roles, *expected):
    return await roles.of(PERSON) == expected


async def tell(publisher, topic, event, seq):
    about = getattr(event, event.about)
    envelope = Envelope(event.wire, event.version, "/accounts", about, seq, NOW, TENANT)
    await publisher.send(topic, about, event.model_dump_json().encode(), headers_of(envelope))
    await publisher.flush()


async def nothing_is_sent(*_):
    raise AssertionError
