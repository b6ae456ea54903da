"""One write moves every process of a system ninety days: what was good for a time has ended, what was due is done."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from deploy.local.manager import Manager
from deploy.local.programs import ours
from shared.services import EVERYBODY, SERVICES
from tests.harness.rest import EXCHANGE, SESSION, Refused, RestClient
from tests.harness.system import started_system
from tests.harness.waiting import eventually

PATHS = {
    "accounts": "/people/{me}",
    "registration": "/drafts",
    "notifications": "/subscription",
    "exchange": "/listings",
    "matchmaking": "/people/{me}/data",
    "judging": "/people/{me}/data",
}
"""What a person may ask of each service."""


@pytest.fixture(scope="module")
def clock(tmp_path_factory) -> Path:
    """The file that moves the clocks of the system."""
    return Path(tmp_path_factory.mktemp("clock")) / "seconds"


@pytest.fixture(scope="module")
def system(clock):
    """A system of its own: its time runs ahead of the others'."""
    with started_system(TECHFEST_CLOCK=str(clock)) as running:
        yield running


class Lan:
    """A person of the demo, with a session and a token for each service."""

    def __init__(self, system) -> None:
        self._system, self._who = system, system.demo.sign_ins[1]
        self.session = ""
        self.tokens: dict[str, str] = {}

    async def sign_in(self) -> None:
        who = {"mail": self._who.mail, "password": self._who.password, "tenant_id": self._system.demo.tenant_id}
        async with RestClient(self._system.address) as client:
            self.session = (await client.post("/api/accounts/sign-in", json=who))[0]["session"]
        self.tokens = {audience: await self.token(audience) for audience in EVERYBODY}

    async def token(self, audience: str) -> str:
        form = {"grant_type": EXCHANGE, "subject_token": self.session, "subject_token_type": SESSION}
        async with RestClient(self._system.address) as client:
            answer, _ = await client.post("/api/accounts/token", data={**form, "audience": audience})
        return str(answer["access_token"])

    async def answers(self) -> dict[str, int]:
        """What each process that answers HTTP says to the token that it was meant for."""
        me, ports = subject_of(self.tokens["accounts"]), self._system.local.ports
        found = {}
        for audience in set(EVERYBODY) - {"gateway"}:
            url = f"http://127.0.0.1:{getattr(ports, audience)}{PATHS[audience].format(me=me)}"
            found[audience] = await status(url, self.tokens[audience])
        return {**found, "gateway": await self._of_the_gateway()}

    async def _of_the_gateway(self) -> int:
        query = {"query": "{ tenants { totalCount } }"}
        return await status(f"{self._system.address}/graphql", self.tokens["gateway"], query)


def subject_of(token: str) -> str:
    body = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(body + "=="))["sub"])


async def status(url: str, token: str, body: Any = None) -> int:
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/graphql-response+json"}
    async with httpx.AsyncClient(timeout=20) as http:
        answer = await http.request("POST" if body else "GET", url, json=body, headers=headers)
    return answer.status_code


async def ask_for_a_link(system) -> str:
    """Somebody wants to sign in by mail; the wish ends after a quarter of an hour."""
    wish = {"mail": system.demo.sign_ins[1].mail, "tenant_id": system.demo.tenant_id}
    async with RestClient(system.address) as client:
        return str((await client.post("/api/accounts/sign-in/link", json=wish))[0]["sign_in_id"])


async def timer_of(system, sign_in_id: str) -> Any:
    """The timer that the wish waits for, as its document says it."""
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        found = await client["techfest_accounts"]["sign_ins"].find_one({"_id": sign_in_id})
        return found.get("due", {}).get("timer")
    finally:
        client.close()


async def test_one_write_moves_every_process_ninety_days(system, clock):
    lan = Lan(system)
    await lan.sign_in()
    sign_in_id = await ask_for_a_link(system)
    assert await lan.answers() == dict.fromkeys(EVERYBODY, 200)
    assert await timer_of(system, sign_in_id) == "ends"

    clock.write_text(str(timedelta(days=90).total_seconds()))

    assert await lan.answers() == dict.fromkeys(EVERYBODY, 401)
    with pytest.raises(Refused, match=r"40[01]"):
        await lan.token("registration")
    await eventually(lambda: gone(system, sign_in_id), 30, "the worker ends the wish to sign in")
    await lan.sign_in()
    assert await lan.answers() == dict.fromkeys(EVERYBODY, 200)


async def gone(system, sign_in_id: str) -> bool:
    return await timer_of(system, sign_in_id) is None


def test_every_process_of_ours_looks_at_the_same_file(system, clock):
    manager = Manager(system.local)
    told = {p.name: environment_of(manager.process(p.name).pid).get("TECHFEST_CLOCK") for p in ours(system.local)}
    assert told == dict.fromkeys(told, str(clock))
    processes = {f"{service}-{role}" for service in SERVICES for role in ("api", "worker")}
    assert set(told) == processes | {"gateway-projector", "gateway-web", "mailbox"}


def environment_of(pid: int) -> dict[str, str]:
    """What a process was started with."""
    pairs = (pair.partition("=") for pair in Path(f"/proc/{pid}/environ").read_text().split("\0"))
    return {name: value for name, _, value in pairs}
