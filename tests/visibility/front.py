"""The gateway itself, before the services over their real stores and the province's read model."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from gateway.clients.http import Services
from gateway.joining import Parts, application
from gateway.limits.usage import MongoUsage
from gateway.projections.searching import SEARCHED
from gateway.read_model import ReadModel
from gateway.settings import Settings
from gateway.web import cookies, csrf
from shared.auth import Verifier
from tests.builders.edges import bearer
from tests.builders.registration import DURING
from tests.builders.tokens import StoppedClock
from tests.gateway.fakes import Heard
from tests.gateway.pages import hall
from tests.visibility.actors import ACTORS
from tests.visibility.areas import HERE
from tests.visibility.looking import Lookout
from tests.visibility.peeking import Peeking
from tests.visibility.recipes import slug_of
from tests.visibility.serving import GATEWAY_SECRET, House

ADDRESS, FORM = "http://gateway.test", "f" * 32


@dataclass(frozen=True, slots=True)
class Front:
    """The application, and who comes how: people with a session's cookie, programs with a token."""

    app: FastAPI
    http: httpx.AsyncClient
    house: House
    sessions: dict[str, str] = field(default_factory=dict)

    async def cookie(self, who: str) -> str:
        """Of a browser in which somebody is signed in, if they are a person."""
        actor = ACTORS[who]
        if not actor.is_person or actor.token_id is not None:
            return f"{cookies.FORM}={FORM}"
        if who not in self.sessions:
            self.sessions[who] = await self.house.session(actor)
        return f"{cookies.FORM}={FORM}; {cookies.SESSION}={self.sessions[who]}"

    async def shown(self, who: str) -> Mapping[str, str]:
        """What comes with a request of somebody: as a page of ours sends it, or as a program does."""
        cookie = await self.cookie(who)
        if cookies.SESSION in cookie:
            token = csrf.token(GATEWAY_SECRET, FORM, self.sessions[who])
            return {"Cookie": cookie, "Origin": ADDRESS, csrf.HEADER: token}
        return {"Cookie": cookie, **bearer(await self.house.token(who))}


class Behind(httpx.AsyncBaseTransport):
    """The services' applications, by the hosts of their addresses."""

    def __init__(self, house: House) -> None:
        self._by_host = {
            owner: httpx.ASGITransport(app, raise_app_exceptions=False) for owner, app in house.apps.items()
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._by_host[request.url.host].handle_async_request(request)


@asynccontextmanager
async def fronted(house: House, view: Lookout, folder: Path) -> AsyncIterator[Front]:
    """Over what the lookout reads and the house decides; its pages are those of one tenant."""
    urls = {owner: f"http://{owner}" for owner in house.apps}
    given = {"mongo": "mongodb://unused", "kafka": "unused", "gateway_secret": GATEWAY_SECRET, "gateway_url": ADDRESS}
    given |= {"tenant_slug": slug_of(HERE)} | {f"{owner}_url": url for owner, url in urls.items()}
    settings = Settings.model_validate({**given, "data": folder})
    clock, services = StoppedClock(DURING), Services(urls, GATEWAY_SECRET, Behind(house))
    model = ReadModel(view.database.client, view.indexes, SEARCHED)
    model.take(view.database)

    async def keys() -> Mapping[str, Any]:
        return dict((await house.http["accounts"].get("/.well-known/jwks.json")).json())

    verifier, assets = Verifier("", "gateway", clock, keys), hall.no_assets(folder)
    usage = MongoUsage(view.database.client[f"{view.database.name}_usage"])
    app = application(Parts(settings, clock, model, Heard(), services, assets, verifier, usage=usage))
    headers = {"Accept-Language": "en", "Accept": "text/html,*/*;q=0.1"}
    async with httpx.AsyncClient(transport=Peeking(app), base_url=ADDRESS, headers=headers) as http:
        yield Front(app, http, house)
    await services.close()
    await view.database.client.drop_database(f"{view.database.name}_usage")
