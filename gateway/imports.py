"""What the pages ask accounts about files of organisations and their imports."""

import httpx

from gateway.clients.asking import bearer
from gateway.clients.http import Services, refusal_of, unavailable
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from gateway.web.ports import LookedAt, Uploaded

FILE = {"Content-Type": "application/octet-stream"}
TEMPLATE = "/imports/template"


class HttpImports:
    """`Imports` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def upload(self, viewer: Viewer, tenant_id: str, content: bytes, language: str) -> Uploaded:
        """See `Imports`."""
        headers = {**await bearer(self._tokens, viewer, "accounts", language), **FILE}
        found = await self._services.ask(
            "accounts",
            "POST",
            "/uploads",
            body=content,
            headers=headers,
            parameters={"tenant_id": tenant_id},
            language=language,
        )
        return Uploaded(found["upload_id"], found["sha256"])

    async def look(self, viewer: Viewer, job_id: str, kind: str, language: str) -> LookedAt:
        """See `Imports`."""
        headers = await bearer(self._tokens, viewer, "accounts", language)
        found = await self._services.ask(
            "accounts",
            "GET",
            f"/imports/{job_id}",
            headers=headers,
            parameters={"kind": kind} if kind else {},
            language=language,
        )
        upload = Uploaded(found["upload_id"], found["sha256"])
        return LookedAt(upload, found["counts"], found["unknown_columns"], found["rows"])

    async def rows(self, viewer: Viewer, job_id: str, kind: str, language: str) -> bytes:
        """See `Imports`."""
        headers = await bearer(self._tokens, viewer, "accounts", language)
        return await self._file(f"/imports/{job_id}/rows", headers, f"kind={kind}", language)

    async def template(self, language: str) -> bytes:
        """See `Imports`."""
        return await self._file(TEMPLATE, {}, "", language)

    async def _file(self, path: str, headers: dict[str, str], query: str, language: str) -> bytes:
        sent = {**headers, "Accept-Language": language}
        try:
            answer = await self._services.pass_on("accounts", "GET", path, b"", sent, query)
        except httpx.HTTPError:
            raise unavailable(language) from None
        if not answer.is_success:
            raise refusal_of(answer, language)
        return answer.content
