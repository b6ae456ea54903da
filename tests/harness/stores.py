"""The services' databases of a running system, compared with their topics."""

import importlib
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient

from shared.bus.nouns import Noun
from tests.harness.system import System
from tests.harness.truth import Differences, differences, stories
from tests.harness.waiting import eventually

SERVICES = ("accounts", "registration")


def nouns_of(service: str) -> list[Noun[Any]]:
    """Every kind of aggregate that a service decides about, from its table of commands."""
    handlers = importlib.import_module(f"services.{service}.handlers")
    return list({h.noun.name: h.noun for h in handlers.COMMANDS}.values())


def topic_of(service: str) -> str:
    """The topic that a service speaks."""
    return str(importlib.import_module(f"shared.contracts.{service}.events").TOPIC)


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
    return await stories(system.local.kafka_address, topic_of(service))
