"""Invitations, to who has their token: what one is, and coming in by it."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, SecretStr

from services.accounts.api.devices import caller_of
from services.accounts.api.sessions import NO_STORE, Doors, entered
from services.accounts.handlers.signing_in_invited import Coming, Shown
from shared.contracts.accounts.values import Language, PersonName
from shared.contracts.values import Id, Value
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate, read_body


class LookAtInvitation(Value):
    """Looks at an invitation."""

    token: Annotated[SecretStr, Field(min_length=1, max_length=300)]
    """What stood in the mail."""


class UseInvitation(LookAtInvitation):
    """Comes in by an invitation, which is accepted."""

    name: PersonName | None = None
    """What the person is called; needed where the address has no account yet."""
    language: Language = "vi"
    """In which the person is written to."""


class AskInvitationLink(Value):
    """Asks for the token of an invitation."""

    invitation_id: Id
    """Which."""


def invitation_routes(authenticate: Authenticate, doors: Doors) -> APIRouter:
    """`POST /invitations/look`, `POST /sign-in/invitation`, `POST /invitations/link`."""
    router = APIRouter(tags=["invitations"])

    @router.post("/invitations/look")
    async def look(request: Request) -> JSONResponse:
        """`{token}` → what the invitation is to, by whom, and whether a name is needed. It changes nothing."""
        token = read_body(LookAtInvitation, await request.body()).token.get_secret_value()
        caller, now = caller_of(request, doors.gateway_proof), arrival_of(request).at
        return JSONResponse(_told(await doors.invited.look(token, caller, now)), headers=NO_STORE)

    @router.post("/sign-in/invitation")
    async def enter(request: Request) -> JSONResponse:
        """`{token, name?, language?}` → a session and the invitation accepted, or the second step first."""
        given = read_body(UseInvitation, await request.body())
        coming = Coming(given.token.get_secret_value(), given.name, given.language)
        caller, now = caller_of(request, doors.gateway_proof), arrival_of(request).at
        return entered(await doors.invited.enter(coming, caller, now))

    @router.post("/invitations/link")
    async def link(request: Request) -> JSONResponse:
        """`{invitation_id}` → `{token}`, for the client with `roles:grant` that has invited: no mail may work yet."""
        actor = await authenticate(request)
        asked = read_body(AskInvitationLink, await request.body())
        token = await doors.invited.token(actor, asked.invitation_id)
        return JSONResponse({"token": token}, headers=NO_STORE)

    return router


def _told(shown: Shown) -> dict[str, Any]:
    return {
        "invitation_id": shown.invitation_id,
        "tenant_id": shown.tenant_id,
        "role": shown.role.model_dump(mode="json"),
        "invited_by": shown.invited_by,
        "organisation": shown.organisation,
        "admin": shown.admin,
        "expires_at": shown.expires_at.isoformat(),
        "is_new": shown.is_new,
    }
