"""Speaks to a service's application in process, as HTTP has it."""

from collections.abc import Mapping
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from shared.contracts.commands import Command
from shared.mongo import Database, find_all
from shared.web.commands import route_name


def speaking_to(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service", headers={"Accept-Language": "en"})


def body_of(command: Command) -> dict[str, Any]:
    """The command as JSON, a password included."""
    secrets = {name: value.get_secret_value() for name, value in command if isinstance(value, SecretStr)}
    return {**command.model_dump(mode="json"), **secrets}


async def send(
    http: httpx.AsyncClient,
    command: Command,
    token: str = "",
    command_id: str = "command-0001",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    sent = {"Idempotency-Key": command_id, **bearer(token), **(headers or {})}
    return await http.post(f"/commands/{route_name(type(command))}", json=body_of(command), headers=sent)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of what must be a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert {"type", "title", "status", "code"} <= set(body) <= {"type", "title", "status", "code", "errors", "error"}
    return answer.status_code, body["code"]


async def everything_in(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All documents of a database but for what counts tries and leads the relay."""
    names = set(await database.list_collection_names()) - {"attempts", "relay"}
    return {name: await find_all(database[name], {}, sort=[("_id", 1)]) for name in sorted(names)}
