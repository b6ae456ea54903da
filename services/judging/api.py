"""The HTTP edge of judging: commands from the table, and beside them what no event carries."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from services.judging import queries
from services.judging.handlers import COMMANDS
from services.judging.ports import Needs
from shared.bus.jobs import Results
from shared.bus.own_data import OwnStates
from shared.clock import Clock
from shared.web.authenticating import bearer_token
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app

PRIVATE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from."""

    execute: Execute
    authenticate: Authenticate
    needs: Needs
    results: Results
    own: OwnStates
    clock: Clock
    checks: Mapping[str, Check]


def judging_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    reads = (sheet_routes(parts), result_routes(parts), plan_routes(parts), own_routes(parts))
    routers = (command_routes(commands, parts.authenticate, parts.execute), *reads)
    return service_app("judging", commands, routers, parts.checks, parts.clock)


def sheet_routes(parts: Parts) -> APIRouter:
    """`GET /rounds/{round_id}/sheets` and `GET /sheets/{sheet_id}`."""
    router = APIRouter(tags=["scoresheets"])

    @router.get("/rounds/{round_id}/sheets")
    async def sheets(request: Request, round_id: str) -> JSONResponse:
        """The caller's own scoresheets of a round, with their marks and notes; empty ones too."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_sheets(actor, round_id, parts.needs, token)
        return JSONResponse([sheet.model_dump(mode="json") for sheet in found], headers=PRIVATE)

    @router.get("/sheets/{sheet_id}")
    async def sheet(request: Request, sheet_id: str) -> JSONResponse:
        """A scoresheet of the caller's own; to anybody else nothing is there."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_sheet(actor, sheet_id, parts.needs, token)
        return JSONResponse(found.model_dump(mode="json"), headers=PRIVATE)

    return router


def result_routes(parts: Parts) -> APIRouter:
    """`GET /rounds/{round_id}/preview` and `GET /rounds/{round_id}/document`."""
    router = APIRouter(tags=["results"])

    @router.get("/rounds/{round_id}/preview")
    async def preview(request: Request, round_id: str) -> JSONResponse:
        """What sealing a closed round would come to, for its chair alone."""
        actor = await parts.authenticate(request)
        return JSONResponse(await queries.preview(actor, round_id, parts.needs), headers=PRIVATE)

    @router.get("/rounds/{round_id}/document")
    async def document(request: Request, round_id: str) -> JSONResponse:
        """The sealed document of a round, for who may have it; its hash is the published one."""
        actor = await parts.authenticate(request)
        return JSONResponse(await queries.document(actor, round_id, parts.needs), headers=PRIVATE)

    return router


def plan_routes(parts: Parts) -> APIRouter:
    """`GET /jobs/{job_id}/plan`."""
    router = APIRouter(tags=["assignment"])

    @router.get("/jobs/{job_id}/plan")
    async def plan(request: Request, job_id: str) -> JSONResponse:
        """Who would score what, for who has asked for the plan; or which limit binds."""
        actor = await parts.authenticate(request)
        found = await queries.plan_of(actor, job_id, parts.needs.jobs, parts.results, parts.clock)
        return JSONResponse(found.model_dump(mode="json"), headers=PRIVATE)

    return router


def own_routes(parts: Parts) -> APIRouter:
    """`GET /people/{person_id}/data`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that judging holds of the person, who asks in person; a program is refused."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_data(person_id, actor, parts.own, parts.needs.texts, token)
        return JSONResponse(found, headers=PRIVATE)

    return router
