"""The real parts that tests stand on: started once for a run, or named by the environment while working."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from shared.ids import new_id
from tests.harness.parts import RealParts, named_parts, started_parts
from tests.harness.system import System, started_system

MARKS = {"real_parts": "real", "system": "e2e"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses a real part is marked so by that use, and nobody can forget it."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture in used & set(MARKS):
            item.add_marker(MARKS[fixture])


@pytest.fixture(scope="session")
def real_parts() -> Iterator[RealParts]:
    """Real Kafka and MongoDB."""
    if named := named_parts():
        yield named
        return
    with started_parts() as parts:
        yield parts


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """The whole system on ports of its own, with the demo's tenant, edition, programme and people."""
    with started_system() as running:
        yield running


@pytest.fixture
async def database(real_parts: RealParts) -> AsyncIterator[Any]:
    """A MongoDB database of this test alone, majority and journaled."""
    client: Any = AsyncIOMotorClient(real_parts.mongo, tz_aware=True, w="majority", journal=True)
    name = f"test_{new_id()[:12]}"
    yield client.get_database(name)
    await client.drop_database(name)
    client.close()
