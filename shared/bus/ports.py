"""What the bus needs from outside, each as small as the need. Kafka and MongoDB stand behind these."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from shared.bus.nouns import Answer, Order
from shared.contracts.envelope import Headers

S = TypeVar("S")
R = TypeVar("R", covariant=True)


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """An aggregate as it stands: its state and the seq of its last told event (0: none yet)."""

    id: str
    seq: int
    state: R


class Reads(Protocol[R]):
    """Reads one kind of aggregate."""

    async def read(self, aggregate_id: str) -> Stored[R] | None:
        """The aggregate as it was saved."""
        ...


class AggregateStore(Protocol[S]):
    """Keeps one kind of aggregate. Whatever arrives at once, each command is decided on the state before it."""

    async def execute(self, order: Order[S]) -> Answer:
        """Decides, saves (majority, journaled) and answers; the same command id again gives the same answer.

        Raises the rule's Refusal, `CommandIdReused`, a `Unique`'s refusal, `TooLarge`, or `Unavailable` when the
        outcome is unknown: then the same order may be sent again.
        """
        ...

    async def read(self, aggregate_id: str) -> Stored[S] | None:
        """The aggregate as last saved, read from the database."""
        ...

    def recall(self, aggregate_id: str) -> S | None:
        """The state as this process saw it last, if it did; it may be old: only for what never changes."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it lies in a topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


class Publisher(Protocol):
    """Sends to topics; one key's messages arrive in the order of sending, each once."""

    async def send(self, topic: str, key: str, value: bytes, headers: Headers) -> None:
        """Queues a message; `flush` tells whether it arrived."""
        ...

    async def flush(self) -> None:
        """Returns when all that was sent is acknowledged by all in-sync replicas; raises when one was not."""
        ...


@dataclass(frozen=True, slots=True)
class AtEnd:
    """The partitions of a topic whose every message was handed out, and how many the topic has."""

    partitions: tuple[int, ...]
    of: int


class Subscription(Protocol):
    """A member of a consumer group."""

    def batches(self) -> AsyncIterator[Sequence[Message]]:
        """What has arrived, in order within each partition; a batch may be empty after a quiet second."""
        ...

    async def commit(self) -> None:
        """Everything handed out so far is done and is not handed out again after a restart."""
        ...


class KnowsEnds(Protocol):
    """Knows whether anything is left to be handed out."""

    async def at_end_of(self, topic: str) -> AtEnd:
        """Of the partitions that are this member's: those that have nothing more, now."""
        ...
