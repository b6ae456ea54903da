"""What judging shows to a judge and a chair, over HTTP, with the viewer's token; kept nowhere."""

from typing import Any

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer


class HttpJudging:
    """`Judging` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def sheet(self, viewer: Viewer, sheet_id: str, language: str) -> dict[str, Any]:
        """See `Judging`. Raises `Refused`."""
        return dict(await self._asked(viewer, f"/sheets/{sheet_id}", language))

    async def preview(self, viewer: Viewer, round_id: str, language: str) -> dict[str, Any]:
        """See `Judging`. Raises `Refused`."""
        return dict(await self._asked(viewer, f"/rounds/{round_id}/preview", language))

    async def document(self, viewer: Viewer, round_id: str, language: str) -> dict[str, Any]:
        """See `Judging`. Raises `Refused`."""
        return dict(await self._asked(viewer, f"/rounds/{round_id}/document", language))

    async def plan(self, viewer: Viewer, job_id: str, language: str) -> dict[str, Any]:
        """See `Judging`. Raises `Refused`."""
        return dict(await self._asked(viewer, f"/jobs/{job_id}/plan", language))

    async def _asked(self, viewer: Viewer, path: str, language: str) -> Any:  # noqa: ANN401 - any JSON
        headers = await bearer(self._tokens, viewer, "judging", language)
        return await self._services.ask("judging", "GET", path, headers=headers, language=language)
