"""Hearing at once that a person is erased, in every process that may hold a key or a name in memory."""

import asyncio
import logging
from collections.abc import Callable

from shared.bus.kafka import KafkaError, KafkaListener
from shared.bus.messages import UNREADABLE, read_message
from shared.bus.ports import Message
from shared.contracts.accounts.events import TOPIC, PersonErased

LOG = logging.getLogger(__name__)
AGAIN_AFTER = 5.0
"""Seconds."""

Hear = Callable[[PersonErased], None]


async def hear_erasures(bootstrap: str, hear: Hear, topic: str = TOPIC) -> None:
    """Listens for ever. While Kafka is away nothing is heard: what is in memory goes by its age then, within a minute.

    So a process needs no Kafka to answer.
    """
    while True:
        try:
            async with KafkaListener(bootstrap, topic) as listener:
                async for batch in listener.batches():
                    for message in batch:
                        heard_in(message, hear)
        except KafkaError as error:
            LOG.warning("erasures are not heard: %s", type(error).__name__)
        await asyncio.sleep(AGAIN_AFTER)


def heard_in(message: Message, hear: Hear) -> None:
    """Hands on an erasure; every other message, and what can't be read, is passed over."""
    try:
        event = read_message(message).event
    except UNREADABLE:
        return
    if isinstance(event, PersonErased):
        hear(event)
