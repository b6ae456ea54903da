"""What long work has made, fetched from accounts for who asked for it."""

import httpx

from gateway.clients.asking import bearer
from gateway.clients.http import Services, refusal_of, unavailable
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer


class HttpMade:
    """`Made` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def file(self, viewer: Viewer, job_id: str, language: str) -> bytes:
        """See `Made`."""
        headers = {**await bearer(self._tokens, viewer, "accounts", language), "Accept-Language": language}
        try:
            answer = await self._services.pass_on("accounts", "GET", f"/jobs/{job_id}/result", b"", headers)
        except httpx.HTTPError:
            raise unavailable(language) from None
        if not answer.is_success:
            raise refusal_of(answer, language)
        return answer.content
