"""Making topics: by a command, never by accident."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

EXISTS = 36


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
    """Makes the topics that are missing and returns their names; again is harmless.

    Raises `TopicMismatch` where one exists with other partitions, `RuntimeError` where Kafka refuses one.
    """
    async with _admin(bootstrap) as admin:
        wanted = {spec.name: spec for spec in specs}
        there = {d["topic"]: len(d["partitions"]) for d in await admin.describe_topics()}
        for name, spec in wanted.items():
            if there.get(name, spec.partitions) != spec.partitions:
                raise TopicMismatch(f"{name} has {there[name]} partitions, not {spec.partitions}")
        return await _create(admin, [spec for name, spec in wanted.items() if name not in there])


async def partitions_of(bootstrap: str, topics: Iterable[str]) -> dict[str, int]:
    """How many partitions each of the topics has; raises `LookupError` naming those that don't exist."""
    wanted = set(topics)
    async with _admin(bootstrap) as admin:
        there = {d["topic"]: len(d["partitions"]) for d in await admin.describe_topics()}
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
