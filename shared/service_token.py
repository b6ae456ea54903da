"""A service's own token of accounts, with which it asks accounts something as itself."""

import asyncio
import base64
from datetime import timedelta
from urllib.parse import quote_plus, urlencode

import httpx
from pydantic import BaseModel, SecretStr

from shared.clock import Clock


class _Issued(BaseModel):
    access_token: str
    expires_in: int


class ServiceToken:
    """Asks for a token when there is none, and anew when half of its time is over."""

    def __init__(self, http: httpx.AsyncClient, service: str, secret: SecretStr, scope: str, clock: Clock) -> None:
        """`http` speaks to accounts. `secret` is the service's own."""
        self._http, self._service, self._secret, self._scope = http, service, secret, scope
        self._clock, self._token, self._until = clock, "", clock.now()
        self._asking = asyncio.Lock()

    async def held(self) -> str:
        """The token. Raises `httpx.HTTPError` or `pydantic.ValidationError` when none could be had."""
        async with self._asking:
            if self._clock.now() >= self._until:
                issued = await self._issued()
                self._token, self._until = (
                    issued.access_token,
                    self._clock.now() + timedelta(seconds=issued.expires_in / 2),
                )
            return self._token

    def drop(self) -> None:
        """It was not taken: the next one is asked for."""
        self._until = self._clock.now()

    async def _issued(self) -> _Issued:
        shown = f"{quote_plus(self._service)}:{quote_plus(self._secret.get_secret_value())}"
        headers = {
            "Authorization": f"Basic {base64.b64encode(shown.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        asked = urlencode({"grant_type": "client_credentials", "audience": "accounts", "scope": self._scope})
        answer = await self._http.post("/token", content=asked, headers=headers)
        answer.raise_for_status()
        return _Issued.model_validate_json(answer.content)
