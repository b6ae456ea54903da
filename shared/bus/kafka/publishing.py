"""The producer of the bus."""

import asyncio
from typing import Any, Self

from aiokafka import AIOKafkaProducer

from shared.bus.kafka.starting import start_whole
from shared.contracts.envelope import Headers


class KafkaPublisher:
    """An idempotent producer: acknowledged by all in-sync replicas, each message once, in order for each key.

    Use it as an async context manager, or call `start` and `stop`. After a failed `flush` the order of what was not
    acknowledged is unknown: stop, and send again from the last flush that returned.
    """

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._producer: Any = None
        self._flying: list[asyncio.Future[Any]] = []

    async def start(self) -> None:
        """Connects; raises aiokafka's `KafkaConnectionError` where no broker answers."""
        self._producer = AIOKafkaProducer(bootstrap_servers=self._bootstrap, enable_idempotence=True, acks="all")
        await start_whole(self._producer)

    async def stop(self) -> None:
        """Sends what is queued and disconnects."""
        await self._producer.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def send(self, topic: str, key: str, value: bytes, headers: Headers) -> None:
        """Queues a message; waits only while the queue is full."""
        self._flying.append(await self._producer.send(topic, value, key=key.encode(), headers=headers))

    async def flush(self) -> None:
        """Returns when all that was sent is acknowledged; raises the first `KafkaError` when one was not."""
        flying, self._flying = self._flying, []
        outcomes = await asyncio.gather(*flying, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
