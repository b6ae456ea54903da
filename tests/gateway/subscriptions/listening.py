"""The gateway's application behind a real server, and facts that reach it as the projector tells them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from gateway.clients.http import Services
from gateway.graph.subscriptions.crowd import Crowd, Doorstep
from gateway.graph.subscriptions.messages import FRAME, PROTOCOL
from gateway.graph.subscriptions.tellings import Tellings
from gateway.joining import Parts, application
from gateway.limits.counting import Counter
from gateway.projections import BELONGING, COPIES, PROJECTED
from gateway.projections.searching import SEARCHED
from gateway.read_model import ReadModel
from gateway.web.manifest import Assets
from shared.auth import Verifier
from shared.bus.messages import Incoming
from shared.bus.projected import News, newest_seqs, tag
from shared.bus.projecting import rows_of, whose_are
from shared.bus.projection import Projection
from shared.clock import SystemClock
from shared.mongo import Database
from shared.web.serving import Listening, serve
from tests.gateway.fakes import Heard
from tests.gateway.http.conftest import settings_of
from tests.gateway.http.services import Behind, keys, signed
from tests.gateway.pages import hall
from tests.harness.ports import free_ports, is_free
from tests.harness.waiting import eventually

Message = dict[str, Any]


class MovedClock:
    """The machine's clock, moved."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.by


def bearer(person: str, **claims: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed(person, 'gateway', tenant_id='tenant-bac-ninh', **claims)}"}


class Socket:
    """A client of the protocol that keeps nothing back and forgives nothing."""

    def __init__(self, connection: ClientConnection) -> None:
        self.raw = connection

    async def send(self, type_: str, **more: Any) -> None:
        await self.raw.send(orjson.dumps({"type": type_, **more}).decode())

    async def next(self, seconds: float = 5) -> Message:
        """The next message."""
        async with asyncio.timeout(seconds):
            found: Message = orjson.loads(await self.raw.recv())
        return found

    async def begin(self, **payload: Any) -> Message:
        """Says who one is."""
        await self.send("connection_init", payload=payload)
        return await self.next()

    async def subscribe(self, id_: str, query: str, **variables: Any) -> None:
        await self.send("subscribe", id=id_, payload={"query": query, "variables": variables})

    async def closed(self, seconds: float = 6) -> tuple[int, str]:
        """With what the server closes; messages before that are passed over."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self.raw.recv()
        except ConnectionClosed as closed:
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")


@dataclass
class Listened:
    """A running gateway."""

    database: Database
    crowd: Crowd
    behind: Behind
    clock: MovedClock
    heard: Heard
    address: str
    http: httpx.AsyncClient
    serving: asyncio.Task[None]

    def stop(self) -> None:
        """Asks the process to end."""
        if not self.serving.cancelling():
            self.serving.cancel()

    async def tell(self, *facts: Incoming) -> None:
        """The projector's work on these facts: rows written, then told."""
        rows = rows_of(PROJECTED, facts)
        touched = {**await Projection(self.database, COPIES).write(rows), **whose_are(rows, BELONGING)}
        tags = [tag(name, id_) for name, ids in touched.items() for id_ in ids]
        self.crowd.tellings.hear(News(self.database.name, newest_seqs(facts), tags))

    @asynccontextmanager
    async def socket(self, *protocols: str, at: str = "127.0.0.1", **headers: str) -> AsyncIterator[Socket]:
        """An open websocket of whoever is at an address of this machine."""
        url = self.address.replace("http", "ws") + "/graphql"
        offered = [Subprotocol(one) for one in protocols or (PROTOCOL,)]
        shown: Any = {"subprotocols": offered, "additional_headers": headers, "compression": None}
        async with connect(url, **shown, local_addr=(at, 0)) as raw:
            yield Socket(raw)

    @asynccontextmanager
    async def begun(self, person: str) -> AsyncIterator[Socket]:
        """An open websocket of somebody."""
        async with self.socket() as socket:
            assert await socket.begin(**bearer(person)) == {"type": "connection_ack"}
            yield socket


@asynccontextmanager
async def listened(
    database: Database,
    data: Path,
    assets: Assets | None = None,
    counter: Counter | None = None,
    doorstep: Doorstep | None = None,
    **settings_: Any,
) -> AsyncIterator[Listened]:
    """A gateway that listens until the block ends."""
    port, behind, clock, heard = free_ports().gateway, Behind(), MovedClock(), Heard()
    crowd = Crowd(Tellings(), doorstep)
    address = f"http://127.0.0.1:{port}"
    settings = settings_of(data, listen=f"127.0.0.1:{port}", gateway_url=address, **settings_)
    model = ReadModel(database.client, settings.indexes, SEARCHED)
    model.take(database)
    services = Services(settings.urls, settings.secret, httpx.MockTransport(behind))
    verifier = Verifier("http://accounts.test/jwks", "gateway", clock, keys)
    assets = assets or hall.no_assets(data)
    app = application(Parts(settings, clock, model, heard, services, assets, verifier, crowd, counter=counter))
    serving = asyncio.create_task(serve(app, settings.address, Listening(FRAME, crowd.close)))
    await eventually(lambda: _listens(port), what="the server")
    async with httpx.AsyncClient(base_url=address, timeout=20) as http:
        one = Listened(database, crowd, behind, clock, heard, address, http, serving)
        yield one
        one.stop()
        await asyncio.gather(serving, return_exceptions=True)
    await services.close()


async def _listens(port: int) -> bool:
    return not is_free(port)
