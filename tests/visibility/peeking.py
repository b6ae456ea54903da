"""Asks an application in process; of an answer that goes on for ever the first event is taken, and the client goes."""

import asyncio
from collections.abc import AsyncIterator, Mapping, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
from fastapi import FastAPI

from gateway.graph.requests import EVENTS
from gateway.graph.subscriptions.messages import PROTOCOL

CLIENT, SERVER = ("10.0.0.1", 40_000), ("gateway.test", 80)
Message = dict[str, Any]


class Peeking(httpx.AsyncBaseTransport):
    """Takes whole answers, and of streams the first event."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        scope = _scope("http", request.url, request.headers.raw) | {"method": request.method, "http_version": "1.1"}
        begun: Message = {}
        parts: list[bytes] = []
        async with _answering(self._app, scope, {"type": "http.request", "body": body}) as sent:
            async for message in sent:
                if message["type"] == "http.response.start":
                    begun = message
                    continue
                parts.append(message.get("body", b""))
                if not message.get("more_body") or (_is_stream(begun) and parts[-1]):
                    break
        return httpx.Response(begun["status"], headers=begun["headers"], content=b"".join(parts))


async def first_over_socket(app: FastAPI, document: str, payload: Mapping[str, str], cookie: str, origin: str) -> Any:
    """What a subscription is answered first over a websocket; None where it is refused."""
    headers = [(b"host", b"gateway.test"), (b"origin", origin.encode()), (b"cookie", cookie.encode())]
    scope = _scope("websocket", httpx.URL("ws://gateway.test/graphql"), headers) | {"subprotocols": [PROTOCOL]}
    asked = ({"type": "connection_init", "payload": payload}, _subscribe(document))
    frames = [{"type": "websocket.receive", "text": orjson.dumps(one).decode()} for one in asked]
    async with _answering(app, scope, {"type": "websocket.connect"}, *frames) as sent:
        async for message in sent:
            if message["type"] == "websocket.close":
                return None
            said = orjson.loads(message["text"]) if message["type"] == "websocket.send" else {}
            if said.get("type") in ("next", "error"):
                return said["payload"]["data"] if said["type"] == "next" else None
    return None


def _subscribe(document: str) -> Message:
    return {"type": "subscribe", "id": "1", "payload": {"query": document}}


def _scope(kind: str, url: httpx.URL, headers: Any) -> Message:
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in headers],
        "client": CLIENT,
        "server": SERVER,
    }


def _is_stream(begun: Message) -> bool:
    return any(name == b"content-type" and value.startswith(EVENTS.encode()) for name, value in begun["headers"])


@asynccontextmanager
async def _answering(app: FastAPI, scope: Message, *received: Message) -> AsyncIterator[AsyncIterator[Message]]:
    """The messages that an application sends, until the client has seen enough and goes."""
    incoming, outgoing = list(received), asyncio.Queue[Message]()

    async def receive() -> Message:
        if incoming:
            return incoming.pop(0)
        await asyncio.Event().wait()
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        await outgoing.put(dict(message))

    task = asyncio.create_task(app(scope, receive, send))

    async def sent() -> AsyncIterator[Message]:
        while True:
            following = asyncio.create_task(outgoing.get())
            await asyncio.wait((following, task), return_when=asyncio.FIRST_COMPLETED)
            if not following.done():
                following.cancel()
                await task
                return
            yield following.result()

    try:
        yield sent()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
