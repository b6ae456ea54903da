"""A mail address has one account at a tenant, however many addresses an account has: the fake and MongoDB alike."""

import asyncio

import pytest

from services.accounts.domain.person import Absorbed, PersonFilled
from services.accounts.handlers.nouns import PERSON
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Order
from shared.contracts.accounts.events import PersonErased, PersonRegistered
from shared.contracts.accounts.refusals import MailTaken
from shared.ids import new_id
from tests.builders import accounts as build
from tests.builders.registration import DURING
from tests.fakes.memory_aggregates import MemoryAggregates


@pytest.fixture
def memory_people():
    return MemoryAggregates(PERSON)


@pytest.fixture
async def mongo_people(database):
    await prepare(database, [PERSON])
    return MongoAggregates(database, PERSON)


@pytest.fixture(params=["memory", "mongo"])
def people(request):
    return request.getfixturevalue(f"{request.param}_people")


async def say(people, person_id, *facts):
    await people.execute(Order(person_id, new_id(), "digest", DURING, person_id, lambda _: facts))


async def register(people, person_id, *mail_keys, tenant_id=build.TENANT):
    told = PersonRegistered(person_id=person_id, tenant_id=tenant_id)
    filled = PersonFilled(mail_key=mail_keys[0], details="box", credentials=None, language="vi", mail_verified=True)
    await say(people, person_id, told, filled, Absorbed(mail_keys=mail_keys[1:], ids=()))


async def test_each_of_several_addresses_is_taken(people):
    await register(people, "person-a-001", "key-1", "key-2")
    for taken in ("key-1", "key-2"):
        with pytest.raises(MailTaken):
            await register(people, "person-b-002", taken)
        with pytest.raises(MailTaken):
            await register(people, "person-b-002", "key-3", taken)
    await register(people, "person-b-002", "key-3")


async def test_the_same_address_has_an_account_at_each_tenant(people):
    await register(people, "person-a-001", "key-1", "key-2")
    await register(people, "person-b-002", "key-2", "key-1", tenant_id=build.OTHER_TENANT)


async def test_those_without_an_address_are_no_doubles(people):
    for person_id in ("person-a-001", "person-b-002"):
        await say(people, person_id, PersonRegistered(person_id=person_id, tenant_id=build.TENANT))
        await say(people, person_id, PersonErased(person_id=person_id, tenant_id=build.TENANT))


async def test_an_address_that_was_let_go_is_free(people):
    await register(people, "person-a-001", "key-1")
    await say(people, "person-a-001", PersonErased(person_id="person-a-001", tenant_id=build.TENANT))
    await register(people, "person-b-002", "key-1")


async def test_of_two_at_once_one_has_it(people):
    found = await asyncio.gather(
        *(register(people, f"person-{n:04}", f"key-{n}", "key-x") for n in range(5)), return_exceptions=True
    )
    assert [type(one) for one in found if one is not None] == [MailTaken] * 4


@pytest.mark.real
async def test_it_is_found_by_the_index(mongo_people, database):
    await register(mongo_people, "person-a-001", "key-1", "key-2")
    asked = {"state.mail_keys": "key-2", "state.tenant_id": build.TENANT}
    plan = await database["people"].find(asked).explain()
    assert plan["queryPlanner"]["winningPlan"]["inputStage"]["indexName"] == "mails"
