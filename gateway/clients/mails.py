"""The mails that a local copy keeps instead of sending them."""

from typing import Any

import httpx

from shared.errors import Unavailable

SECONDS = 5.0


class HttpMails:
    """The mailbox of this copy, over HTTP."""

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url, self._transport = url, transport

    async def all(self) -> list[dict[str, Any]]:
        """See `Mails`. Raises `Unavailable`."""
        found = await self._asked("/mails")
        return list(found["mails"]) if found else []

    async def one(self, mail_id: str) -> dict[str, Any] | None:
        """See `Mails`. Raises `Unavailable`."""
        return await self._asked(f"/mails/{mail_id}")

    async def _asked(self, path: str) -> dict[str, Any] | None:
        try:
            async with httpx.AsyncClient(base_url=self._url, timeout=SECONDS, transport=self._transport) as http:
                answer = await http.get(path)
                return dict(answer.raise_for_status().json()) if answer.status_code != httpx.codes.NOT_FOUND else None
        except httpx.HTTPError:
            raise Unavailable from None
