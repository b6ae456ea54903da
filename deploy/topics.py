"""The topics that deploy/topics.yaml declares, and the command that makes them; never by accident, never changed."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from shared.bus.kafka import TopicSpec, ensure_topics

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
    def retention_ms(self) -> int:
        """How long Kafka keeps a message; -1: for good."""
        return -1 if self.keep == "for good" else self.keep * MINUTE_MS

    @property
    def config(self) -> dict[str, str]:
        """Further settings; a topic kept for minutes also rolls its files by then, or nothing would ever go."""
        rolled = {} if self.keep == "for good" else {"segment.ms": str(self.retention_ms)}
        return {"cleanup.policy": "delete", "retention.bytes": "-1", **rolled}


class Topics(_Strict):
    """The whole file."""

    replication: Annotated[int, Field(ge=1, le=5)]
    """Copies of each partition on a cluster; a single machine has one."""
    topics: dict[str, Topic]


def declared() -> Topics:
    """What the file says; raises `pydantic.ValidationError` when it does not fit."""
    return Topics.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


async def ensure(bootstrap: str, copies: int | None = None, told: Topics | None = None) -> list[str]:
    """Makes the topics (those of the file) that the cluster hasn't; returns their names. Existing ones stay.

    `copies` stands in for the file's replication. Raises `TopicMismatch` where one exists with other partitions.
    """
    told = told or declared()
    specs = (_spec(name, topic, copies or told.replication) for name, topic in told.topics.items())
    return await ensure_topics(bootstrap, specs)


def _spec(name: str, topic: Topic, copies: int) -> TopicSpec:
    return TopicSpec(name, topic.partitions, topic.retention_ms, copies, topic.config)
