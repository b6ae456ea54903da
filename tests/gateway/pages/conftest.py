"""Pages over a province with a handful of entries."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from tests.gateway import facts
from tests.gateway.graph.world import ENTRIES, FACTS
from tests.gateway.pages import hall
from tests.gateway.pages.services import Services

TEXTS = {f.event.entry_id: f"{f.event.answers.title} {f.event.answers.summary}" for f in ENTRIES}  # type: ignore[attr-defined]


@pytest.fixture
async def services(database) -> Services:
    await facts.project(database, *FACTS)
    return Services(database)


@pytest.fixture
def app(database, services, tmp_path) -> FastAPI:
    return hall.application(database, services, hall.no_assets(tmp_path), TEXTS)


@pytest.fixture
async def browser(app, services) -> AsyncIterator[hall.Browser]:
    async with hall.browser(app, services) as one:
        yield one


@pytest.fixture
async def other(app, services) -> AsyncIterator[hall.Browser]:
    """Somebody else at another browser."""
    async with hall.browser(app, services) as one:
        yield one
