"""ASGI: says in every answer how the asker stands with the limits, and keeps who asks for too many pages out."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.limits.metering import STANDING, CountingMeter
from gateway.limits.windows import Standing, headers
from shared.contracts.accounts.refusals import TooManyRequests
from shared.texts import negotiate
from shared.web.problems import problem_response

NOT_PAGES = ("/graphql", "/api/", "/static/", "/healthz", "/readyz", "/openapi.json")


class Limited:
    """Beside the API's own counting, which knows who asks."""

    def __init__(self, app: ASGIApp, meter: CountingMeter) -> None:
        self._app, self._meter = app, meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        try:
            if not scope["path"].startswith(NOT_PAGES):
                await self._meter.page(HTTPConnection(scope))
        except TooManyRequests as refusal:
            language = negotiate(None, Headers(scope=scope).get("accept-language"))
            await problem_response(refusal, language)(scope, receive, _saying(scope, send))
            return
        await self._app(scope, receive, _saying(scope, send))


def _saying(scope: Scope, send: Send) -> Send:
    async def said(message: Message) -> None:
        standing = scope["state"].get(STANDING)
        if message["type"] == "http.response.start" and isinstance(standing, Standing):
            answer = MutableHeaders(scope=message)
            for name, value in headers(standing):
                answer[name] = value
            if standing.over is not None:
                answer["Retry-After"] = str(standing.over.seconds_left)
        await send(message)

    return said
