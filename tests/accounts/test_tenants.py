"""Tenants: their names and addresses, of which an old one goes on leading there."""

import pytest

from services.accounts.domain import tenant
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import TenantRenamed
from shared.contracts.accounts.refusals import SlugTaken
from shared.errors import Forbidden, NotFound
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, ORGANISER, OTHER_ORGANISER
from tests.fakes.services import MemoryAccounts


def rename(slug, name="Bắc Ninh", tenant_id=build.TENANT):
    return commands.RenameTenant(tenant_id=tenant_id, slug=slug, name=build.text(name))


@pytest.fixture
async def accounts():
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    await service.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    return service


async def test_an_old_address_stays_as_an_alias(accounts):
    await accounts.send(rename("kinh-bac"), ORGANISER)
    await accounts.send(rename("bac-ninh-bac-giang"), EVERY_SCOPE)
    told = accounts.told()[-1]
    aliases = ("bac-ninh", "kinh-bac")
    assert told == TenantRenamed(tenant_id=build.TENANT, slug="bac-ninh-bac-giang", name=build.text(), aliases=aliases)
    state = await accounts.state("tenant", build.TENANT)
    assert (state.aliases, set(state.addresses)) == (aliases, {"bac-ninh-bac-giang", *aliases})


async def test_an_address_is_taken_up_again(accounts):
    await accounts.send(rename("kinh-bac"), ORGANISER)
    await accounts.send(rename("bac-ninh"), ORGANISER)
    assert accounts.told()[-1].aliases == ("kinh-bac",)


async def test_the_same_name_again_changes_nothing(accounts):
    before = len(accounts.told())
    await accounts.send(rename("bac-ninh"), ORGANISER)
    assert len(accounts.told()) == before
    await accounts.send(rename("bac-ninh", "Kinh Bắc"), ORGANISER)
    assert accounts.told()[-1].aliases == ()


@pytest.mark.parametrize("taken", ["da-nang", "hai-chau"])
async def test_nobody_has_anothers_address_nor_one_that_it_had(accounts, taken):
    await accounts.send(rename("hai-chau", tenant_id=build.OTHER_TENANT), EVERY_SCOPE)
    with pytest.raises(SlugTaken):
        await accounts.send(rename(taken), ORGANISER)
    with pytest.raises(SlugTaken):
        await accounts.send(build.create_tenant(tenant_id="tenant-third-1", slug=taken), EVERY_SCOPE)


async def test_another_tenants_name_is_its_own(accounts):
    for actor in (LAN, OTHER_ORGANISER):
        with pytest.raises(Forbidden):
            await accounts.send(rename("kinh-bac"), actor)
    with pytest.raises(NotFound):
        await accounts.send(rename("kinh-bac", tenant_id="tenant-third-1"), EVERY_SCOPE)


def test_a_snapshot_brings_the_addresses_back():
    state = build.tenant(aliases=("kinh-bac",), addresses=("bac-ninh", "kinh-bac"))
    assert tenant.apply(None, tenant.snapshot(state)) == state
