"""The pages with sample data, to be looked at while one works on them: `python -m tests.gateway.pages.preview`.

Needs the MongoDB that TECHFEST_TEST_MONGO names. Sign in as the organiser of services.py; its password stands there.
"""

import asyncio
import os

import uvicorn

from gateway.web.manifest import read_assets
from shared.mongo import connect
from tests.gateway import facts
from tests.gateway.graph.world import FACTS
from tests.gateway.pages.conftest import TEXTS
from tests.gateway.pages.hall import application
from tests.gateway.pages.services import Services

PORT = 8070
DATABASE = "test_preview_of_pages"


async def preview() -> None:
    """Serves until it is interrupted."""
    client = connect(os.environ["TECHFEST_TEST_MONGO"])
    database = client.get_database(DATABASE)
    await facts.project(database, *FACTS)
    app = application(database, Services(database), read_assets(), TEXTS)
    print(f"http://127.0.0.1:{PORT}/")
    try:
        await uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="warning")).serve()
    finally:
        await client.drop_database(DATABASE)
        client.close()


if __name__ == "__main__":
    asyncio.run(preview())
