"""Clients that others have written understand what we say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from gateway.web.assets import LIBRARIES
from shared.contracts.accounts.roles import RoleName
from tests.gateway import facts
from tests.gateway.http.services import signed
from tests.gateway.subscriptions.listening import Listened

pytestmark = pytest.mark.real
CLIENTS = Path(__file__).parent / "clients"
SECONDS = 20


class Client:
    """A client's process, of which each line says what it was told."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def says(self) -> list[Any]:
        """What it says next."""
        assert self._process.stdout is not None
        async with asyncio.timeout(SECONDS):
            line = await self._process.stdout.readline()
        found: list[Any] = orjson.loads(line)
        return found

    async def ended(self) -> int:
        """Its status."""
        async with asyncio.timeout(SECONDS):
            return await self._process.wait()


@asynccontextmanager
async def client(gateway: Listened, kind: str, url: str) -> AsyncIterator[Client]:
    """A client that asks a query, a wrong one, and then watches a job."""
    modules = str(LIBRARIES.parent / "package.json")
    token = signed("person-org", "gateway", tenant_id=facts.TENANT)
    process = await asyncio.create_subprocess_exec(
        "node", str(CLIENTS / f"{kind}.mjs"), modules, url, token, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Client(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def job(done: int) -> dict[str, Any]:
    return {"data": {"job": {"done": done, "status": "RUNNING"}}}


async def test_the_usual_client_of_websockets_understands_us(gateway):
    async with client(gateway, "ws", f"{gateway.address.replace('http', 'ws')}/graphql") as one:
        assert [await one.says() for _ in range(5)] == [
            ["connected", None],
            ["query", {"data": {"tenants": {"totalCount": 2}}}],
            ["query complete", None],
            ["wrong error", ["invalid_document"]],
            ["job", job(0)],
        ]
        await gateway.tell(facts.job("job-00001", seq=2, done=4))
        assert await one.says() == ["job", job(4)]
        await gateway.tell(facts.revoked("person-org", RoleName.ORGANISER))
        assert await one.says() == ["job error", ["not_found"]]
        assert (await one.says(), await one.ended()) == (["closed", 1000], 0)


async def test_the_usual_client_of_server_sent_events_understands_us(gateway):
    async with client(gateway, "sse", f"{gateway.address}/graphql") as one:
        assert [await one.says() for _ in range(3)] == [
            ["connected", None],
            ["query", {"data": {"tenants": {"totalCount": 2}}}],
            ["query complete", None],
        ]
        wrong = await one.says()
        assert (wrong[0], wrong[1]["errors"][0]["extensions"]) == ("wrong", {"code": "invalid_document"})
        assert [await one.says() for _ in range(2)] == [["wrong complete", None], ["job", job(0)]]
        await gateway.tell(facts.job("job-00001", seq=2, done=4))
        assert await one.says() == ["job", job(4)]
        await gateway.tell(facts.revoked("person-org", RoleName.ORGANISER))
        ended = await one.says()
        assert (ended[0], ended[1]["errors"][0]["extensions"]) == ("job", {"code": "not_found"})
        assert (await one.says(), await one.ended()) == (["job complete", None], 0)
