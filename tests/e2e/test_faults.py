"""kill -9 of each process in turn under 2,000 commands: nothing lost, nothing doubled, order kept."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from shared.clock import SystemClock
from shared.contracts.registration.commands import OpenProgramme, ReviseEntry
from shared.contracts.registration.values import EntryAnswers, ProgrammeKind
from shared.contracts.values import Text
from shared.ids import new_id
from tests.harness.load import ENTRIES, ROUNDS, Answers, Load, Senders
from tests.harness.reading import GraphReader
from tests.harness.rest import RestClient, operator_token, person_token
from tests.harness.stores import SERVICES, compared, lose_relay_position
from tests.harness.system import System
from tests.harness.waiting import TooLate, eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

Entries = dict[str, dict[str, object]]
VICTIMS = {
    1: "registration-worker",
    2: "registration-api",
    3: "gateway-projector",
    4: "gateway-web",
    5: "accounts-api",
    6: "accounts-worker",
}
AFTER = 60
"""Answers of a round that come before its process is killed."""


@dataclass(slots=True)
class Aftermath:
    """What there was to see when the last process had come back."""

    load: Load
    answers: Answers
    reader: GraphReader
    recovered: dict[str, float] = field(default_factory=dict)
    """Seconds from the kill until the process was ready again."""
    caught_up: dict[str, float] = field(default_factory=dict)
    """Seconds from the kill until readers saw all of the round."""


async def new_programme(system: System) -> Load:
    token = await operator_token(system.address, system.operator_secret, "editions:open")
    now = SystemClock().now()
    command = OpenProgramme(
        programme_id=new_id(),
        edition_id=system.demo.edition_id,
        name=Text(vi="Thử tải"),
        kind=ProgrammeKind.CONTEST,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    async with RestClient(system.address, token) as client:
        await client.send(command, new_id())
    return Load(system.demo.tenant_id, command.programme_id)


async def founders_token(system: System, audience: str) -> str:
    """Of the one who submits all entries, and so may read all of them."""
    founder = system.demo.sign_ins[1]
    return await person_token(system.address, founder.mail, founder.password, system.demo.tenant_id, audience)


async def client_of(system: System, audience: str) -> RestClient:
    return RestClient(system.address, await founders_token(system, audience))


async def until_readers_see(reader: GraphReader, programme_id: str, expected: Entries) -> None:
    """Waits until readers see exactly what is expected; at the deadline the comparison tells what differs."""
    found: Entries = {}

    async def seen() -> bool:
        with suppress(httpx.TransportError, ValueError):
            found.clear()
            found.update(await reader.entries(programme_id))
        return found == expected

    with suppress(TooLate):
        await eventually(seen, 60)
    assert {i: e for i, e in found.items() if e != expected.get(i)} == {}
    assert set(found) == set(expected)


async def kill_within(system: System, senders: Senders, name: str) -> tuple[float, float]:
    """Kills the process once some of the round is answered: when, and how long until it was back."""
    begun = senders.answers.count
    await eventually(lambda: enough(senders, begun + AFTER), 60, "some answers")
    start = time.monotonic()
    return start, await asyncio.to_thread(system.kill_and_wait, name)


async def enough(senders: Senders, count: int) -> bool:
    return senders.answers.count >= count


async def one_round(system: System, senders: Senders, after: Aftermath, turn: int) -> None:
    name = VICTIMS.get(turn)
    if name is None:
        await senders.send(after.load, turn)
    else:
        (start, seconds), _ = await asyncio.gather(kill_within(system, senders, name), senders.send(after.load, turn))
        after.recovered[name] = seconds
    await until_readers_see(after.reader, after.load.programme_id, after.load.expected(turn))
    if name is not None:
        after.caught_up[name] = time.monotonic() - start


@pytest.fixture(scope="module")
async def aftermath(system: System, pytestconfig: pytest.Config) -> AsyncIterator[Aftermath]:
    async with (
        await client_of(system, "accounts") as accounts,
        await client_of(system, "registration") as registration,
        GraphReader(system.address, await founders_token(system, "gateway")) as reader,
    ):
        senders = Senders(accounts, registration)
        after = Aftermath(await new_programme(system), senders.answers, reader)
        for turn in range(ROUNDS):
            await one_round(system, senders, after, turn)
        report(pytestconfig, after)
        yield after


def report(config: pytest.Config, after: Aftermath) -> None:
    """Prints how long each process took, past pytest's capturing."""
    with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{after.answers.count} commands, {after.answers.repeated} sent again")
        for name, seconds in after.recovered.items():
            seen = after.caught_up[name]
            print(f"  kill -9 {name:<20} back after {seconds:5.2f} s, readers up to date after {seen:5.2f} s")


def test_every_command_is_answered_once_and_in_order(aftermath):
    load, answers = aftermath.load, aftermath.answers
    assert answers.disagreeing == []
    assert {i: answers.seqs[i] for i in load.expected(0)} == {i: list(range(1, ROUNDS + 1)) for i in load.expected(0)}


async def test_readers_see_the_last_state_of_every_entry_and_no_other(aftermath):
    load = aftermath.load
    assert await aftermath.reader.entries(load.programme_id) == load.expected(ROUNDS - 1)


LOADED = ("accounts", "registration")
"""Those that the load is for; of the others there is what they were told meanwhile."""


@pytest.mark.parametrize("service", SERVICES)
async def test_each_topic_folded_is_what_told_events_set_in_the_documents(system, aftermath, service):
    found = await compared(system, service)
    assert (found.lost, found.unordered, found.unequal, found.unknown) == ([], [], [], [])
    assert found.compared >= (ENTRIES if service in LOADED else 0)


def revisions(load: Load) -> list[tuple[str, list[str]]]:
    """Entries that still stand, some corrected several times and some once, with the titles in their order."""
    standing = [n for n in range(ENTRIES) if n % 4][:20]
    return [(load.entry_id(n), [f"Corrected {n}, {i}" for i in range(3 if n % 2 else 1)]) for n in standing]


async def test_a_lost_relay_position_is_repaired(system: System, aftermath: Aftermath):
    """What was told to nobody is told again: the last facts, or a snapshot where there is a gap before them."""
    load = aftermath.load
    system.stop("registration-worker")
    async with await client_of(system, "registration") as client:
        for entry_id, titles in revisions(load):
            for title in titles:
                answers = EntryAnswers(title=title, tags=("load",))
                await client.send(ReviseEntry(entry_id=entry_id, answers=answers), new_id())
    await lose_relay_position(system, "registration")
    told = await system.techfest("relay", "repair", "registration")
    system.start("registration-worker")
    last = load.expected(ROUNDS - 1)
    for entry_id, titles in revisions(load):
        last[entry_id]["title"] = titles[-1]
    await until_readers_see(aftermath.reader, load.programme_id, last)
    found = await compared(system, "registration")
    gaps = sum(len(titles) > 1 for _, titles in revisions(load))
    assert f"a snapshot of {gaps} with a gap" in told
    assert (found.lost, found.unordered, found.unequal, found.unknown) == ([], [], [], [])
