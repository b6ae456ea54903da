"""A tenant is never without an organiser, whatever comes at once."""

import asyncio
from dataclasses import replace

import pytest

from services.accounts.domain.roles import roles_id
from services.accounts.domain.tenant import CountOrganiser, Released
from services.accounts.handlers import HEARD
from shared.auth import service_actor
from shared.contracts.accounts.refusals import LastOrganiser
from shared.errors import Forbidden, Unauthenticated, Unavailable
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY, SECRETARY, person
from tests.fakes.hearing import Hearing
from tests.fakes.services import MemoryAccounts

LAN, MINH = build.PERSON, build.OTHER_PERSON


class Organisers:
    """Accounts with one tenant, that hears its own facts when the test says so."""

    def __init__(self) -> None:
        self.accounts = MemoryAccounts()
        self.hearing = Hearing(self.accounts, "accounts", HEARD)

    async def hear(self) -> None:
        await self.hearing.hear(["roles"])

    async def grant(self, who, **role):
        await self.accounts.send(build.grant_role(person_id=who, role=build.role(**role)), EVERY_SCOPE)

    async def revoke(self, who, by=EVERY_SCOPE, **role):
        await self.accounts.send(build.revoke_role(person_id=who, role=build.role(**role)), by)

    async def listed(self):
        return set((await self.accounts.state("tenant", build.TENANT)).organisers)

    async def organise(self):
        found = [await self.accounts.state("roles", roles_id(who)) for who in (LAN, MINH)]
        return {roles.person_id for roles in found if roles and build.role() in roles.roles}


@pytest.fixture
async def tenant():
    found = Organisers()
    await found.accounts.send(build.create_tenant(), EVERY_SCOPE)
    for n, who in enumerate((LAN, MINH)):
        await found.accounts.send(build.register_person(person_id=who, mail=f"p{n}@example.vn"), NOBODY)
    return found


@pytest.fixture
async def two(tenant):
    await tenant.grant(LAN)
    await tenant.grant(MINH)
    await tenant.hear()
    return tenant


async def test_organisers_are_listed_as_they_are_heard_of(two):
    assert await two.listed() == {LAN, MINH}


async def test_other_roles_and_places_are_not_listed(tenant):
    await tenant.grant(LAN, name="secretary")
    await tenant.grant(MINH, edition_id="edition-2026")
    await tenant.hear()
    assert await tenant.listed() == set()


async def test_the_last_organiser_can_neither_be_revoked_nor_leave(two):
    await two.revoke(MINH)
    for by in (EVERY_SCOPE, person(LAN, build.TENANT, build.role())):
        with pytest.raises(LastOrganiser):
            await two.revoke(LAN, by)
    assert await two.organise() == {LAN} == await two.listed()


async def test_of_two_who_revoke_each_other_at_once_one_is_left(two):
    lan, minh = (person(who, build.TENANT, build.role()) for who in (LAN, MINH))
    ends = await asyncio.gather(two.revoke(MINH, lan), two.revoke(LAN, minh), return_exceptions=True)
    assert sorted(map(repr, ends)) == ["LastOrganiser('accounts.last_organiser')", "None"]
    assert len(await two.organise()) == 1
    assert await two.organise() == await two.listed()


async def test_a_grant_that_was_heard_late_counts_nobody_who_is_none(two):
    await two.revoke(MINH)
    await two.hear()
    assert await two.listed() == {LAN}
    with pytest.raises(LastOrganiser):
        await two.revoke(LAN)


async def test_who_is_not_counted_yet_saves_nobody(tenant):
    await tenant.grant(LAN)
    await tenant.grant(MINH)
    with pytest.raises(LastOrganiser):
        await tenant.revoke(LAN)
    await tenant.hear()
    await tenant.revoke(LAN)
    assert await tenant.organise() == {MINH} == await tenant.listed()


async def test_an_organiser_comes_back(two):
    await two.revoke(MINH)
    await two.grant(MINH)
    await two.hear()
    assert await two.listed() == {LAN, MINH}
    await two.revoke(LAN)
    assert await two.organise() == {MINH}


async def test_a_count_that_read_before_a_release_and_comes_after_it_adds_nobody(tenant):
    await tenant.grant(LAN)
    await tenant.hear()
    await tenant.grant(MINH)
    slow = SlowRoles(tenant.accounts)
    counting = asyncio.create_task(slow.count(MINH))
    await slow.has_read.wait()
    await tenant.revoke(MINH)
    slow.may_go_on.set()
    await counting
    assert await tenant.listed() == {LAN}


class SlowRoles:
    """Reads roles, and answers a while later with what was read."""

    def __init__(self, accounts):
        self.accounts = accounts
        self.has_read, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def read(self, aggregate_id):
        found = await self.accounts.stores["roles"].read(aggregate_id)
        self.has_read.set()
        await self.may_go_on.wait()
        return found

    async def count(self, who):
        await self.send(CountOrganiser(tenant_id=build.TENANT, person_id=who), service_actor("accounts"))

    async def send(self, command, actor):
        await self.accounts.send_needing(replace(self.accounts.needs, roles=self), command, actor)


async def test_roles_that_changed_since_the_release_are_revoked_at_the_next_try(two):
    held = await two.accounts.state("roles", roles_id(MINH))
    stale = SlowRoles(two.accounts)
    revoking = asyncio.create_task(stale.send(build.revoke_role(person_id=MINH), EVERY_SCOPE))
    await stale.has_read.wait()
    await two.grant(MINH, name="secretary")
    stale.may_go_on.set()
    with pytest.raises(Unavailable):
        await revoking
    assert held.changes == 1
    await two.revoke(MINH)
    assert await two.organise() == {LAN} == await two.listed()


async def test_who_may_not_revoke_takes_nobody_off_the_list(two):
    for by, refusal in ((SECRETARY, Forbidden), (person("person-thu-005"), Forbidden), (NOBODY, Unauthenticated)):
        with pytest.raises(refusal):
            await two.revoke(MINH, by)
    assert await two.listed() == {LAN, MINH}


async def test_a_person_gives_a_role_back(tenant):
    await tenant.grant(MINH, name="judge")
    await tenant.revoke(MINH, person(MINH), name="judge")
    assert (await tenant.accounts.state("roles", roles_id(MINH))).roles == ()


async def test_a_release_is_remembered_once_for_each(two):
    for _ in range(3):
        await two.revoke(MINH)
        await two.grant(MINH)
        await two.hear()
    state = await two.accounts.state("tenant", build.TENANT)
    assert state.released == (Released(person_id=MINH, changes=5),)
