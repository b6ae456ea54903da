"""The secrets of clients and the tokens of persons: each is shown once, to who has just made it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.accounts.api.sessions import NO_STORE
from services.accounts.handlers.programs import Programs
from shared.contracts.values import Id
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate


def client_routes(authenticate: Authenticate, programs: Programs) -> APIRouter:
    """`POST /clients/{client_id}/secret` and `POST /tokens/{token_id}/secret`."""
    router = APIRouter(tags=["clients"])

    @router.post("/clients/{client_id}/secret")
    async def secret(request: Request, client_id: Id) -> JSONResponse:
        """`{client_id, secret}`, once within 15 minutes of its making or rotation, to the organiser who made it."""
        actor, now = await authenticate(request), arrival_of(request).at
        shown = await programs.show_secret(actor, client_id, now)
        return JSONResponse({"client_id": client_id, "secret": shown}, headers=NO_STORE)

    @router.post("/tokens/{token_id}/secret")
    async def token(request: Request, token_id: Id) -> JSONResponse:
        """`{token_id, token}`, once within 15 minutes of its making, to its person."""
        actor, now = await authenticate(request), arrival_of(request).at
        shown = await programs.show_token(actor, token_id, now)
        return JSONResponse({"token_id": token_id, "token": shown}, headers=NO_STORE)

    return router
