"""Many who watch, and those who read slowly."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from gateway.graph.requests import Asked
from gateway.graph.running import Answer
from gateway.graph.subscriptions.live import Live
from gateway.graph.subscriptions.tellings import Tellings
from gateway.graph.subscriptions.watched import WatchedRows
from shared.bus.projected import News
from shared.clock import SystemClock
from shared.contracts.accounts.roles import RoleName
from tests.gateway import facts
from tests.gateway.graph.world import LAN, VIEWERS, world_over
from tests.gateway.subscriptions.listening import Listened, Message, Socket, bearer
from tests.harness.waiting import eventually

WATCHERS = 200
JOB = 'subscription { job(jobId: "job-00001") { done } }'


@pytest.mark.real
async def test_two_hundred_watch_in_one_process_and_all_are_told(gateway):
    async with AsyncExitStack() as open_:
        sockets = [await _begun(gateway, open_, f"client-{n:04}") for n in range(WATCHERS // 20)]
        for socket in sockets:
            for number in range(20):
                await socket.subscribe(str(number), JOB)
        assert [one["payload"]["data"]["job"]["done"] for one in await _each(sockets)] == [0] * WATCHERS
        await gateway.tell(facts.job("job-00001", seq=2, done=5))
        assert [one["payload"]["data"]["job"]["done"] for one in await _each(sockets)] == [5] * WATCHERS
    await eventually(lambda: _forgotten(gateway), what="the end of all watches")


async def _begun(gateway: Listened, open_: AsyncExitStack, name: str) -> Socket:
    await gateway.tell(facts.role(name, RoleName.ORGANISER))
    socket = await open_.enter_async_context(gateway.socket())
    await socket.begin(**bearer(name))
    return socket


async def _each(sockets: list[Socket]) -> list[Message]:
    return [await socket.next(seconds=20) for socket in sockets for _ in range(20)]


async def _forgotten(gateway: Listened) -> bool:
    tellings = gateway.crowd.tellings
    return not (tellings.watching or tellings.names or gateway.crowd.open)


class Clogged:
    """A reader that takes an answer only when it is let."""

    def __init__(self, live: Live) -> None:
        self.answers = live.answers(Asked(JOB), self._who)

    async def _who(self):
        return LAN

    async def take(self) -> Answer:
        async with asyncio.timeout(5):
            return await anext(self.answers)


@pytest.mark.real
async def test_a_reader_that_takes_its_time_gets_only_the_newest(database):
    await facts.project(database, facts.tenant(), facts.job("job-00001"))
    world, tellings = world_over(database), Tellings()
    reader = Clogged(Live(world.graph, tellings, SystemClock(), pause=0))
    assert await reader.take() == {"data": {"job": {"done": 0}}}
    world.rows.reads.clear()
    for seq in range(2, 50):
        await facts.project(database, facts.job("job-00001", seq=seq, done=seq))
        tellings.hear(News(database.name, {"job-00001": seq}, ["jobs:job-00001"]))
    assert world.rows.reads == []
    assert await reader.take() == {"data": {"job": {"done": 49}}}
    assert world.rows.reads == ["jobs"]
    await reader.answers.aclose()
    assert tellings.watching == 0


@pytest.mark.real
async def test_news_wakes_only_those_who_read_what_it_names(database):
    await facts.project(database, facts.tenant(), facts.job("job-00001"), facts.job("job-00002"))
    world, tellings = world_over(database), Tellings()
    reader = Clogged(Live(world.graph, tellings, SystemClock(), pause=0))
    await reader.take()
    following = asyncio.ensure_future(reader.take())
    await asyncio.sleep(0)
    world.rows.reads.clear()
    tellings.hear(News(database.name, {}, ["jobs:job-00002", "roles:x", "roles.person_id:person-minh"]))
    await facts.project(database, facts.job("job-00001", seq=2, done=1))
    tellings.hear(News(database.name, {}, ["jobs:job-00001"]))
    assert await following == {"data": {"job": {"done": 1}}}
    assert world.rows.reads == ["jobs"]
    await reader.answers.aclose()


@pytest.mark.real
async def test_another_read_model_is_read_at_once(database):
    await facts.project(database, facts.tenant(), facts.job("job-00001"))
    world, tellings = world_over(database), Tellings()
    reader = Clogged(Live(world.graph, tellings, SystemClock(), pause=0))
    await reader.take()
    await facts.project(database, facts.job("job-00001", seq=2, done=1))
    tellings.hear(News("another", swap=True))
    assert await reader.take() == {"data": {"job": {"done": 1}}}
    await reader.answers.aclose()


@pytest.mark.real
async def test_what_a_document_read_is_what_is_watched(world):
    names: set[str] = set()
    watched = WatchedRows(world.rows, names)
    asked = """{ entry(entryId: "entry-001") { organisation { name } } entries(first: 1) { totalCount }
      tenant(tenantId: "no-such-tenant") { editions { year } } }"""
    answer = await world.graph.look(asked, {}, None, VIEWERS["organiser"], watched, "vi")
    assert "errors" not in answer
    assert names == {"entries:entry-001", "organisations:organisation-1", "entries", "tenants:no-such-tenant"}


@pytest.mark.real
async def test_rows_of_one_person_are_watched_by_the_person(world):
    names: set[str] = set()
    watched = WatchedRows(world.rows, names)
    await watched.find("messages", {"$and": [{"v.message": {"$gt": 0}}, {"person_id": "person-lan"}]})
    await watched.count("messages", {"read_at": None, "person_id": "person-minh"})
    assert names == {"messages.person_id:person-lan", "messages.person_id:person-minh"}
