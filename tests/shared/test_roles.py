"""A service's own copy of the roles: the newest fact holds, in whatever order and however often it comes."""

import asyncio
from itertools import permutations

import pytest

from shared.errors import Unavailable
from shared.roles import RolesCopy
from tests.builders.accounts import OTHER_PERSON, PERSON, person_registered, role, role_granted, role_revoked
from tests.builders.tokens import StoppedClock

pytestmark = pytest.mark.real
BOTH = (role(), role("secretary"))
FACTS = [
    (role_granted(role()), 1),
    (role_granted(role("secretary"), roles=BOTH), 2),
    (role_revoked(role(), roles=(role("secretary"),)), 3),
]


class RunningClock(StoppedClock):
    """Half a second passes with each look."""

    def now(self):
        from datetime import timedelta

        self.at += timedelta(seconds=0.5)
        return self.at


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_newest_fact_holds_in_every_order(database, order):
    copy = RolesCopy(database, StoppedClock())
    for n in (*order, *order):
        await copy.hear(*FACTS[n])
    assert await copy.of(PERSON) == (role("secretary"),)


async def test_who_was_never_given_a_role_has_none(database):
    copy = RolesCopy(database, StoppedClock())
    await copy.hear(person_registered(), 1)
    assert await copy.of(OTHER_PERSON) == ()


async def test_a_role_just_granted_is_waited_for(database):
    copy = RolesCopy(database, StoppedClock())
    asked = asyncio.create_task(copy.of(PERSON, at_least_seq=2))
    await copy.hear(*FACTS[0])
    assert not asked.done()
    await copy.hear(*FACTS[1])
    assert await asked == BOTH


async def test_a_copy_that_stays_behind_decides_nothing(database):
    copy = RolesCopy(database, RunningClock())
    await copy.hear(*FACTS[0])
    with pytest.raises(Unavailable):
        await copy.of(PERSON, at_least_seq=3)
