"""The real parts that tests stand on: started once for a run, or named by the environment while working."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class RealParts:
    """Addresses of a Kafka and a MongoDB that only tests use."""

    kafka: str
    mongo: str


@pytest.fixture(scope="session")
def real_parts() -> RealParts:
    """Real Kafka and MongoDB."""
    kafka, mongo = os.environ.get("TECHFEST_TEST_KAFKA"), os.environ.get("TECHFEST_TEST_MONGO")
    if not kafka or not mongo:
        pytest.skip("no real parts")
    return RealParts(kafka, mongo)


@pytest.fixture
async def database(real_parts: RealParts) -> AsyncIterator[Any]:
    """A MongoDB database of this test alone, majority and journaled."""
    client: Any = AsyncIOMotorClient(real_parts.mongo, tz_aware=True, w="majority", journal=True)
    name = f"test_{new_id()[:12]}"
    yield client.get_database(name)
    await client.drop_database(name)
    client.close()
