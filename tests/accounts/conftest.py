import base64
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx
import pytest
from pydantic import SecretStr

from services.accounts.api import accounts_app
from services.accounts.main import joined
from services.accounts.settings import Settings
from shared.auth import gateway_proof
from shared.bus.itself import Execute, as_itself
from shared.bus.oplog_guard import OplogGuard
from shared.contracts.commands import Command
from shared.ids import new_id
from shared.mongo import Database, run
from tests.builders import accounts as build
from tests.builders.edges import send, speaking_to
from tests.builders.registration import DURING
from tests.builders.tokens import StoppedClock

OPERATOR_SECRET = "s3cret of the operator + more/="
GATEWAY_SECRET = "secret of the gateway"
SERVICES_ROOT = "root of the services' secrets"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


@dataclass
class Edge:
    """Accounts behind HTTP, with a clock that the test moves."""

    http: httpx.AsyncClient
    database: Database
    clock: StoppedClock
    execute: Execute

    async def itself(self, command: Command) -> None:
        """As the worker does: accounts asks this of itself."""
        await as_itself("accounts", self.execute, self.clock)(command, new_id(), "")

    async def send(self, command, token="", command_id="command-0001", **headers):
        return await send(self.http, command, token, command_id, headers)

    async def token(self, form: dict[str, Any], secret: str | None = None) -> httpx.Response:
        encoded = base64.b64encode(f"operator:{quote_plus(secret or '')}".encode()).decode()
        shown = {} if secret is None else {"Authorization": f"Basic {encoded}"}
        return await self.http.post("/token", data=form, headers=shown)

    async def operator(self, *scopes: str) -> str:
        form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
        answer = await self.token(form, OPERATOR_SECRET)
        return str(answer.json()["access_token"])

    async def sign_in(self, password=build.PASSWORD, mail="lan@example.vn", address="", **more):
        shown = {"Techfest-Gateway": gateway_proof(GATEWAY_SECRET), "Techfest-Client-Address": address or "10.0.0.1"}
        return await self.http.post("/sign-in", json={"mail": mail, "password": password, **more}, headers=shown)

    async def session(self) -> str:
        return str((await self.sign_in()).json()["session"])

    async def person(self, audience: str = "accounts") -> str:
        answer = await self.exchange(await self.session(), audience)
        return str(answer.json()["access_token"])

    async def exchange(self, subject: str, *audiences: str) -> httpx.Response:
        return await self.token({"grant_type": EXCHANGE, "subject_token": subject, "audience": list(audiences)})


def settings_of(real_parts, folder, **more):
    return Settings(
        mongo=real_parts.mongo,
        kafka=real_parts.kafka,
        data=folder,
        operator_secret=SecretStr(OPERATOR_SECRET),
        gateway_secret=SecretStr(GATEWAY_SECRET),
        services_root=SecretStr(SERVICES_ROOT),
        **more,
    )


@asynccontextmanager
async def edge_of(settings, database):
    clock, guard = StoppedClock(DURING), OplogGuard(database)
    async with joined(settings, database, guard, clock) as parts:
        await guard.look()
        await keep_what_is_old(database)
        async with speaking_to(accounts_app(parts)) as http:
            yield Edge(http, database, clock, parts.execute)
    await database.client.drop_database(f"{database.name}_keys")


@pytest.fixture
async def edge(real_parts, database, tmp_path):
    async with edge_of(settings_of(real_parts, tmp_path), database) as made:
        yield made


async def keep_what_is_old(database: Database) -> None:
    """MongoDB takes away what is over by its own clock, which a test doesn't stop."""
    old = (("attempts", "until"), ("sessions", "expires_at"), ("tickets", "until"), ("uploads", "kept_until"))
    for collection, index in old:
        await run(database, {"dropIndexes": collection, "index": index})


async def founded(edge):
    """With a tenant and a person."""
    token = await edge.operator("tenants:create")
    assert (await edge.send(build.create_tenant(), token, "founding-1")).status_code == 200
    assert (await edge.send(build.register_person(), "", "founding-2")).status_code == 200
    vouching = await edge.operator("people:vouch")
    assert (await edge.send(build.vouch(), vouching, "founding-2b")).status_code == 200
    return edge


@pytest.fixture
async def known(edge):
    return await founded(edge)
