"""The HTTP edge of files: handing one in, asking for a link that ends, reading by it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse

from shared.auth import Actor
from shared.contracts.values import Id
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.files.links import is_good, link_to
from shared.files.ports import FileStore
from shared.files.receiving import received
from shared.files.values import StoredFile
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate

UPLOADS = "/files"
MayHandIn = Callable[[Actor, str], Awaitable[bool]]
"""Whether somebody hands files in for an owner."""
MayRead = Callable[[Actor, StoredFile], Awaitable[bool]]
"""Whether somebody may be given a link to a file."""
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-site",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=600",
}
"""Headers under which nothing in a file can act on the pages beside it."""


@dataclass(frozen=True, slots=True)
class FileParts:
    """What the routes stand on; `key` signs links."""

    store: FileStore
    key: bytes
    may_hand_in: MayHandIn
    may_read: MayRead


def file_routes(authenticate: Authenticate, parts: FileParts) -> APIRouter:
    """`POST /files`, `GET /files/{file_id}/link` and `GET /files/{file_id}`."""
    router = APIRouter(tags=["files"])

    @router.post(UPLOADS)
    async def hand_in(request: Request, organisation_id: Id) -> JSONResponse:
        """The body is the file: a JPEG, PNG or WebP picture, a PDF, a Word, Excel or PowerPoint document, 10 MB at
        most; its type is read from its content. Pictures are made anew, without metadata. Answers `{file_id, sha256,
        media_type, size}`; the same file again has the same id. For members of the organisation."""
        actor = await authenticate(request)
        if not actor.signed_in:
            raise Unauthenticated
        if not actor.may_write or not await parts.may_hand_in(actor, organisation_id):
            raise Forbidden
        file = await received(request.stream(), organisation_id, actor.id, arrival_of(request).at, parts.store)
        told = {"file_id": file.file_id, "sha256": file.sha256, "media_type": file.media_type, "size": file.size}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    @router.get(UPLOADS + "/{file_id}/link")
    async def link(request: Request, file_id: str) -> JSONResponse:
        """`{link}`: an address below `/files/` that is good for half an hour, for who may read the file."""
        actor, file = await authenticate(request), await parts.store.find(file_id)
        if file is None or not actor.may_read or not await parts.may_read(actor, file):
            raise NotFound
        signed = link_to(file_id, parts.key, arrival_of(request).at)
        return JSONResponse({"link": signed}, headers={"Cache-Control": "no-store"})

    @router.get(UPLOADS + "/{file_id}")
    async def read(request: Request, file_id: str, until: int, mark: str) -> StreamingResponse:
        """The file, by a link that hasn't ended: a picture in place, anything else as an attachment."""
        file = await parts.store.find(file_id)
        if file is None or not is_good(file_id, until, mark, parts.key, arrival_of(request).at):
            raise NotFound
        how = "inline" if file.is_image else f'attachment; filename="{file_id}"'
        headers = {**SAFE, "Content-Disposition": how, "Content-Length": str(file.size)}
        return StreamingResponse(parts.store.content(file_id), media_type=file.media_type, headers=headers)

    return router
