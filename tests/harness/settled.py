"""Waits until a whole system has nothing left to tell and nothing left to hear."""

from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from motor.motor_asyncio import AsyncIOMotorClient

from deploy.cli.parts import nouns_of, topics_of
from shared.bus.kafka import last_seqs
from shared.services import SERVICES
from tests.harness.system import System
from tests.harness.waiting import eventually


async def all_told(system: System) -> None:
    """Waits until every aggregate's last fact lies in its topic, and every consumer has been through all topics.

    What consumers answer to what they heard is waited for as well, as far as it was begun when they had heard it all.
    """
    await eventually(lambda: nothing_untold(system), 60, "the relays tell everything")
    await eventually(lambda: nothing_unread(system), 60, "everybody has heard everything")


async def nothing_untold(system: System) -> bool:
    client: Any = AsyncIOMotorClient(system.local.mongo_uri)
    try:
        for service in SERVICES:
            told = await last_seqs(system.local.kafka_address, topics_of(service))
            for noun in nouns_of(service):
                async for found in client[f"techfest_{service}"][noun.collection].find({"seq": {"$gt": 0}}, {"seq": 1}):
                    if told.get((f"/{service}/{noun.name}", found["_id"]), 0) < found["seq"]:
                        return False
        return True
    finally:
        client.close()


async def nothing_unread(system: System) -> bool:
    """Whether every group has confirmed the ends of what it is assigned to."""
    admin: Any = AIOKafkaAdminClient(bootstrap_servers=system.local.kafka_address)
    consumer: Any = AIOKafkaConsumer(bootstrap_servers=system.local.kafka_address)
    try:
        await admin.start()
        await consumer.start()
        for group, _ in await admin.list_consumer_groups():
            held = await admin.list_consumer_group_offsets(group)
            ends = await consumer.end_offsets(list(held))
            if any(held[partition].offset < end for partition, end in ends.items()):
                return False
        return True
    finally:
        await consumer.stop()
        await admin.close()
