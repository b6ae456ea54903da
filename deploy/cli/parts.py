"""What an operator's command needs of a running copy: its databases, its topics, its services' kinds of aggregates."""

import importlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import typer

from deploy.local.layout import local_of
from shared.bus.nouns import Noun
from shared.mongo import Database, connect
from shared.services import SERVICES
from shared.settings import BaseServiceSettings


def settings() -> BaseServiceSettings:
    """The settings that the processes of this copy run with, as far as they are shared."""
    local = local_of(os.environ)
    return BaseServiceSettings(mongo=local.mongo_uri, kafka=local.kafka_address, data=local.data)


@asynccontextmanager
async def database(owner: str) -> AsyncIterator[Database]:
    """The database of a service, or of the gateway."""
    known = settings()
    client = connect(known.mongo)
    try:
        yield client.get_database(known.database(owner))
    finally:
        client.close()


def service_named(name: str) -> str:
    """The name, if there is such a service; for arguments."""
    if name not in SERVICES:
        raise typer.BadParameter(f"there are {', '.join(SERVICES)}")
    return name


def nouns_of(service: str) -> tuple[Noun[Any], ...]:
    """Every kind of aggregate that the service keeps."""
    nouns: tuple[Noun[Any], ...] = importlib.import_module(f"services.{service}.handlers").NOUNS
    return nouns


def topics_of(service: str) -> list[str]:
    """The topics that the service tells its facts in; its contract is imported."""
    events = importlib.import_module(f"shared.contracts.{service}.events")
    return sorted({event.topic for event in vars(events).values() if hasattr(event, "topic")})
