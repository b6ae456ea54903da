"""The REST routes of a service's commands: one for each, its body the command, its id the Idempotency-Key."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from pydantic_core import from_json

from shared.auth import Actor
from shared.bus.nouns import Answer
from shared.contracts.commands import Command
from shared.contracts.values import Value
from shared.errors import FieldFault, InvalidCommandId, InvalidInput
from shared.ids import is_id
from shared.web.arrival import arrival_of
from shared.web.faults import faults_of
from shared.web.openapi import operation_of

Authenticate = Callable[[Request], Awaitable[Actor]]
Execute = Callable[[Command, Actor, str, str, datetime], Awaitable[Answer]]
"""`execute(command, actor, command_id, traceparent, now)`."""
Before = Callable[[Request, Actor], Awaitable[None]]
"""Asked before a command that could be read is executed; raises the refusal that keeps it from being."""
V = TypeVar("V", bound=Value)


async def _nothing(_: Request, __: Actor) -> None:
    """Most commands are executed at once."""


def command_routes(
    commands: Iterable[type[Command]],
    authenticate: Authenticate,
    execute: Execute,
    before: Mapping[type[Command], Before] | None = None,
) -> APIRouter:
    """`POST /commands/<kebab-name>` for each command that isn't internal."""
    asked_before = before or {}
    router = APIRouter(prefix="/commands", tags=["commands"])
    for command in public(commands):
        router.add_api_route(
            f"/{route_name(command)}",
            _endpoint(command, authenticate, execute, asked_before.get(command, _nothing)),
            methods=["POST"],
            name=command.wire,
            **operation_of(command),
        )
    return router


def public(commands: Iterable[type[Command]]) -> list[type[Command]]:
    """Those that others may send."""
    return [command for command in commands if not command.internal]


def route_name(command: type[Command]) -> str:
    """`registration.submit_entry` → `submit-entry`."""
    return command.wire.split(".", 1)[1].replace("_", "-")


def _endpoint(
    command: type[Command], authenticate: Authenticate, execute: Execute, before: Before
) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        arrival = arrival_of(request)
        actor = await authenticate(request)
        command_id = command_id_of(request)
        asked = read_body(command, await request.body())
        await before(request, actor)
        answer = await execute(asked, actor, command_id, arrival.traceparent, arrival.at)
        return JSONResponse({"id": answer.id, "seq": answer.seq, "result": answer.result})

    return endpoint


def command_id_of(request: Request) -> str:
    """The id that the sender has given the command. Raises `InvalidCommandId`."""
    command_id = request.headers.get("idempotency-key", "")
    if not is_id(command_id):
        raise InvalidCommandId
    return command_id


def read_body(model: type[V], body: bytes) -> V:
    """The value that a JSON body is; types are taken as they stand, none is turned into another.

    Raises `InvalidInput` with every fault.
    """
    try:
        return model.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise InvalidInput(faults_of(error, _parsed(body))) from None


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return from_json(body)
    except ValueError:
        raise InvalidInput((FieldFault((), "bad_json"),)) from None
