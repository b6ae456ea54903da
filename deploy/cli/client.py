"""Speaks to the system as any API client does: REST through the gateway."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import SecretStr

from deploy.local.layout import local_of
from deploy.local.reaching import transport_to
from shared.contracts.commands import Command

SCOPES = ("tenants:create", "roles:grant", "editions:open", "entries:import", "entries:read", "people:vouch")
CLIENT = "operator"
EXCHANGE, ACCESS = (
    "urn:ietf:params:oauth:grant-type:token-exchange",
    "urn:ietf:params:oauth:token-type:access_token",
)
TRIES = 20
PAUSE = 0.5


class Refused(RuntimeError):
    """The system understood and said no: its code, and for people its title and what is wrong with which field."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.code = status, str(problem.get("code", ""))
        self.errors = list(problem.get("errors", ()))
        wrong = "".join(f"\n  {e.get('pointer')}: {e.get('detail') or e.get('code')}" for e in self.errors)
        super().__init__(f"{problem.get('title', 'refused')} ({status} {self.code}){wrong}")


class Unreachable(RuntimeError):
    """Nobody answers at the address."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a command."""

    id: str
    seq: int
    result: Any


class Client:
    """A client of the public REST API. A command is sent again with its id until its outcome is known."""

    def __init__(self, address: str, token: str | None = None, tries: int = TRIES) -> None:
        headers = {"Accept-Language": "en", **({"Authorization": f"Bearer {token}"} if token else {})}
        own = transport_to(address, local_of(os.environ))
        self._http = httpx.Client(base_url=address, headers=headers, timeout=30, transport=own)
        self._address, self._tries = address, tries

    def send(self, command: Command, command_id: str) -> Sent:
        """Sends a command to the service that decides it. Raises `Refused` or `Unreachable`."""
        url, headers = route_of(type(command)), {"Idempotency-Key": command_id}
        answer = self._answer("POST", url, json=body_of(command), headers=headers)
        told = answer.json()
        return Sent(told["id"], told["seq"], told.get("result"))

    def token(self, secret: str, scopes: tuple[str, ...] = SCOPES) -> str:
        """A token of the operator client (OAuth 2.0 client credentials) for these scopes."""
        form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
        answer = self._answer("POST", "/api/accounts/token", data=form, auth=(CLIENT, secret))
        return str(answer.json()["access_token"])

    def exchanged(self, session: str, audience: str) -> str:
        """A session's token for one service (OAuth 2.0 token exchange)."""
        form = {"grant_type": EXCHANGE, "subject_token": session, "subject_token_type": ACCESS, "audience": audience}
        return str(self._answer("POST", "/api/accounts/token", data=form).json()["access_token"])

    def hand_on(self, url: str, content: bytes, kind: str) -> Any:  # noqa: ANN401 - any JSON
        """Hands on something whole that is no command. Raises `Refused` or `Unreachable`."""
        return self._answer("POST", url, content=content, headers={"Content-Type": kind}).json()

    def ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of a route that is no command. Raises `Refused` or `Unreachable`."""
        return dict(self._answer("POST", path, json=dict(body)).json())

    def look(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        """What stands at a path. Raises `Refused` or `Unreachable`."""
        return self._answer("GET", path).json()

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def _answer(self, method: str, url: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        for attempt in range(self._tries):
            answer = self._try(method, url, **request)
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return _accepted(answer)
            if attempt + 1 < self._tries:
                time.sleep(PAUSE)
        if answer is not None:
            return _accepted(answer)
        raise Unreachable(f"Nothing answers at {self._address}. `techfest status` says what runs.")

    def _try(self, method: str, url: str, **request: Any) -> httpx.Response | None:  # noqa: ANN401 - httpx's own
        try:
            return self._http.request(method, url, **request)
        except httpx.TransportError:
            return None


def route_of(command: type[Command]) -> str:
    """The command's path at the gateway: `/api/accounts/commands/create-tenant`."""
    owner, name = command.wire.split(".", 1)
    return f"/api/{owner}/commands/{name.replace('_', '-')}"


def body_of(command: Command) -> dict[str, Any]:
    """The command as JSON, with its secrets, which a plain dump would mask."""
    plain = command.model_dump(mode="json")
    values = ((name, getattr(command, name)) for name in type(command).model_fields)
    return {**plain, **{name: v.get_secret_value() for name, v in values if isinstance(v, SecretStr)}}


def _accepted(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    raise Refused(answer.status_code, problem if isinstance(problem, dict) else {})
