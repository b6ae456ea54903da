"""Server-sent events: one response that goes on, for GraphQL (graphql-sse, distinct connections) and for pages."""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractContextManager, aclosing

import orjson
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from gateway.graph.errors import Denied, coded
from gateway.graph.requests import EVENTS
from gateway.graph.running import Answer
from gateway.graph.subscriptions.ending import ended

log = logging.getLogger(__name__)

BEATS_EVERY = 12.0
"""Seconds; proxies cut what is silent for longer, and a client that has gone is found out by writing to it."""
BEAT = b":\n\n"
LINE_END = re.compile("\r\n|\r|\n")
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}


def event(name: str, data: str = "") -> bytes:
    """One event. It has a line of data even where that is empty, or a browser would drop it."""
    lines = "".join(f"data: {line}\n" for line in LINE_END.split(data))
    return f"event: {name}\n{lines}\n".encode()


async def graphql_events(answers: AsyncGenerator[Answer, None]) -> AsyncGenerator[bytes, None]:
    """Answers as `next`, and `complete` at the end."""
    try:
        async with aclosing(answers):
            async for answer in answers:
                yield event("next", orjson.dumps(answer).decode())
    except Exception as error:
        log.error("an operation failed", exc_info=error)
        failed = coded(Denied("internal", "Something went wrong here. It is recorded."))
        yield event("next", orjson.dumps({"errors": [failed]}).decode())
    yield event("complete")


async def beating(events: AsyncGenerator[bytes, None], seconds: float = BEATS_EVERY) -> AsyncGenerator[bytes, None]:
    """The same events, with a comment whenever there was none for so long."""
    async with aclosing(events):
        while True:
            following = asyncio.ensure_future(anext(events, b""))
            try:
                while not (await asyncio.wait((following,), timeout=seconds))[0]:
                    yield BEAT
            finally:
                await ended((following,))
            if not (found := following.result()):
                return
            yield found


class EventStream(StreamingResponse):
    """A response that goes on; `held` is held as long as it does."""

    def __init__(
        self,
        events: AsyncGenerator[bytes, None],
        held: AbstractContextManager[None],
        headers: Mapping[str, str] | None = None,
        beats_every: float = BEATS_EVERY,
    ) -> None:
        super().__init__(beating(events, beats_every), headers={**HEADERS, **(headers or {})}, media_type=EVENTS)
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        with self._held:
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Ends what makes the events when the client goes, at once and not when it is forgotten."""
        async with aclosing(self.body_iterator):  # type: ignore[type-var]
            await super().stream_response(send)
