"""Sessions: signing in with a password, listing and ending them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.api.devices import caller_of
from services.accounts.handlers.mailings import Mailings
from services.accounts.handlers.second_factor import SecondStep
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.signing_in_invited import InvitedPeople
from services.accounts.handlers.signing_in_mail import MailLinks
from services.accounts.handlers.signing_in_new import NewAccounts
from services.accounts.handlers.signing_in_printed import PrintedCodes
from services.accounts.handlers.signing_in_provider import ProviderDoor
from services.accounts.handlers.signing_in_sessions import Doorkeeper, Entered, SignedIn
from services.accounts.ports import Session
from services.accounts.queries.proven import ProvenAccount
from shared.contracts.values import Id, Value
from shared.errors import Unauthenticated
from shared.web.arrival import arrival_of
from shared.web.authenticating import bearer_token
from shared.web.commands import read_body

NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Doors:
    """All ways in, and who keeps them."""

    keeper: Doorkeeper
    password: SigningIn
    mail: MailLinks
    new: NewAccounts
    printed: PrintedCodes
    invited: InvitedPeople
    second: SecondStep
    mailings: Mailings
    proven: Callable[[str, Session], Awaitable[ProvenAccount]]
    """An account that the session's person has shown to be theirs too. Raises `NotFound`."""
    gateway_proof: str | None
    """What a request from the gateway shows; only then is what it says of the client believed."""
    provider: ProviderDoor | None = None
    """Another provider's accounts, where one is set up."""


class SignIn(Value):
    """What signs a person in."""

    mail: Annotated[str, Field(min_length=1, max_length=254)]
    """The mail address."""
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    """The password."""
    tenant_id: Id | None = None
    """Where; needed where there are several tenants."""


def session_routes(doors: Doors) -> APIRouter:
    """`POST /sign-in`, `POST /sign-out`, `GET /sessions`, `POST /sessions/{id}/end`, `POST /sessions/end-others`."""
    router = APIRouter(tags=["sessions"])

    @router.post("/sign-in")
    async def sign_in(request: Request) -> JSONResponse:
        """`{mail, password, tenant_id?}` → a session, or the second step."""
        given = read_body(SignIn, await request.body())
        caller, password = caller_of(request, doors.gateway_proof), given.password.get_secret_value()
        now = arrival_of(request).at
        return entered(await doors.password.sign_in(given.mail, password, given.tenant_id, caller, now))

    @router.post("/sign-out", status_code=204)
    async def sign_out(request: Request) -> Response:
        """Ends the session that comes as the bearer token; one that isn't there has ended."""
        await doors.keeper.sign_out(session_token(request))
        return Response(status_code=204)

    @router.get("/sessions")
    async def sessions(request: Request) -> JSONResponse:
        """The sessions of the person whose session comes as the bearer token."""
        own, all_of_them = await doors.keeper.listed(session_token(request), arrival_of(request).at)
        listed = [_described(one, one.session_id == own.session_id) for one in all_of_them]
        return JSONResponse({"sessions": listed}, headers=NO_STORE)

    @router.post("/sessions/end-others", status_code=204)
    async def end_others(request: Request) -> Response:
        """Ends all sessions of the person but the one that comes as the bearer token."""
        await doors.keeper.end_others(session_token(request), arrival_of(request).at)
        return Response(status_code=204)

    @router.post("/sessions/{session_id}/end", status_code=204)
    async def end(request: Request, session_id: str) -> Response:
        """Ends one of the person's sessions; one that isn't there has ended."""
        await doors.keeper.end_one(session_token(request), session_id, arrival_of(request).at)
        return Response(status_code=204)

    return router


def session_token(request: Request) -> str:
    """The session that comes as the bearer token. Raises `Unauthenticated` where none does."""
    token = bearer_token(request)
    if token is None:
        raise Unauthenticated
    return token


def entered(entered: Entered, **more: object) -> JSONResponse:
    """`{session, person_id, tenant_id, expires_at}`, or `{second_factor, expires_at}`."""
    return JSONResponse({**_opened(entered), **more}, headers=NO_STORE)


def _opened(entered: Entered) -> dict[str, Any]:
    if not isinstance(entered, SignedIn):
        return {"second_factor": entered.token, "expires_at": entered.expires_at.isoformat()}
    session = entered.session
    return {
        "session": entered.token,
        "person_id": session.person_id,
        "tenant_id": session.tenant_id,
        "expires_at": session.expires_at.isoformat(),
    }


def _described(session: Session, current: bool) -> dict[str, Any]:
    return {
        "session_id": session.session_id,
        "begun_at": _said(session.begun_at),
        "seen_at": _said(session.seen_at),
        "expires_at": _said(session.expires_at),
        "method": session.method.value,
        "device": session.device,
        "current": current,
    }


def _said(at: datetime) -> str:
    return at.isoformat()
