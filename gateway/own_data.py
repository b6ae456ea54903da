"""A person's own data, asked of every service with the person's token, and kept nowhere."""

import asyncio
from typing import Any

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from shared.services import SERVICES


class HttpOwnData:
    """`OwnData` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def profile(self, viewer: Viewer, language: str) -> dict[str, Any]:
        """See `OwnData`. Raises `Refused`."""
        return dict(await self._asked(viewer, "accounts", f"/people/{viewer.id}", language))

    async def whole(self, viewer: Viewer, language: str) -> dict[str, Any]:
        """See `OwnData`. Raises `Refused`, also where one service alone doesn't answer."""
        path = f"/people/{viewer.id}/data"
        told = await asyncio.gather(*(self._asked(viewer, owner, path, language) for owner in SERVICES))
        return dict(zip(SERVICES, told, strict=True))

    async def _asked(self, viewer: Viewer, owner: str, path: str, language: str) -> Any:  # noqa: ANN401 - any JSON
        headers = await bearer(self._tokens, viewer, owner, language)
        return await self._services.ask(owner, "GET", path, headers=headers, language=language)
