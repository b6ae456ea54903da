"""Real Kafka and MongoDB for a test run, and the whole system, each a copy of its own that goes when the run ends."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local import system
from deploy.local.layout import Local
from tests.harness.ports import free_ports


@dataclass(frozen=True, slots=True)
class RealParts:
    """Addresses of a Kafka and a MongoDB that only tests use."""

    kafka: str
    mongo: str


def named_parts() -> RealParts | None:
    """Parts that run already, named by the environment while one works."""
    kafka, mongo = os.environ.get("TECHFEST_TEST_KAFKA"), os.environ.get("TECHFEST_TEST_MONGO")
    return RealParts(kafka, mongo) if kafka and mongo else None


@contextmanager
def own_copy(**settings: str) -> Iterator[Local]:
    """A copy on free ports with a data folder of its own; what it started is stopped at the end, also when we die."""
    folder = Path(tempfile.mkdtemp(prefix="techfest-"))
    local = Local(free_ports(), folder, settings=settings)
    try:
        yield local
    finally:
        system.down(local)
        if os.environ.get("TECHFEST_TEST_KEEP") is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started_parts() -> Iterator[RealParts]:
    """Kafka and MongoDB alone."""
    with own_copy() as local:
        system.up_clusters(local, say=_silent, bound=True)
        yield RealParts(local.kafka_address, local.mongo_uri)


def _silent(_: str) -> None:
    """Test runs don't tell what starts."""
