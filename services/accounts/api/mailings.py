"""What a mail is to say, for notifications."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from services.accounts.api.sessions import NO_STORE, Doors
from shared.contracts.values import Id, Value
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate, read_body


class AskContents(Value):
    """Which mail is written."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]
    """What it is about: `sign_in`, …"""
    id: Id
    """The aggregate that it is about."""


def mailing_routes(authenticate: Authenticate, doors: Doors) -> APIRouter:
    """`POST /mailings/contents`, for a service with the scope `mail:contents`."""
    router = APIRouter(tags=["mailings"], include_in_schema=False)

    @router.post("/mailings/contents")
    async def contents(request: Request) -> JSONResponse:
        """`{kind, id}` → `{to, name, language, token, code, expires_at, purpose}`; 404 when none is to be sent."""
        actor = await authenticate(request)
        asked = read_body(AskContents, await request.body())
        found = await doors.mailings.contents(actor, asked.kind, asked.id, arrival_of(request).at)
        told = {name: getattr(found, name) for name in ("to", "name", "language", "token", "code", "purpose")}
        return JSONResponse({**told, "expires_at": found.expires_at and found.expires_at.isoformat()}, headers=NO_STORE)

    return router
