"""Making topics: by a command, never by accident."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

EXISTS = 36
LISTED_WITHIN, LOOKS_EVERY = 10.0, 0.05
"""Seconds."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it is to be. `retention_ms` of -1 keeps it for good; `config` holds further settings of Kafka."""

    name: str
    partitions: int
    retention_ms: int = -1
    replication: int = 1
    config: Mapping[str, str] = field(default_factory=dict)


class TopicMismatch(Exception):
    """A topic exists with another number of partitions: keys would move, so nothing is changed."""


async def ensure_topics(bootstrap: str, specs: Iterable[TopicSpec]) -> list[str]:
    """Makes the topics that are missing and returns their names; again is harmless. They are known when it returns.

    Raises `TopicMismatch` where one exists with other partitions, `RuntimeError` where Kafka refuses one, and
    `TimeoutError` where the broker doesn't list one within ten seconds.
    """
    async with _admin(bootstrap) as admin:
        wanted = {spec.name: spec for spec in specs}
        there = await _listed(admin)
        for name, spec in wanted.items():
            if there.get(name, spec.partitions) != spec.partitions:
                raise TopicMismatch(f"{name} has {there[name]} partitions, not {spec.partitions}")
        made = await _create(admin, [spec for name, spec in wanted.items() if name not in there])
        await _until_listed(admin, wanted.keys())
        return made


async def partitions_of(bootstrap: str, topics: Iterable[str]) -> dict[str, int]:
    """How many partitions each of the topics has; raises `LookupError` naming those that don't exist."""
    wanted = set(topics)
    async with _admin(bootstrap) as admin:
        there = await _listed(admin)
    if missing := wanted - set(there):
        raise LookupError(f"no topic {', '.join(sorted(missing))}")
    return {name: there[name] for name in sorted(wanted)}


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncIterator[Any]:
    admin: Any = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def _listed(admin: Any) -> dict[str, int]:  # noqa: ANN401 - the client is not typed
    """How many partitions each topic has that the broker knows of."""
    return {d["topic"]: len(d["partitions"]) for d in await admin.describe_topics()}


async def _until_listed(admin: Any, names: Iterable[str]) -> None:  # noqa: ANN401
    """A broker answers that a topic is made a moment before it tells others of it."""
    async with asyncio.timeout(LISTED_WITHIN):
        while not set(names) <= set(await _listed(admin)):  # noqa: ASYNC110 - the broker is another process
            await asyncio.sleep(LOOKS_EVERY)


async def _create(admin: Any, specs: list[TopicSpec]) -> list[str]:  # noqa: ANN401
    if not specs:
        return []
    reply = await admin.create_topics([_new_topic(spec) for spec in specs])
    made = []
    for name, code, *rest in reply.topic_errors:
        if code not in (0, EXISTS):
            raise RuntimeError(f"Kafka refused {name}: error {code} {rest}")
        if code == 0:
            made.append(name)
    return made


def _new_topic(spec: TopicSpec) -> Any:  # noqa: ANN401
    config = {"retention.ms": str(spec.retention_ms), **spec.config}
    return NewTopic(spec.name, spec.partitions, spec.replication, topic_configs=config)
