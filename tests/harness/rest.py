"""An API client that repeats a command with its id until it knows the outcome, as every client should."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Self

import httpx

from deploy.cli.client import body_of, route_of
from shared.contracts.commands import Command

PAUSE = 0.1
UNKNOWN = frozenset({408, 425, 429, 500, 502, 503, 504})
SESSION = "urn:ietf:params:oauth:token-type:access_token"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a command, and how often it had to be sent."""

    id: str
    seq: int
    tries: int


class Refused(AssertionError):
    """The answer was a refusal."""


class RestClient:
    """Sends commands through the gateway with one person's or client's token."""

    def __init__(self, address: str, token: str = "", patience: float = 60) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        self._http = httpx.AsyncClient(base_url=address, headers=headers, timeout=10, limits=limits)
        self._patience = patience

    async def send(self, command: Command, command_id: str) -> Sent:
        """The answer; raises `Refused`, or `TimeoutError` when nobody knows the outcome for too long."""
        answer, tries = await self.post(
            route_of(type(command)), json=body_of(command), headers={"Idempotency-Key": command_id}
        )
        return Sent(answer["id"], answer["seq"], tries)

    async def post(self, path: str, **request: Any) -> tuple[Any, int]:
        """The JSON of an accepted request, and the number of tries."""
        end, tries = time.monotonic() + self._patience, 0
        while time.monotonic() < end:
            tries += 1
            answer = await self._try(path, **request)
            if answer is not None and answer.is_success:
                return answer.json(), tries
            if answer is not None and answer.status_code not in UNKNOWN:
                raise Refused(f"{path}: {answer.status_code} {answer.text[:500]}")
            await asyncio.sleep(PAUSE)
        raise TimeoutError(path)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def _try(self, path: str, **request: Any) -> httpx.Response | None:
        try:
            return await self._http.post(path, **request)
        except httpx.TransportError:
            return None


async def person_token(address: str, mail: str, password: str, tenant_id: str, audience: str) -> str:
    """A token of a person for one service, by signing in."""
    async with RestClient(address) as client:
        who = {"mail": mail, "password": password, "tenant_id": tenant_id}
        signed, _ = await client.post("/api/accounts/sign-in", json=who)
        form = {"grant_type": EXCHANGE, "subject_token": signed["session"], "subject_token_type": SESSION}
        answer, _ = await client.post("/api/accounts/token", data={**form, "audience": audience})
        return str(answer["access_token"])


async def operator_token(address: str, secret: str, *scopes: str) -> str:
    """A token of the client `operator`."""
    async with RestClient(address) as client:
        form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
        answer, _ = await client.post("/api/accounts/token", data=form, auth=("operator", secret))
        return str(answer["access_token"])
