"""A province whose facts change while it is watched."""

from collections.abc import AsyncIterator

import pytest

from shared.contracts.accounts.roles import RoleName
from tests.gateway import facts
from tests.gateway.graph.world import FACTS, World, world_over
from tests.gateway.subscriptions.listening import Listened, listened

ORGANISER = facts.role("person-org", RoleName.ORGANISER)


@pytest.fixture
async def gateway(database, tmp_path) -> AsyncIterator[Listened]:
    await facts.project(database, *FACTS, ORGANISER)
    async with listened(database, tmp_path) as one:
        yield one


@pytest.fixture
def world(province) -> World:
    return world_over(province)
