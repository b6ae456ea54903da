"""Where a request came from, for the services that the gateway asks on its behalf."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.auth import CLIENT_ADDRESS_HEADER, GATEWAY_HEADER, gateway_proof


@dataclass(frozen=True, slots=True)
class Origin:
    """The client's address, and the trace that the request is part of."""

    address: str = ""
    traceparent: str = ""


ORIGIN: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen


class Origins:
    """ASGI middleware: writes down where the request came from, for everything that is done for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] in ("http", "websocket"):
            client = scope.get("client")
            ORIGIN.set(Origin(client[0] if client else "", Headers(scope=scope).get("traceparent", "")))
        await self._app(scope, receive, send)


def origin_headers(gateway_secret: str) -> Mapping[str, str]:
    """What a service is told of the request's origin; the proof says that it is the gateway who tells it."""
    origin = ORIGIN.get()
    headers = {GATEWAY_HEADER: gateway_proof(gateway_secret), CLIENT_ADDRESS_HEADER: origin.address}
    return {**headers, "traceparent": origin.traceparent} if origin.traceparent else headers
