"""Signing in and out."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.handlers.signing_in import SigningIn
from shared.auth import CLIENT_ADDRESS_HEADER, GATEWAY_HEADER
from shared.contracts.values import Id, Value
from shared.errors import Unauthenticated
from shared.web.arrival import arrival_of
from shared.web.authenticating import bearer_token
from shared.web.commands import read_body


class SignIn(Value):
    """What signs a person in."""

    mail: Annotated[str, Field(min_length=1, max_length=254)]
    """The mail address."""
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    """The password."""
    tenant_id: Id | None = None
    """Where; needed by who has accounts at several tenants."""


def session_routes(signing_in: SigningIn, gateway_proof: str | None) -> APIRouter:
    """`POST /sign-in` and `POST /sign-out`."""
    router = APIRouter(tags=["sessions"])

    @router.post("/sign-in")
    async def sign_in(request: Request) -> JSONResponse:
        """`{mail, password, tenant_id?}` → `{session, person_id, tenant_id, expires_at}`."""
        arrival = arrival_of(request)
        given = read_body(SignIn, await request.body())
        address = client_address(request, gateway_proof)
        password = given.password.get_secret_value()
        signed = await signing_in.sign_in(given.mail, password, given.tenant_id, address, arrival.at)
        answer = {
            "session": signed.token,
            "person_id": signed.session.person_id,
            "tenant_id": signed.session.tenant_id,
            "expires_at": signed.session.expires_at.isoformat(),
        }
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    @router.post("/sign-out", status_code=204)
    async def sign_out(request: Request) -> Response:
        """Ends the session that comes as the bearer token; one that isn't there has ended."""
        session = bearer_token(request)
        if session is None:
            raise Unauthenticated
        await signing_in.sign_out(session)
        return Response(status_code=204)

    return router


def client_address(request: Request, gateway_proof: str | None) -> str:
    """From where a person tries: what the gateway says, if it shows that it is the gateway, else the peer's."""
    shown = request.headers.get(GATEWAY_HEADER, "")
    if gateway_proof and hmac.compare_digest(shown.encode(), gateway_proof.encode()):
        return request.headers.get(CLIENT_ADDRESS_HEADER, "")[:64]
    return request.client.host if request.client else ""
