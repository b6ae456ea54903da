"""From the client's records to the bus's messages."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.bus.ports import Message

MOST_AT_ONCE = 2_000


def message_of(record: Any) -> Message:  # noqa: ANN401 - the client is not typed
    """A record as the bus knows it."""
    return Message(record.topic, record.partition, record.offset, record.key, record.value, tuple(record.headers))


def messages_of(fetched: Mapping[Any, Iterable[Any]]) -> list[Message]:
    """All records of one fetch, in order within each partition."""
    return [message_of(record) for records in fetched.values() for record in records]
