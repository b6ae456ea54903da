"""The HTTP edge of matchmaking: commands from the table."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from services.matchmaking.handlers import COMMANDS
from services.matchmaking.queries import own_data
from shared.bus.own_data import OwnStates
from shared.clock import Clock
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app

NAME = "matchmaking"
PRIVATE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from."""

    execute: Execute
    authenticate: Authenticate
    own: OwnStates
    clock: Clock
    checks: Mapping[str, Check]


def matchmaking_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (command_routes(commands, parts.authenticate, parts.execute), own_routes(parts))
    return service_app(NAME, commands, routers, parts.checks, parts.clock)


def own_routes(parts: Parts) -> APIRouter:
    """`GET /people/{person_id}/data`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that matchmaking holds of the person, who asks in person; a program is refused."""
        actor = await parts.authenticate(request)
        return JSONResponse(await own_data(person_id, actor, parts.own), headers=PRIVATE)

    return router
