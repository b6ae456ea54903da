"""Who looks is known with the roles of this moment."""

import asyncio

import pytest

from gateway.clients.viewers import ProjectedRoles
from shared.clock import SystemClock
from shared.contracts.accounts.roles import Role, RoleName
from tests.gateway import facts

pytestmark = pytest.mark.real
ORGANISER = Role(name=RoleName.ORGANISER, tenant_id=facts.TENANT)


async def test_the_roles_of_a_person_are_those_of_the_read_model(database):
    await facts.project(database, facts.role("person-lan", RoleName.ORGANISER))
    roles = ProjectedRoles(lambda: database, SystemClock())
    assert await roles.of("person-lan", 1) == (ORGANISER,)
    assert await roles.of("person-minh") == ()


async def test_a_role_that_was_just_granted_is_waited_for(database):
    roles = ProjectedRoles(lambda: database, SystemClock())
    waiting = asyncio.create_task(roles.of("person-lan", 1))
    await facts.project(database, facts.role("person-lan", RoleName.ORGANISER))
    assert await waiting == (ORGANISER,)
