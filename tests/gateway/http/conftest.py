"""The gateway's application over the province of the graph's tests, with stand-in services behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.clients.http import Services
from gateway.joining import Parts, application
from gateway.limits.counting import Counter
from gateway.projections.searching import SEARCHED
from gateway.read_model import ReadModel
from gateway.settings import Settings
from shared.auth import Verifier
from shared.clock import SystemClock
from tests.gateway.fakes import Heard
from tests.gateway.http.services import Behind, keys

ADDRESS = "http://gateway.test"


@dataclass
class Gateway:
    """The application's clients, and what stands behind it."""

    http: httpx.AsyncClient
    behind: Behind
    heard: Heard
    settings: Settings


@pytest.fixture
async def gateway(province, tmp_path) -> AsyncIterator[Gateway]:
    async with gateway_of(province, settings_of(tmp_path)) as one:
        yield one


@pytest.fixture
async def proxied_gateway(province, tmp_path) -> AsyncIterator[Gateway]:
    """Behind a proxy that it trusts."""
    async with gateway_of(province, settings_of(tmp_path, trusted_proxies="127.0.0.0/8")) as one:
        yield one


def settings_of(data: Path, **more: str | int) -> Settings:
    usual = {
        "mongo": "mongodb://unused",
        "kafka": "unused",
        "gateway_secret": "a secret of tests",
        "gateway_url": ADDRESS,
        "accounts_url": "http://accounts.test",
        "registration_url": "http://registration.test",
    }
    return Settings.model_validate({**usual, "data": data, **more})


@asynccontextmanager
async def gateway_of(province: Any, settings: Settings, counter: Counter | None = None) -> AsyncIterator[Gateway]:
    clock, behind, heard = SystemClock(), Behind(), Heard()
    model = ReadModel(province.client, settings.indexes, SEARCHED)
    model.take(province)
    services = Services(settings.urls, settings.secret, httpx.MockTransport(behind))
    verifier = Verifier("http://accounts.test/jwks", "gateway", clock, keys)
    app = application(Parts(settings, clock, model, heard, services, verifier=verifier, counter=counter))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
        yield Gateway(client, behind, heard, settings)
    await services.close()
