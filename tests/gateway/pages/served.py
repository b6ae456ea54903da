"""The pages with their built files at an address, for a real browser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn

from gateway.web import assets
from gateway.web.manifest import read_assets
from shared.mongo import Database
from tests.gateway.pages.hall import application
from tests.gateway.pages.services import Services
from tests.harness.ports import free_ports


@asynccontextmanager
async def served(database: Database, folder: Path, texts: dict[str, str] | None = None) -> AsyncIterator[str]:
    """The address; files are built into a folder of this run."""
    assets.build(folder / "static")
    app, port = application(database, Services(database), read_assets(folder / "static"), texts), free_ports().gateway
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await running
