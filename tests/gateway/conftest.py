"""The province of `graph/world.py`, projected once for all tests that only read it."""

from collections.abc import AsyncIterator

import pytest

from shared.ids import new_id
from shared.mongo import Database, connect
from tests.gateway import facts
from tests.gateway.graph.world import FACTS


@pytest.fixture(scope="session")
async def province(real_parts) -> AsyncIterator[Database]:
    client = connect(real_parts.mongo)
    database = client[f"test_{new_id()[:12]}"]
    await facts.project(database, *FACTS)
    yield database
    await client.drop_database(database.name)
    client.close()
