"""The pages over a real read model and the real schema, with the services in memory."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

import httpx
from fastapi import FastAPI

from gateway.after import Afters
from gateway.graph.reading import MongoRows
from gateway.graph.running import Graph, Needs
from gateway.graph.waiting import Waiting
from gateway.web import manifest
from gateway.web.app import mount
from gateway.web.manifest import Assets
from gateway.web.site import Site
from shared.clock import Clock
from shared.mongo import Database
from tests.gateway import facts
from tests.gateway.fakes import EmptyExchange, Heard, Vault, WordSearch
from tests.gateway.pages.services import ORGANISER, PASSWORD, FixedClock, Services

PROGRAMME = facts.PROGRAMME
FIELD = re.compile(r'name="(form_token|form_id)" value="([^"]*)"')
FONTS = ("vietnamese.woff2", "latin.woff2")
EXPLORER = ("react.js", "react-dom.js", "graphql-ws.js", "graphiql.js", "graphiql.css", "explorer.js")
SECRET = "a secret of this test alone"
ADDRESS = "http://techfest.example"


def application(
    database: Database,
    services: Services,
    assets: Assets,
    texts: dict[str, str] | None = None,
    clock: Clock | None = None,
    **more: Any,
) -> FastAPI:
    """The application as main joins it, but for the services."""
    clock = clock or FixedClock()
    waiting = Waiting(Afters(SECRET, clock), Heard())
    graph = Graph(
        Needs(
            lambda: MongoRows(database), WordSearch(texts or {}), services, services, waiting, Vault(), EmptyExchange()
        )
    )
    app = FastAPI()
    site = Site(graph, services, services, services, services, assets, clock, SECRET, tenant_slug="bac-ninh", **more)
    site = replace(site, security=services)
    mount(app, site)
    return app


@dataclass
class Browser:
    """A browser without script: it keeps cookies, follows to the next page, and fills in the hidden fields."""

    client: httpx.AsyncClient
    services: Services
    page: httpx.Response = field(init=False)

    async def open(self, address: str, **headers: str) -> httpx.Response:
        """Opens a page."""
        self.page = await self.client.get(address, headers={"accept": "text/html", **headers}, follow_redirects=True)
        return self.page

    async def post(self, address: str, hidden: dict[str, str] | None = None, **values: object) -> httpx.Response:
        """Sends the form of the page that is open."""
        given = self.hidden if hidden is None else hidden
        self.page = await self.client.post(address, data={**given, **values}, follow_redirects=True)
        return self.page

    async def sign_in(self, mail: str = ORGANISER, password: str = PASSWORD) -> None:
        """Signs in."""
        await self.open("/sign-in")
        await self.post("/sign-in", mail=mail, password=password)

    async def make_account(self, mail: str = "hanh@sayviet.example") -> None:
        """Makes an account and is signed in."""
        await self.open("/make-account")
        await self.post("/make-account", name="Nguyễn Thị Hạnh", mail=mail, password="ba từ dễ nhớ")

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(FIELD.findall(self.page.text))

    @property
    def text(self) -> str:
        """What the page says, without its mark-up."""
        plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", self.page.text, flags=re.DOTALL)
        return re.sub(r"\s+", " ", unescape(plain))

    @property
    def path(self) -> str:
        """Where one has got to."""
        return self.page.url.path


@asynccontextmanager
async def browser(app: FastAPI, services: Services) -> AsyncIterator[Browser]:
    """A browser at the application."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers={"origin": ADDRESS}) as client:
        yield Browser(client, services)


def no_assets(folder: object) -> Assets:
    """Assets of which only the names matter."""
    names = ("techfest.css", "icons.svg", "mark.svg", "htmx.js", "sse.js", "pages.js", "scoring.js", *EXPLORER, *FONTS)
    for name in names:
        (folder / name).write_bytes(name.encode())  # type: ignore[operator]
    return manifest.Assets(folder, {name: name for name in names})  # type: ignore[arg-type]
