"""Keys and sealed texts for our own services. Neither route is reachable from outside."""

import base64
import hmac
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StringConstraints

from services.accounts.api.people import PRIVATE, PeopleReads
from services.accounts.api.sessions import Doors
from services.accounts.ports import SealedText
from services.accounts.queries.sealed_texts import MOST, keys_for_service, opened_for
from shared.auth import GATEWAY_HEADER, VIEWER_HEADER, Actor
from shared.contracts.values import Id, Value
from shared.errors import Unauthenticated
from shared.web.authenticating import Verifies
from shared.web.commands import Authenticate, read_body

ACCOUNTS = "accounts"
VerifierFor = Callable[[str], Verifies]
"""Checks tokens that were made for a service."""


class KeysAsked(Value):
    """Whose keys a service asks for."""

    ids: Annotated[tuple[Id, ...], Field(max_length=MOST)]
    """People's ids."""
    sealing: bool = False
    """Whether to seal: who has no key yet gets one."""


class Told(Value):
    """A sealed text as an event told it."""

    subject: Id
    """Under whose key."""
    purpose: Annotated[str, StringConstraints(pattern=r"^[a-z]{3,40}\.[a-z_]{3,40}$")]
    """What it was sealed as."""
    sealed: Annotated[str, StringConstraints(max_length=20_000)]
    """The box."""


class OpenAsked(Value):
    """What is to be opened."""

    texts: Annotated[tuple[Told, ...], Field(max_length=MOST)]
    """The texts, in the order in which they are answered."""


def vault_routes(authenticate: Authenticate, viewers: VerifierFor, reads: PeopleReads, doors: Doors) -> APIRouter:
    """`POST /vault/keys` for services, `POST /vault/open` for the gateway in a viewer's name."""
    router = APIRouter(tags=["vault"], include_in_schema=False)

    @router.post("/vault/keys")
    async def keys(request: Request) -> JSONResponse:
        """`{ids, sealing?}` → `{keys: {id: base64url}}`; who is erased or never was is not in it.

        The service shows its own token and, where it opens for somebody, that viewer's in `Techfest-Viewer`.
        """
        service = await authenticate(request)
        viewer = await viewer_of(request, service, viewers)
        asked = read_body(KeysAsked, await request.body())
        found = await keys_for_service(service, viewer, asked.ids, asked.sealing, reads.many, reads.vault)
        return JSONResponse({"keys": {i: base64.urlsafe_b64encode(k).decode() for i, k in found.items()}}, 200, PRIVATE)

    @router.post("/vault/open")
    async def opened(request: Request) -> JSONResponse:
        """`{texts: [{subject, purpose, sealed}]}` → `{texts: [text or null]}`, for a person, through the gateway."""
        if not _is_gateway(request, doors.gateway_proof):
            raise Unauthenticated
        viewer = await authenticate(request)
        asked = read_body(OpenAsked, await request.body())
        texts = [SealedText(t.subject, t.purpose, t.sealed) for t in asked.texts]
        return JSONResponse({"texts": await opened_for(viewer, texts, reads.many, reads.vault)}, 200, PRIVATE)

    return router


async def viewer_of(request: Request, service: Actor, viewers: VerifierFor) -> Actor | None:
    """For whom a service asks, by the viewer's own token for that service, or for accounts.

    Raises `Unauthenticated` for one that doesn't hold.
    """
    token = request.headers.get(VIEWER_HEADER)
    if token is None:
        return None
    try:
        return await viewers(service.id if service.is_service else ACCOUNTS).verify(token)
    except Unauthenticated:
        return await viewers(ACCOUNTS).verify(token)


def _is_gateway(request: Request, proof: str | None) -> bool:
    shown = request.headers.get(GATEWAY_HEADER, "")
    return proof is not None and hmac.compare_digest(shown.encode(), proof.encode())
