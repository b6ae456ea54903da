"""The second step of one's own signing in: set up, switched off."""

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.api.sessions import NO_STORE, Doors, session_token
from shared.contracts.values import Value
from shared.web.arrival import arrival_of
from shared.web.commands import read_body


class GiveCode(Value):
    """A code of the app, or a recovery code."""

    code: Annotated[SecretStr, Field(min_length=1, max_length=40)]
    """As it is shown."""


class BeginStep(Value):
    """Begins to set up."""

    account: Annotated[str, Field(min_length=1, max_length=100)] = "Techfest"
    """What the app shows beside the codes; kept nowhere."""


def second_factor_routes(doors: Doors) -> APIRouter:
    """`GET /second-factor`, `POST /second-factor/{begin,confirm,off}`, each by the session as the bearer token."""
    router = APIRouter(tags=["second step"])

    @router.get("/second-factor")
    async def state(request: Request) -> JSONResponse:
        """`{on, recovery_left}`."""
        own = await doors.keeper.own(session_token(request), arrival_of(request).at)
        return JSONResponse(await doors.second.described(own), headers=NO_STORE)

    @router.post("/second-factor/begin")
    async def begin(request: Request) -> JSONResponse:
        """`{account?}` → `{secret, uri, qr}`, shown this once; `qr` is an SVG."""
        now = arrival_of(request).at
        own = await doors.keeper.own(session_token(request), now)
        shown = await doors.second.begin(own, read_body(BeginStep, await request.body()).account, now)
        return JSONResponse({"secret": shown.secret, "uri": shown.uri, "qr": qr_svg(shown.uri)}, headers=NO_STORE)

    @router.post("/second-factor/confirm")
    async def confirm(request: Request) -> JSONResponse:
        """`{code}` → `{recovery_codes}`: it is on from now."""
        now = arrival_of(request).at
        own = await doors.keeper.own(session_token(request), now)
        code = read_body(GiveCode, await request.body()).code.get_secret_value()
        return JSONResponse({"recovery_codes": await doors.second.confirm(own, code, now)}, headers=NO_STORE)

    @router.post("/second-factor/off", status_code=204)
    async def switch_off(request: Request) -> Response:
        """`{code}`: it is off from now."""
        now = arrival_of(request).at
        own = await doors.keeper.own(session_token(request), now)
        await doors.second.switch_off(own, read_body(GiveCode, await request.body()).code.get_secret_value(), now)
        return Response(status_code=204)

    return router


def qr_svg(text: str) -> str:
    """A QR code as an SVG that brings no script and no style."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, svgns=True, border=4, scale=5, light="#fff")
    return out.getvalue().decode()
