"""The province as its people see it."""

import pytest

from tests.gateway.graph.world import World, world_over


@pytest.fixture
def world(province) -> World:
    return world_over(province)
