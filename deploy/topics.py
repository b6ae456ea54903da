"""The topics that deploy/topics.yaml declares, and the command that makes them; never by accident, never changed."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("topics.yaml")
MINUTE_MS = 60_000


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(_Strict):
    """A topic: who writes it, who reads it, and for how long it is kept."""

    holds: str
    partitions: Annotated[int, Field(ge=1, le=64)]
    keep: Literal["for good"] | int
    """Minutes, or for good."""
    writes: str
    reads: tuple[str, ...]

    @property
    def config(self) -> dict[str, str]:
        """Kafka's settings; a topic kept for minutes also rolls its files by then, or nothing would ever go."""
        if self.keep == "for good":
            return {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"}
        kept = str(self.keep * MINUTE_MS)
        return {"cleanup.policy": "delete", "retention.ms": kept, "segment.ms": kept}


class Topics(_Strict):
    """The whole file. `replication` holds where the cluster has as many brokers, else there are fewer copies."""

    replication: Annotated[int, Field(ge=1, le=5)]
    topics: dict[str, Topic]


def declared() -> Topics:
    """What the file says; raises `pydantic.ValidationError` when it does not fit."""
    return Topics.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


async def ensure(bootstrap: str, told: Topics | None = None) -> list[str]:
    """Makes the topics (those of the file) that the cluster hasn't; returns their names. Existing ones stay."""
    told = told or declared()
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        missing = sorted(set(told.topics) - set(await admin.list_topics()))
        copies = min(told.replication, len((await admin.describe_cluster())["brokers"]))
        return await _create(admin, told.topics, missing, copies)
    finally:
        await admin.close()


async def _create(admin: AIOKafkaAdminClient, topics: dict[str, Topic], names: list[str], copies: int) -> list[str]:
    if not names:
        return []
    fresh = [NewTopic(n, topics[n].partitions, copies, topic_configs=topics[n].config) for n in names]
    answer = await admin.create_topics(fresh, timeout_ms=30_000)
    for name, code, *_ in answer.topic_errors:
        if code and for_code(code) is not TopicAlreadyExistsError:
            raise for_code(code)(name)
    return names
