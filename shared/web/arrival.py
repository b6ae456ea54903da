"""What is known of a request before anybody looks at it: when it came, on whose trace, and that it isn't too large."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.clock import Clock
from shared.errors import TooLarge
from shared.ids import new_id
from shared.texts import negotiate
from shared.web.problems import problem_response

BODY_LIMIT = 1_048_576
"""Bytes; counted as they come, whatever the headers say."""
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a request came (UTC, whole milliseconds, as facts are told) and its W3C trace."""

    at: datetime
    traceparent: str


def arrival_of(request: Request) -> Arrival:
    """What `Arrivals` has written down."""
    arrival: Arrival = request.scope["state"]["arrival"]
    return arrival


class Arrivals:
    """ASGI middleware: writes down the arrival, and refuses a body over the limit, chunked ones too."""

    def __init__(
        self, app: ASGIApp, clock: Clock, limit: int = BODY_LIMIT, larger: Mapping[str, int] | None = None
    ) -> None:
        """`larger` names the paths that take more, as uploads do, and how much."""
        self._app, self._clock, self._limit, self._larger = app, clock, limit, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope.setdefault("state", {})["arrival"] = Arrival(self._now(), traceparent_of(headers))
        limit = self._larger.get(scope["path"], self._limit)
        if _declared_length(headers) > limit:
            language = negotiate(None, headers.get("accept-language"))
            await problem_response(TooLarge(), language)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)

    def _now(self) -> datetime:
        now = self._clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _declared_length(headers: Headers) -> int:
    declared = headers.get("content-length", "0")
    return int(declared) if declared.isdecimal() else 0


def traceparent_of(headers: Headers) -> str:
    """That of the request, or a new one where it has none that is well made."""
    given = headers.get("traceparent", "")
    return given if _TRACEPARENT.fullmatch(given) else f"00-{new_id()}-{new_id()[:16]}-01"


def _counted(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLarge
        return message

    return counted
