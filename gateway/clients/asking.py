"""Commands and drafts over HTTP, each time with a token for the service that is asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from pydantic import SecretStr

from gateway.after import Afters, Awaited
from gateway.clients.answers import Sent
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.clients.told_by import TOLD_BY
from gateway.viewer import Viewer
from shared.contracts.commands import Command
from shared.contracts.values import Value
from shared.ids import new_id
from shared.web.commands import route_name


class HttpCommands:
    """`Commands` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens, afters: Afters) -> None:
        self._services, self._tokens, self._afters = services, tokens, afters

    async def send(self, command: Command, viewer: Viewer, command_id: str | None = None, language: str = "vi") -> Sent:
        """See `Commands`."""
        service = command.wire.split(".", 1)[0]
        headers = await bearer(self._tokens, viewer, service, language)
        answer = await self._services.ask(
            service,
            "POST",
            f"/commands/{route_name(type(command))}",
            body=body_of(command),
            headers={**headers, "Content-Type": "application/json", "Idempotency-Key": command_id or new_id()},
            language=language,
        )
        after = self.after(type(command), viewer.id, answer["id"], answer["seq"])
        return Sent(answer["id"], answer["seq"], answer["result"], after)

    def after(self, command: type[Command], viewer_id: str, aggregate_id: str, seq: int) -> str:
        """The token that waits for what a command told; empty where there is nothing to wait for."""
        source = TOLD_BY.get(command)
        return self._afters.token(viewer_id, Awaited(source, aggregate_id, seq)) if source and seq else ""


class HttpDrafts:
    """`Drafts` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        """See `Drafts`."""
        parameters = {"programme_id": programme_id} if programme_id else {}
        return [_draft(found) for found in await self._asked(viewer, "/drafts", parameters)]

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        """See `Drafts`."""
        return _draft(await self._asked(viewer, f"/drafts/{entry_id}", {}))

    async def decisions(self, viewer: Viewer, programme_id: str) -> list[dict[str, Any]]:
        """See `Drafts`."""
        found: list[dict[str, Any]] = await self._asked(viewer, "/decisions", {"programme_id": programme_id})
        return found

    async def _asked(self, viewer: Viewer, path: str, parameters: Mapping[str, str]) -> Any:  # noqa: ANN401
        headers = await bearer(self._tokens, viewer, "registration", "vi")
        return await self._services.ask("registration", "GET", path, headers=headers, parameters=parameters)


async def bearer(tokens: Tokens, viewer: Viewer, service: str, language: str) -> dict[str, str]:
    """The header that shows the service who asks; none for nobody. Raises `Refused`."""
    if not viewer.token:
        return {}
    return {"Authorization": f"Bearer {await tokens.exchanged(viewer.token, service, language)}"}


def body_of(command: Value) -> bytes:
    """The command as JSON with its secrets, which every other form of it masks."""
    secrets = {name: value.get_secret_value() for name, value in command if isinstance(value, SecretStr)}
    return orjson.dumps({**command.model_dump(mode="json"), **secrets})


def _draft(found: Mapping[str, Any]) -> dict[str, Any]:
    return {**found, "saved_at": datetime.fromisoformat(found["saved_at"])}
