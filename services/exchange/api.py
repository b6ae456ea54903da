"""The HTTP edge of the exchange: commands from the table, and what only the parties may read beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import JSONResponse

from services.exchange import queries
from services.exchange.handlers import COMMANDS
from services.exchange.ports import Enquiries, FileReaders, Listings, Needs
from shared.auth import Actor
from shared.bus.own_data import OwnStates
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.values import Id, Value
from shared.files.ports import FileStore
from shared.files.routes import UPLOADS, FileParts, file_routes
from shared.files.values import LARGEST_FILE, StoredFile
from shared.web.authenticating import bearer_token
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app

PRIVATE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from. `send` is how the exchange asks something of itself."""

    execute: Execute
    send: Send
    authenticate: Authenticate
    listings: Listings
    enquiries: Enquiries
    readers: FileReaders
    needs: Needs
    own: OwnStates
    files: FileStore
    links: bytes
    """Signs links to files."""
    clock: Clock
    checks: Mapping[str, Check]


def exchange_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (
        command_routes(commands, parts.authenticate, parts.execute),
        listing_routes(parts),
        enquiry_routes(parts),
        own_routes(parts),
        file_routes(parts.authenticate, _file_parts(parts)),
    )
    larger = {UPLOADS: LARGEST_FILE}
    return service_app("exchange", commands, routers, parts.checks, parts.clock, larger)


def listing_routes(parts: Parts) -> APIRouter:
    """`GET /listings`, `GET /listings/{listing_id}`, `GET /reviews`."""
    router = APIRouter(tags=["listings"])

    @router.get("/listings")
    async def listings(request: Request) -> JSONResponse:
        """All listings of the organisations that the caller belongs to, drafts too, the last saved first."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        return _told(await queries.own_listings(actor, parts.listings, parts.needs, token))

    @router.get("/reviews")
    async def reviews(request: Request) -> JSONResponse:
        """What waits for a moderator, the oldest first, for moderators and organisers."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        return _told(await queries.waiting_listings(actor, parts.listings, parts.needs, token))

    @router.get("/listings/{listing_id}")
    async def listing(request: Request, listing_id: str) -> JSONResponse:
        """A listing with all its versions, for its organisation and who moderates."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_listing(actor, listing_id, parts.needs, token)
        return JSONResponse(found.model_dump(mode="json"), headers=PRIVATE)

    return router


def enquiry_routes(parts: Parts) -> APIRouter:
    """`GET /enquiries` and `GET /enquiries/{enquiry_id}`."""
    router = APIRouter(tags=["enquiries"])

    @router.get("/enquiries")
    async def enquiries(request: Request, listing_id: Annotated[Id | None, Query()] = None) -> JSONResponse:
        """Enquiries from and to the caller's organisations, with their offers and deals, the newest first."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        return _told(await queries.own_enquiries(actor, listing_id, parts.enquiries, parts.needs, token))

    @router.get("/enquiries/{enquiry_id}")
    async def enquiry(request: Request, enquiry_id: str) -> JSONResponse:
        """One of them, with the contact where it is disclosed; that it was read is written down."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_enquiry(actor, enquiry_id, parts.needs, parts.send, token)
        return JSONResponse(found.model_dump(mode="json"), headers=PRIVATE)

    return router


def own_routes(parts: Parts) -> APIRouter:
    """`GET /people/{person_id}/data`."""
    router = APIRouter(tags=["people"])

    @router.get("/people/{person_id}/data")
    async def data(request: Request, person_id: str) -> JSONResponse:
        """All that the exchange holds of the person, who asks in person; a program is refused."""
        actor, token = await parts.authenticate(request), bearer_token(request) or ""
        found = await queries.own_data(person_id, actor, parts.own, parts.needs.texts, token)
        return JSONResponse(found, headers=PRIVATE)

    return router


def _told(found: Sequence[Value]) -> JSONResponse:
    return JSONResponse([one.model_dump(mode="json") for one in found], headers=PRIVATE)


def _file_parts(parts: Parts) -> FileParts:
    async def hands_in(actor: Actor, organisation_id: str) -> bool:
        return organisation_id in await parts.needs.acts(actor, organisation_id)

    async def reads(actor: Actor, file: StoredFile) -> bool:
        return await queries.may_read_file(actor, file, parts.readers, parts.enquiries, parts.needs)

    return FileParts(parts.files, parts.links, hands_in, reads)
