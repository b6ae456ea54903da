"""Commands that arrive at once over HTTP are saved together, and each has its own answer and its own event."""

import asyncio
from collections.abc import Iterator

import pytest

from shared.contracts.accounts.commands import RegisterOrganisation
from shared.contracts.registration.commands import ReviseEntry, SubmitEntry
from shared.contracts.registration.values import EntryAnswers
from shared.ids import new_id
from shared.mongo import Collection, connect
from tests.harness.rest import RestClient, person_token
from tests.harness.system import System

COMMANDS = 200


@pytest.fixture
async def founder(system: System):
    async with RestClient(system.address, await token_of(system, "registration")) as client:
        yield client


async def token_of(system: System, audience: str) -> str:
    signed = system.demo.sign_ins[1]
    return await person_token(system.address, signed.mail, signed.password, system.demo.tenant_id, audience)


async def registered(system: System) -> str:
    named = RegisterOrganisation(organisation_id=new_id(), tenant_id=system.demo.tenant_id, name="Folding")
    async with RestClient(system.address, await token_of(system, "accounts")) as client:
        return (await client.send(named, new_id())).id


@pytest.fixture
def entries(system: System) -> Iterator[Collection]:
    client = connect(system.local.mongo_uri)
    yield client["techfest_registration"]["entries"]
    client.close()


async def submitted(system: System, founder: RestClient) -> str:
    command = SubmitEntry(
        entry_id=new_id(),
        programme_id=system.demo.programme_id,
        organisation_id=await registered(system),
        answers=EntryAnswers(title="Before"),
    )
    return (await founder.send(command, new_id())).id


async def test_two_hundred_at_once_take_fewer_writes_than_commands(system, founder, entries):
    entry_id = await submitted(system, founder)
    before = await entries.find_one({"_id": entry_id}, {"rev": 1})
    commands = [ReviseEntry(entry_id=entry_id, answers=EntryAnswers(title=f"Version {n}")) for n in range(COMMANDS)]
    sent = await asyncio.gather(*(founder.send(command, new_id()) for command in commands))
    after = await entries.find_one({"_id": entry_id}, {"rev": 1, "seq": 1})
    assert before is not None
    assert after is not None
    assert sorted(answer.seq for answer in sent) == list(range(2, COMMANDS + 2))
    assert after["seq"] == COMMANDS + 1
    assert after["rev"] - before["rev"] < COMMANDS
