"""What the pages ask the exchange about pictures and documents."""

import httpx

from gateway.clients.asking import bearer
from gateway.clients.http import Services, refusal_of, unavailable
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from gateway.web.ports import KeptFile

BODY = {"Content-Type": "application/octet-stream"}


class HttpFiles:
    """`Files` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def hand_in(self, viewer: Viewer, organisation_id: str, content: bytes, language: str) -> KeptFile:
        """See `Files`."""
        headers = {**await bearer(self._tokens, viewer, "exchange", language), **BODY}
        found = await self._services.ask(
            "exchange",
            "POST",
            "/files",
            body=content,
            headers=headers,
            parameters={"organisation_id": organisation_id},
            language=language,
        )
        return KeptFile(found["file_id"], found["sha256"])

    async def picture(self, viewer: Viewer, file_id: str) -> tuple[bytes, str]:
        """See `Files`: by a link that is asked for as the viewer."""
        headers = await bearer(self._tokens, viewer, "exchange", "vi")
        link = (await self._services.ask("exchange", "GET", f"/files/{file_id}/link", headers=headers))["link"]
        path, _, query = str(link).partition("?")
        try:
            answer = await self._services.pass_on("exchange", "GET", f"/files/{path}", b"", {}, query)
        except httpx.HTTPError:
            raise unavailable("vi") from None
        if not answer.is_success:
            raise refusal_of(answer, "vi")
        return answer.content, answer.headers["content-type"]
