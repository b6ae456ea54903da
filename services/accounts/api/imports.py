"""Files of organisations: uploading one, looking at what an import of it would do, and what is to be mended."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from services.accounts.access.imports import may_import
from services.accounts.api.sessions import NO_STORE
from services.accounts.handlers.limits import Limit, Limits
from services.accounts.ports import Table, Upload, Uploads
from services.accounts.queries import imports
from shared.auth import Actor
from shared.bus.jobs import Job, Result, Results, result_of
from shared.bus.ports import Reads
from shared.contracts.accounts.imports import IMPORT_KIND, LARGEST_UPLOAD, RowKind
from shared.contracts.accounts.refusals import UnreadableFile, UploadGone
from shared.contracts.values import Id
from shared.errors import Forbidden, NotFound, TooLarge, Unauthenticated
from shared.ids import derived_id
from shared.web.arrival import arrival_of
from shared.web.commands import Authenticate
from shared.web.jobs import HEADERS
from shared.web.service import language_of

KEPT_FOR = timedelta(days=1)
UPLOADS_OF_ONE = Limit(60, timedelta(hours=1))
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Files:
    """What is kept of files and their imports; `look` and `read_table` raise refusals, and are called in a thread."""

    uploads: Uploads
    jobs: Reads[Job]
    results: Results
    limits: Limits
    look: Callable[[bytes], None]
    read_table: Callable[[bytes], Table]


def import_routes(authenticate: Authenticate, files: Files) -> APIRouter:
    """`POST /uploads`, `GET /imports/template`, `GET /imports/{job_id}` and `GET /imports/{job_id}/rows`."""
    router = APIRouter(tags=["imports"])

    @router.post("/uploads")
    async def upload(request: Request, tenant_id: Id) -> JSONResponse:
        """The body is the file: CSV or an Excel workbook, 5 MB at most. `{upload_id, sha256, kept_until}`; the same
        file again has the same id. For organisers of the tenant and clients with `entries:import`."""
        actor, now = await authenticate(request), arrival_of(request).at
        _allow(actor, tenant_id)
        await files.limits.spend([(f"upload:{actor.id}", UPLOADS_OF_ONE)], now)
        content = await request.body()
        sha256 = await asyncio.to_thread(_checked, content, files.look)
        upload_id = derived_id("upload", tenant_id, actor.id, sha256)
        kept = Upload(upload_id, tenant_id, actor.id, sha256, content, now + KEPT_FOR)
        await files.uploads.put(kept)
        told = {"upload_id": upload_id, "sha256": sha256, "kept_until": kept.kept_until.isoformat()}
        return JSONResponse(told, headers=NO_STORE)

    @router.get("/imports/template", response_class=Response)
    async def template(request: Request) -> Response:
        """An empty file with the columns' names, for anybody."""
        return Response(imports.template(language_of(request)), media_type=CSV, headers=HEADERS)

    @router.get("/imports/{job_id}")
    async def look(request: Request, job_id: Id, kind: Annotated[RowKind | None, Query()] = None) -> JSONResponse:
        """`{upload_id, sha256, counts, unknown_columns, rows: [{row, kind, name,
        organisation_id, facts, reasons: [{code, text, …}]}]}`: the first hundred rows, of one kind if it is named; for
        who asked for the import."""
        job, found = await _result(request, files, await authenticate(request), job_id)
        told = await asyncio.to_thread(imports.shown, found.content, kind, language_of(request))
        return JSONResponse({**json.loads(job.given), **told}, headers=NO_STORE)

    @router.get("/imports/{job_id}/rows", response_class=Response)
    async def rows(request: Request, job_id: Id, kind: RowKind) -> Response:
        """The rows of a kind as CSV, as they stand in the file, with the reasons in a last column."""
        actor = await authenticate(request)
        job, found = await _result(request, files, actor, job_id)
        upload = await files.uploads.find(json.loads(job.given)["upload_id"], actor.id, arrival_of(request).at)
        if upload is None:
            raise UploadGone
        made = await asyncio.to_thread(_to_mend, files, upload.content, found.content, kind, language_of(request))
        return Response(made, media_type=CSV, headers=HEADERS)

    return router


def _allow(actor: Actor, tenant_id: str) -> None:
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.may_write or not may_import(actor, tenant_id):
        raise Forbidden


def _checked(content: bytes, look: Callable[[bytes], None]) -> str:
    """Its hash. Raises `TooLarge`, `UnreadableFile`."""
    if len(content) > LARGEST_UPLOAD:
        raise TooLarge
    if not content:
        raise UnreadableFile
    look(content)
    return hashlib.sha256(content).hexdigest()


async def _result(request: Request, files: Files, actor: Actor, job_id: str) -> tuple[Job, Result]:
    if not actor.signed_in:
        raise Unauthenticated
    known = await files.jobs.read(job_id)
    found = await result_of(files.jobs, files.results, job_id, actor.id, arrival_of(request).at)
    if known is None or known.state.kind != IMPORT_KIND or found is None or not actor.may_read:
        raise NotFound
    return known.state, found


def _to_mend(files: Files, content: bytes, result: bytes, kind: RowKind, language: str) -> bytes:
    return imports.to_mend(result, files.read_table(content), kind, language)
