"""One connection of `graphql-transport-ws`: queries, mutations and subscriptions over one websocket."""

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from functools import partial
from typing import Any

from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from gateway.after import HEADER
from gateway.clients import Refused
from gateway.graph.errors import Denied, coded
from gateway.graph.running import Answer
from gateway.graph.subscriptions import messages
from gateway.graph.subscriptions.crowd import SOCKETS, Crowd, listener, place
from gateway.graph.subscriptions.ending import ended
from gateway.graph.subscriptions.live import Live, Who
from gateway.graph.subscriptions.messages import Closed
from gateway.limits.metering import Meter
from gateway.viewer import NOBODY, Viewer
from shared.contracts.accounts.refusals import TooManyRequests
from shared.errors import Kind, Refusal
from shared.texts import negotiate, translate

log = logging.getLogger(__name__)

OPERATIONS = 20
ENDING_SECONDS = 1.0
GONE = (WebSocketDisconnect, WebSocketDisconnected)

SocketViewerOf = Callable[[WebSocket, Mapping[str, Any], str], Awaitable[Viewer]]
"""Who is behind a socket and its `connection_init` payload. Raises `Refused` or a `Refusal`."""


class Connection:
    """A socket, from its handshake to its end.

    An answer is taken from its operation only when the one before has been written to the socket, so that nothing
    gathers here for a client that reads slowly.
    """

    def __init__(self, socket: WebSocket, live: Live, crowd: Crowd, viewer_of: SocketViewerOf, meter: Meter) -> None:
        self._socket, self._live, self._crowd, self._viewer_of = socket, live, crowd, viewer_of
        self._meter, self._viewer = meter, NOBODY
        self._language = negotiate(None, socket.headers.get("accept-language"))
        self._operations: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Takes messages until either side ends it; where too many wait to begin, it isn't opened at all."""
        at = place(self._socket)
        if self._crowd.is_doorstep_full(at):
            await self._refuse()
            return
        try:
            with self._crowd.at_doorstep(at):
                init = await self._begun()
            await self._open(init)
        except Closed as closed:
            await self._close(closed)
        except GONE:
            pass
        finally:
            await ended(self._operations.values())

    async def _refuse(self) -> None:
        again = {"Retry-After": str(math.ceil(self._crowd.doorstep.seconds))}
        await self._socket.send_denial_response(Response(status_code=429, headers=again))

    async def _begun(self) -> messages.Init:
        offered = self._socket.scope.get("subprotocols", ())
        await self._socket.accept(messages.PROTOCOL if messages.PROTOCOL in offered else None)
        if messages.PROTOCOL not in offered:
            raise Closed(messages.NOT_ACCEPTABLE, "Subprotocol not acceptable")
        try:
            async with asyncio.timeout(self._crowd.doorstep.seconds):
                return await self._init()
        except TimeoutError:
            raise Closed(messages.INIT_TIMEOUT, "Connection initialisation timeout") from None

    async def _open(self, init: messages.Init) -> None:
        who = partial(self._viewer_of, self._socket, init.payload, self._language)
        viewer = self._viewer = await self._admitted(who)
        name = listener(viewer, self._socket)
        if self._crowd.is_full("socket", name, SOCKETS):
            raise Closed(messages.TRY_LATER, f"At most {SOCKETS} connections at once")
        with self._crowd.entered("socket", name):
            await self._acknowledge(viewer, init)
            await self._until_closing(who)

    async def _init(self) -> messages.Init:
        async for message in self._messages():
            match message:
                case messages.Init():
                    return message
                case messages.Subscribe():
                    raise Closed(messages.UNAUTHORIZED, "Unauthorized")
                case messages.Ping():
                    await self._send("pong")
        raise Closed(messages.GOING_AWAY, "")

    async def _admitted(self, who: Who) -> Viewer:
        try:
            viewer = await who()
            await self._meter.spend(viewer, self._socket)
            return viewer
        except TooManyRequests:
            raise Closed(messages.TRY_LATER, "Too many requests") from None
        except (Refused, Refusal) as refused:
            if refused.kind is Kind.BUSY:
                raise Closed(messages.TRY_LATER, "Try again later") from None
            raise Closed(messages.FORBIDDEN, "Forbidden") from None

    async def _acknowledge(self, viewer: Viewer, init: messages.Init) -> None:
        """Says yes when the read model has what the viewer waits for; `stale` where it hasn't in time."""
        after = init.payload.get(HEADER)
        fresh = not isinstance(after, str) or not after or await self._live.graph.known(viewer, after)
        await self._send("connection_ack", payload=None if fresh else {"stale": True})

    async def _until_closing(self, who: Who) -> None:
        """Takes messages until the process stops; then each operation is completed, and the client sent elsewhere."""
        taking = asyncio.ensure_future(self._take(who))
        closing = asyncio.ensure_future(self._crowd.closing.wait())
        try:
            done, _ = await asyncio.wait((taking, closing), return_when=asyncio.FIRST_COMPLETED)
            if taking in done:
                return taking.result()
            if self._operations:
                await asyncio.wait(self._operations.values(), timeout=ENDING_SECONDS)
            raise Closed(messages.GOING_AWAY, "The server is going away")
        finally:
            await ended((taking, closing))

    async def _take(self, who: Who) -> None:
        async for message in self._messages():
            match message:
                case messages.Init():
                    raise Closed(messages.TOO_MANY_INITS, "Too many initialisation requests")
                case messages.Subscribe():
                    await self._subscribe(message, who)
                case messages.Complete(id_) if id_ in self._operations:
                    self._operations.pop(id_).cancel()
                case messages.Ping():
                    await self._send("pong")

    async def _subscribe(self, message: messages.Subscribe, who: Who) -> None:
        if message.id in self._operations:
            raise Closed(messages.EXISTS, f"Subscriber for {message.id[:64]} already exists")
        if len(self._operations) >= OPERATIONS:
            refusal = Denied("too_many", f"At most {OPERATIONS} operations run at once on one connection.")
            await self._send("error", message.id, [coded(refusal)])
            return
        if (over := await self._over()) is not None:
            await self._send("error", message.id, [over])
            return
        self._operations[message.id] = asyncio.create_task(self._operate(message, who))

    async def _over(self) -> dict[str, object] | None:
        """Counts an operation; what is said where it is one too many."""
        try:
            await self._meter.spend(self._viewer, self._socket)
        except TooManyRequests as refusal:
            text = translate(refusal.text, self._language, refusal.details)
            return coded(Denied(refusal.code, text, retryAfter=refusal.details["seconds"]))
        return None

    async def _operate(self, message: messages.Subscribe, who: Who) -> None:
        """Runs one operation; its id is free again just before the client learns that it has ended."""
        with suppress(*GONE):
            last = await self._relayed(message, who)
            self._operations.pop(message.id, None)
            if last:
                await self._send("error", message.id, last["errors"])
            else:
                await self._send("complete", message.id)

    async def _relayed(self, message: messages.Subscribe, who: Who) -> Answer:
        """Sends an operation's answers; the last one, where nothing ran, is returned."""
        try:
            async with aclosing(self._live.answers(message.asked, who, "", self._language)) as answers:
                async for answer in answers:
                    if "data" not in answer:
                        return answer
                    await self._send("next", message.id, answer)
        except GONE:
            raise
        except Exception as error:
            log.error("an operation failed", exc_info=error)
            return {"errors": [coded(Denied("internal", "Something went wrong here. It is recorded."))]}
        return {}

    async def _messages(self) -> AsyncIterator[messages.Message]:
        while True:
            frame = await self._socket.receive()
            if frame["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(frame.get("code", 1005))
            yield messages.message_of(frame.get("text"))

    async def _send(self, kind: str, id_: str | None = None, payload: Any = None) -> None:  # noqa: ANN401
        await self._socket.send_text(messages.text_of(kind, id_, payload))

    async def _close(self, closed: Closed) -> None:
        with suppress(*GONE):
            await self._socket.close(closed.code, closed.reason)
