"""Where a request came from, for the services that the gateway asks on its behalf."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.auth import CLIENT_ADDRESS_HEADER, CLIENT_AGENT_HEADER, GATEWAY_HEADER, gateway_proof
from shared.web.arrival import traceparent_of

AGENT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Origin:
    """The client's address, the trace that the request is part of, and what the browser calls itself."""

    address: str = ""
    traceparent: str = ""
    agent: str = ""


ORIGIN: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


class Origins:
    """ASGI middleware: writes down where the request came from, for everything that is done for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] in ("http", "websocket"):
            client = scope.get("client")
            headers = Headers(scope=scope)
            agent = headers.get("user-agent", "").encode("ascii", "ignore").decode()[:AGENT_LENGTH]
            ORIGIN.set(Origin(client[0] if client else "", traceparent_of(headers), agent))
        await self._app(scope, receive, send)


def origin_headers(gateway_secret: str) -> Mapping[str, str]:
    """What a service is told of the request's origin; the proof says that it is the gateway who tells it."""
    origin = ORIGIN.get()
    headers = {
        GATEWAY_HEADER: gateway_proof(gateway_secret),
        CLIENT_ADDRESS_HEADER: origin.address,
        CLIENT_AGENT_HEADER: origin.agent,
    }
    return {**headers, "traceparent": origin.traceparent} if origin.traceparent else headers
