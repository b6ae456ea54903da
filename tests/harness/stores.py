"""The services' databases of a running system, compared with their topics."""

from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient

from deploy.cli.parts import SERVICES, nouns_of, topics_of
from tests.harness.system import System
from tests.harness.truth import Differences, differences, stories
from tests.harness.waiting import eventually

__all__ = ["SERVICES", "compared"]


async def compared(system: System, service: str, patience: float = 30) -> Differences:
    """Each aggregate's topic against its document, once the relay has told all that it has to tell."""
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        database = client.get_database(f"techfest_{service}")
        latest: list[Differences] = []

        async def told() -> bool:
            latest[:] = [await differences(database, nouns_of(service), await _told(system, service))]
            return not latest[0].lost

        await eventually(told, patience, f"{service} has told everything")
        return latest[0]
    finally:
        client.close()


async def _told(system: System, service: str) -> Any:
    return await stories(system.local.kafka_address, *topics_of(service))
