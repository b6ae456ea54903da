"""A service's own copy of the roles: the newest fact holds, in whatever order and however often it comes."""

import asyncio
from datetime import timedelta
from itertools import permutations

import pytest

from shared.bus.messages import Incoming
from shared.bus.projection import Projection
from shared.bus.reactions import Reactor
from shared.contracts.envelope import Envelope
from shared.errors import Unavailable
from shared.roles import ROLES_HEARD, RolesCopy
from tests.builders.accounts import OTHER_PERSON, PERSON, TENANT, person_registered, role, role_granted, role_revoked
from tests.builders.tokens import NOW, StoppedClock

pytestmark = pytest.mark.real
BOTH = (role(), role("secretary"))
FACTS = [
    (role_granted(role()), 1),
    (role_granted(role("secretary"), roles=BOTH), 2),
    (role_revoked(role(), roles=(role("secretary"),)), 3),
]


async def hear(database, event, seq):
    envelope = Envelope(event.wire, event.version, "/accounts", getattr(event, event.about), seq, NOW, TENANT)
    reactor = Reactor(ROLES_HEARD, nothing_is_sent, Projection(database))
    await reactor([Incoming(envelope, event)])


async def nothing_is_sent(*_):
    raise AssertionError


class RunningClock(StoppedClock):
    """Half a second passes with each look."""

    def now(self):
        self.at += timedelta(seconds=0.5)
        return self.at


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_newest_fact_holds_in_every_order(database, order):
    copy = RolesCopy(database, StoppedClock())
    for n in (*order, *order):
        await hear(database, *FACTS[n])
    assert await copy.of(PERSON) == (role("secretary"),)


async def test_a_revoked_role_holds_within_a_second(database):
    clock = StoppedClock()
    copy = RolesCopy(database, clock)
    await hear(database, *FACTS[1])
    assert await copy.of(PERSON) == BOTH
    await hear(database, *FACTS[2])
    clock.at += timedelta(seconds=0.6)
    assert await copy.of(PERSON) == (role("secretary"),)


async def test_a_token_that_knows_of_more_is_not_answered_from_memory(database):
    copy = RolesCopy(database, StoppedClock())
    await hear(database, *FACTS[0])
    assert await copy.of(PERSON) == (role(),)
    await hear(database, *FACTS[1])
    assert await copy.of(PERSON, at_least_seq=2) == BOTH


async def test_who_was_never_given_a_role_has_none(database):
    copy = RolesCopy(database, StoppedClock())
    await hear(database, person_registered(), 1)
    assert await copy.of(OTHER_PERSON) == ()


async def test_a_role_just_granted_is_waited_for(database):
    copy = RolesCopy(database, StoppedClock())
    asked = asyncio.create_task(copy.of(PERSON, at_least_seq=2))
    await hear(database, *FACTS[0])
    assert not asked.done()
    await hear(database, *FACTS[1])
    assert await asked == BOTH


async def test_a_copy_that_stays_behind_decides_nothing(database):
    copy = RolesCopy(database, RunningClock())
    await hear(database, *FACTS[0])
    with pytest.raises(Unavailable):
        await copy.of(PERSON, at_least_seq=3)
