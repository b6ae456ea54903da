"""The services' databases of a running system, compared with their topics."""

from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient

from deploy.cli.parts import nouns_of, topics_of
from shared.bus.start_position import RELAY_COLLECTION
from shared.services import SERVICES
from tests.harness.system import System
from tests.harness.truth import Differences, differences, stories
from tests.harness.waiting import eventually

__all__ = ["SERVICES", "compared", "lose_relay_position"]


async def compared(system: System, service: str, patience: float = 30) -> Differences:
    """Each aggregate's topic against its document, once the relay has told all that it has to tell."""
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        database = client.get_database(f"techfest_{service}")
        latest: list[Differences] = []

        async def told() -> bool:
            latest[:] = [await differences(database, service, nouns_of(service), await _told(system, service))]
            return not latest[0].lost

        await eventually(told, patience, f"{service} has told everything")
        return latest[0]
    finally:
        client.close()


async def _told(system: System, service: str) -> Any:
    return await stories(system.local.kafka_address, *topics_of(service))


async def lose_relay_position(system: System, service: str) -> None:
    """Takes away what a service's relay has stored; stop its worker before."""
    client: Any = AsyncIOMotorClient(system.local.mongo_uri)
    try:
        relay = client.get_database(f"techfest_{service}")[RELAY_COLLECTION]
        assert (await relay.delete_one({"_id": "position"})).deleted_count == 1
    finally:
        client.close()
