"""Topics of one test alone, and messages to put into them."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics
from shared.ids import new_id
from tests.harness.parts import RealParts

MakeTopic = Callable[[int], Awaitable[str]]


@pytest.fixture
async def make_topic(real_parts: RealParts) -> AsyncIterator[MakeTopic]:
    """Makes topics with so many partitions; they are gone after the test."""
    made: list[str] = []

    async def make(partitions: int) -> str:
        name = f"test.{new_id()}"
        made.extend(await ensure_topics(real_parts.kafka, [TopicSpec(name, partitions)]))
        return name

    yield make
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics(made)
    await admin.close()


@pytest.fixture
async def publisher(real_parts: RealParts) -> AsyncIterator[KafkaPublisher]:
    """A publisher that is stopped after the test."""
    async with KafkaPublisher(real_parts.kafka) as publisher:
        yield publisher
