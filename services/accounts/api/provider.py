"""Signing in through another provider's account."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.api.devices import caller_of
from services.accounts.api.sessions import NO_STORE, Doors, entered
from services.accounts.api.sign_in import NextPage, Secret
from services.accounts.handlers.signing_in_provider import Back, ProviderDoor
from shared.contracts.accounts.values import Language
from shared.contracts.values import Id, Value
from shared.errors import NotFound
from shared.web.arrival import arrival_of
from shared.web.commands import read_body


class Begin(Value):
    """Begins."""

    tenant_id: Id | None = None
    """Where to sign in; needed where there are several tenants."""
    language: Language = "vi"
    """In which somebody new is written to."""
    next: NextPage | None = None
    """Where the browser goes on."""


class ComeBack(Value):
    """What the browser came back with."""

    state: Secret
    """As it was sent."""
    code: Annotated[SecretStr, Field(min_length=1, max_length=2_000)]
    """Of the provider."""
    browser: Secret
    """What the browser was given when it began."""


def provider_routes(doors: Doors) -> APIRouter:
    """`GET /sign-in/provider`, `POST /sign-in/provider`, `POST /sign-in/provider/use`; 404 where none is set up."""
    router = APIRouter(tags=["sign in"])

    @router.get("/sign-in/provider")
    async def provider() -> JSONResponse:
        """`{label}`."""
        return JSONResponse({"label": _door(doors).label}, headers={"Cache-Control": "public, max-age=60"})

    @router.post("/sign-in/provider")
    async def begin(request: Request) -> JSONResponse:
        """`{tenant_id?, language?, next?}` → `{url, browser, expires_at}`: where the browser is to be sent."""
        given, caller = read_body(Begin, await request.body()), caller_of(request, doors.gateway_proof)
        now = arrival_of(request).at
        sent = await _door(doors).begin(given.tenant_id, given.language, given.next, caller, now)
        told = {"url": sent.url, "browser": sent.browser, "expires_at": sent.expires_at.isoformat()}
        return JSONResponse(told, headers=NO_STORE)

    @router.post("/sign-in/provider/use")
    async def use(request: Request) -> JSONResponse:
        """`{state, code, browser}` → a session, or the second step."""
        given, caller = read_body(ComeBack, await request.body()), caller_of(request, doors.gateway_proof)
        back = Back(*(part.get_secret_value() for part in (given.state, given.code, given.browser)))
        come = await _door(doors).finish(back, caller, arrival_of(request).at)
        return entered(come.entered, next=come.next_page)

    return router


def _door(doors: Doors) -> ProviderDoor:
    if doors.provider is None:
        raise NotFound
    return doors.provider
