"""A judge's own scoresheets, which judging gives back to nobody else: they are in no read model before publication."""

from typing import Any
from urllib.parse import quote

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer


class HttpSheets:
    """`Sheets` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def sheet(self, viewer: Viewer, sheet_id: str, language: str) -> dict[str, Any]:
        """See `Sheets`."""
        found: dict[str, Any] = await self._get(viewer, f"/sheets/{quote(sheet_id, safe='')}", language)
        return found

    async def preview(self, viewer: Viewer, round_id: str, language: str) -> dict[str, Any]:
        """See `Sheets`."""
        found: dict[str, Any] = await self._get(viewer, f"/rounds/{quote(round_id, safe='')}/preview", language)
        return found

    async def _get(self, viewer: Viewer, path: str, language: str) -> Any:  # noqa: ANN401 - what judging answers
        headers = await bearer(self._tokens, viewer, "judging", language)
        return await self._services.ask("judging", "GET", path, headers=headers, language=language)
