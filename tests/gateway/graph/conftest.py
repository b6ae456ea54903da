"""The province of `world.py`, projected once for all tests that only read it."""

from collections.abc import AsyncIterator

import pytest

from shared.ids import new_id
from shared.mongo import connect
from tests.gateway import facts
from tests.gateway.graph.world import FACTS, World, world_over


@pytest.fixture(scope="session")
async def province(real_parts) -> AsyncIterator[object]:
    client = connect(real_parts.mongo)
    database = client[f"test_{new_id()[:12]}"]
    await facts.project(database, *FACTS)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
def world(province) -> World:
    return world_over(province)
