"""People of a running system, who send commands and ask as themselves, each request on a trace that is known."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import SecretStr

from deploy.cli.client import body_of, route_of
from shared.contracts.accounts import commands as accounts
from shared.contracts.commands import Command
from shared.ids import new_id
from tests.harness.rest import EXCHANGE, SESSION, Refused, RestClient, operator_token
from tests.harness.system import System

AUDIENCES = ("accounts", "registration", "exchange", "judging", "matchmaking", "gateway")
PASSWORD = "ba từ dễ nhớ"


@dataclass
class Traces:
    """The traces of the requests that were sent, each by the command that it carried."""

    sent: dict[str, str] = field(default_factory=dict)
    """Trace id → the command's wire name."""

    def new(self, wire: str) -> str:
        """A `traceparent` of its own for a request."""
        trace_id = secrets.token_hex(16)
        self.sent[trace_id] = wire
        return f"00-{trace_id}-{secrets.token_hex(8)}-01"


@dataclass
class Somebody:
    """A person with an account, a client, or a stranger, who has no tokens."""

    system: System
    traces: Traces
    tokens: dict[str, str]
    mail: str = ""
    """Of who has an account."""
    organisation_id: str = ""
    """That they have registered, if any."""

    @property
    def id(self) -> str:
        """The person's."""
        body = next(iter(self.tokens.values())).split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=="))["sub"])

    async def send(self, command: Command) -> dict[str, Any]:
        """Sends it through the gateway, once; it must be taken."""
        token = self.tokens.get(command.wire.split(".")[0])
        headers = {"Idempotency-Key": new_id(), "traceparent": self.traces.new(command.wire)}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        async with httpx.AsyncClient(base_url=self.system.address, timeout=30) as http:
            answer = await http.post(route_of(type(command)), json=body_of(command), headers=headers)
        if not answer.is_success:
            raise Refused(f"{command.wire}: {answer.status_code} {answer.text[:500]}")
        return dict(answer.json())

    async def ask(self, query: str, **variables: Any) -> Any:
        """Asks GraphQL; the data, and no errors."""
        headers = {"Authorization": f"Bearer {self.tokens['gateway']}"}
        async with httpx.AsyncClient(base_url=self.system.address, timeout=30, headers=headers) as http:
            answer = (await http.post("/graphql", json={"query": query, "variables": variables})).json()
        assert "errors" not in answer, answer
        return answer["data"]

    async def register_organisation(self, name: str, **said: Any) -> str:
        """Registers one, which the person acts for."""
        self.organisation_id = new_id()
        tenant_id = self.system.demo.tenant_id
        await self.send(
            accounts.RegisterOrganisation(
                organisation_id=self.organisation_id, tenant_id=tenant_id, name=f"{name} {new_id()[:6]}", **said
            )
        )
        return self.organisation_id


async def operator(system: System, traces: Traces, *scopes: str) -> Somebody:
    """The operator's client."""
    token = await operator_token(system.address, system.operator_secret, *scopes)
    return Somebody(system, traces, dict.fromkeys(AUDIENCES, token))


async def signed_in(system: System, traces: Traces, mail: str, password: str = PASSWORD) -> Somebody:
    """Somebody who has an account."""
    tokens = {}
    async with RestClient(system.address) as client:
        who = {"mail": mail, "password": password, "tenant_id": system.demo.tenant_id}
        session = (await client.post("/api/accounts/sign-in", json=who))[0]["session"]
        for audience in AUDIENCES:
            form = {"grant_type": EXCHANGE, "subject_token": session, "subject_token_type": SESSION}
            answer, _ = await client.post("/api/accounts/token", data={**form, "audience": audience})
            tokens[audience] = str(answer["access_token"])
    return Somebody(system, traces, tokens, mail)


async def registered(system: System, traces: Traces, name: str) -> Somebody:
    """Somebody who makes an account; its mail address is vouched for."""
    word, person_id = new_id()[:12], new_id()
    mail = f"{word}@{word}.example"  # of a domain of its own: people of one may not judge each other
    stranger = Somebody(system, traces, {})
    await stranger.send(
        accounts.RegisterPerson(
            person_id=person_id,
            tenant_id=system.demo.tenant_id,
            name=name,
            mail=mail,
            password=SecretStr(PASSWORD),
        )
    )
    vouching = await operator(system, traces, "people:vouch")
    await vouching.send(accounts.VouchForMail(person_id=person_id))
    return await signed_in(system, traces, mail)
