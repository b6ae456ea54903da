"""A relay as a process of its own, to be killed: `python -m <this> MONGO DATABASE KAFKA TOPIC`."""

import asyncio
import sys

from shared.bus.kafka import KafkaPublisher
from shared.bus.relay import Relay
from shared.contracts.events import told_events
from shared.mongo import connect
from tests.shared.bus.write import halls


async def main(mongo: str, name: str, kafka: str, topic: str) -> None:
    for event in told_events("halls"):
        event.topic = topic
    async with KafkaPublisher(kafka) as publisher:
        await Relay(connect(mongo)[name], publisher, lease_seconds=0.8).run()


if __name__ == "__main__":
    assert halls.TOPIC
    asyncio.run(main(*sys.argv[1:]))
