"""Sockets that are opened and say nothing: few at once, and not for long, whatever else goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import InvalidStatus

from gateway.graph.subscriptions.crowd import Doorstep
from tests.gateway import facts
from tests.gateway.graph.world import FACTS
from tests.gateway.subscriptions.listening import Listened, Socket, listened
from tests.harness.waiting import eventually

pytestmark = pytest.mark.real
AT_PLACE, IN_ALL = 4, 10
JOB = 'subscription { job(jobId: "job-00001") { done } }'


@pytest.fixture
async def narrow(database, tmp_path) -> AsyncIterator[Listened]:
    """A gateway with a small doorstep, on which nobody is hurried."""
    await facts.project(database, *FACTS)
    async with listened(database, tmp_path, doorstep=Doorstep(IN_ALL, AT_PLACE, 30)) as one:
        yield one


async def silent(gateway: Listened, open_: AsyncExitStack, at: str, count: int) -> list[Socket]:
    """Sockets that say nothing."""
    return [await open_.enter_async_context(gateway.socket(at=at)) for _ in range(count)]


async def is_refused(gateway: Listened, at: str) -> bool:
    """Whether a handshake from an address is answered with 429."""
    try:
        async with gateway.socket(at=at):
            return False
    except InvalidStatus as refused:
        answer = refused.response
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
        return True


async def test_one_silent_socket_too_many_of_a_place_is_refused_and_others_come_in(narrow):
    async with AsyncExitStack() as open_:
        await silent(narrow, open_, "127.0.0.2", AT_PLACE)
        assert narrow.crowd.waiting == AT_PLACE
        assert await is_refused(narrow, "127.0.0.2")
        async with narrow.begun("person-lan") as socket:
            await socket.subscribe("1", JOB)
            assert (await socket.next())["type"] == "next"


async def test_who_begins_makes_room_for_the_next(narrow):
    async with AsyncExitStack() as open_:
        (first, *_) = await silent(narrow, open_, "127.0.0.2", AT_PLACE)
        assert await is_refused(narrow, "127.0.0.2")
        assert await first.begin() == {"type": "connection_ack"}
        await silent(narrow, open_, "127.0.0.2", 1)
        assert (narrow.crowd.waiting, narrow.crowd.open) == (AT_PLACE, 1)


async def test_however_many_places_they_come_from_all_silent_sockets_are_few(narrow):
    async with AsyncExitStack() as open_:
        watching = await open_.enter_async_context(narrow.begun("person-lan"))
        await watching.subscribe("1", JOB)
        await watching.next()
        for at, count in (("127.0.0.2", AT_PLACE), ("127.0.0.3", AT_PLACE), ("127.0.0.4", IN_ALL - 2 * AT_PLACE)):
            await silent(narrow, open_, at, count)
        assert narrow.crowd.waiting == IN_ALL
        assert [await is_refused(narrow, f"127.0.1.{last}") for last in range(1, 21)] == [True] * 20
        for path in ("/", "/healthz", "/sign-in", "/graphql?query={__typename}"):
            assert (await narrow.http.get(path)).status_code == 200
        await narrow.tell(facts.job("job-00001", seq=2, done=5))
        assert (await watching.next())["payload"] == {"data": {"job": {"done": 5}}}


async def test_who_only_pings_is_sent_away_like_the_silent_and_makes_room(database, tmp_path):
    async with AsyncExitStack() as open_:
        narrow = await open_.enter_async_context(listened(database, tmp_path, doorstep=Doorstep(IN_ALL, AT_PLACE, 1)))
        sockets = await silent(narrow, open_, "127.0.0.2", AT_PLACE)
        pinging = asyncio.create_task(_ping(sockets[0]))
        codes = [(await socket.closed())[0] for socket in sockets]
        pinging.cancel()
        assert codes == [4408] * AT_PLACE
        await eventually(lambda: _is_empty(narrow), what="an empty doorstep")
        await silent(narrow, open_, "127.0.0.2", AT_PLACE)


async def _ping(socket: Socket) -> None:
    while True:
        await socket.send("ping")
        await asyncio.sleep(0.1)


async def _is_empty(gateway: Listened) -> bool:
    return gateway.crowd.waiting == 0
