"""The HTTP edge of registration: commands from the table, and a person's own drafts beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import JSONResponse

from services.registration.domain.entry import Entry
from services.registration.handlers import COMMANDS
from services.registration.ports import Drafts, People, Texts
from services.registration.queries import Reading, own_data, own_draft, own_drafts, pending_decisions
from shared.bus.own_data import OwnStates
from shared.bus.ports import AggregateStore
from shared.clock import Clock
from shared.contracts.values import Id
from shared.web.authenticating import bearer_token
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app

PRIVATE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from."""

    execute: Execute
    authenticate: Authenticate
    entries: AggregateStore[Entry]
    drafts: Drafts
    own: OwnStates
    people: People
    reading: Reading
    texts: Texts
    clock: Clock
    checks: Mapping[str, Check]


def registration_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (command_routes(commands, parts.authenticate, parts.execute), *own_reads(parts))
    return service_app("registration", commands, routers, parts.checks, parts.clock)


def own_reads(parts: Parts) -> tuple[APIRouter, ...]:
    """What is read of registration itself."""
    return draft_routes(parts), decision_routes(parts), own_routes(parts)


def draft_routes(parts: Parts) -> APIRouter:
    """`GET /drafts` and `GET /drafts/{entry_id}`."""
    router = APIRouter(tags=["drafts"])

    @router.get("/drafts")
    async def drafts(request: Request, programme_id: Annotated[Id | None, Query()] = None) -> JSONResponse:
        """The caller's own drafts, the last saved first."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await own_drafts(actor, programme_id, parts.drafts, parts.texts, token)
        return JSONResponse([draft.model_dump(mode="json") for draft in found], headers=PRIVATE)

    @router.get("/drafts/{entry_id}")
    async def draft(request: Request, entry_id: str) -> JSONResponse:
        """A draft, for its author; to anybody else nothing is there."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await own_draft(actor, entry_id, parts.entries, parts.texts, token)
        return JSONResponse(found.model_dump(mode="json"), headers=PRIVATE)

    return router


def decision_routes(parts: Parts) -> APIRouter:
    """`GET /decisions`."""
    router = APIRouter(tags=["decisions"])

    @router.get("/decisions")
    async def decisions(request: Request, programme_id: Annotated[Id, Query()]) -> JSONResponse:
        """A programme's prepared decisions, page by page, for its staff; to anybody else there are none."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await pending_decisions(actor, programme_id, parts.reading, token)
        return JSONResponse([page.model_dump(mode="json") for page in found], headers=PRIVATE)

    return router


def own_routes(parts: Parts) -> APIRouter:
    """`GET /people/{person_id}/data`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that registration holds of the person, who asks in person; a program is refused."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        return JSONResponse(
            await own_data(person_id, actor, parts.own, parts.people, parts.texts, token), headers=PRIVATE
        )

    return router
