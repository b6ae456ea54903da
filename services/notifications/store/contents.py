"""Asks accounts, as this service, whom a mail goes to and what its link is."""

import asyncio
import base64
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote_plus, urlencode

import httpx
from pydantic import AwareDatetime, BaseModel, SecretStr, ValidationError

from services.notifications.domain.commands import Source
from services.notifications.ports import Content
from shared.clock import Clock
from shared.errors import Unavailable

SERVICE = "notifications"
SCOPE = "mail:contents"
SECONDS = 10.0
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class _Answer(BaseModel):
    """What accounts says; a part more is no error."""

    to: str
    name: str
    language: str
    token: str | None = None
    code: str | None = None
    expires_at: AwareDatetime | None = None
    purpose: str = ""


class HttpContents:
    """Implements `Contents` over HTTP, with a token that is asked for anew when half of its time is over."""

    def __init__(
        self, accounts_url: str, secret: SecretStr, clock: Clock, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=accounts_url, timeout=SECONDS, transport=transport, follow_redirects=False
        )
        self._secret, self._clock = secret, clock
        self._token, self._until = "", clock.now()
        self._asking = asyncio.Lock()

    async def of(self, source: Source) -> Content | None:
        """As `Contents.of`."""
        try:
            answer = await self._asked(source, await self._held_token())
            if answer.status_code == HTTPStatus.UNAUTHORIZED:  # the keys were changed
                self._until = self._clock.now()
                answer = await self._asked(source, await self._held_token())
            if answer.status_code in GONE:
                return None
            answer.raise_for_status()
            return Content(**dict(_Answer.model_validate_json(answer.content)))
        except (httpx.HTTPError, ValidationError):
            raise Unavailable from None

    async def _asked(self, source: Source, token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return await self._http.post("/mailings/contents", json=source.model_dump(mode="json"), headers=headers)

    async def _held_token(self) -> str:
        async with self._asking:
            if self._clock.now() >= self._until:
                await self._ask_token()
            return self._token

    async def _ask_token(self) -> None:
        credentials = f"{quote_plus(SERVICE)}:{quote_plus(self._secret.get_secret_value())}"
        headers = {
            "Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        asked = urlencode({"grant_type": "client_credentials", "audience": "accounts", "scope": SCOPE})
        answer = await self._http.post("/token", content=asked, headers=headers)
        answer.raise_for_status()
        given = _Token.model_validate_json(answer.content)
        self._token, self._until = given.access_token, self._clock.now() + timedelta(seconds=given.expires_in / 2)

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()


class _Token(BaseModel):
    access_token: str
    expires_in: int
