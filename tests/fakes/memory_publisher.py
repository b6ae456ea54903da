"""A publisher into memory, with the real one's promises: acknowledged by `flush`, in order."""

from collections import Counter

from shared.bus.ports import Message
from shared.contracts.envelope import Headers


class BrokerAway(Exception):
    """What was sent may or may not have arrived."""


class MemoryPublisher:
    """Keeps what was sent as messages of one partition; `fails_after` so many messages it fails for good."""

    def __init__(self, fails_after: int | None = None) -> None:
        self.arrived: list[Message] = []
        self.flushed = 0
        self._fails_after = fails_after
        self._offsets: Counter[str] = Counter()

    async def send(self, topic: str, key: str, value: bytes, headers: Headers) -> None:
        if self._fails_after is not None and len(self.arrived) >= self._fails_after:
            return
        self.arrived.append(Message(topic, 0, self._offsets[topic], key.encode(), value, tuple(headers)))
        self._offsets[topic] += 1

    async def flush(self) -> None:
        if self._fails_after is not None and len(self.arrived) >= self._fails_after:
            raise BrokerAway
        self.flushed = len(self.arrived)
