"""The pages with their built files at an address, for a real browser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from gateway.web import assets
from gateway.web.manifest import read_assets
from shared.clock import Clock
from shared.mongo import Database
from shared.web.serving import serve
from tests.gateway.pages.hall import application
from tests.gateway.pages.services import Services
from tests.harness.ports import free_ports, is_free
from tests.harness.waiting import eventually


@asynccontextmanager
async def served(
    database: Database,
    folder: Path,
    services: Services | None = None,
    clock: Clock | None = None,
    judging: Any = None,
) -> AsyncIterator[str]:
    """The address; files are built into a folder of this run."""
    assets.build(folder / "static")
    app = application(
        database, services or Services(database), read_assets(folder / "static"), clock=clock, judging=judging
    )
    port = free_ports().gateway
    running = asyncio.create_task(serve(app, ("127.0.0.1", port)))

    async def listens() -> bool:
        return not is_free(port)

    await eventually(listens)
    yield f"http://127.0.0.1:{port}"
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
