"""Connections to MongoDB are cut while commands are under way; the senders repeat with the same id."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer, Order
from shared.errors import Unavailable
from shared.mongo import Database, connect
from tests.harness.parts import RealParts
from tests.shared.bus.write.halls import HALLS, Hall, opens, order, takes_seat
from tests.shared.bus.write.proxy import Proxy
from tests.shared.bus.write.stores import MongoStores

HALL = "hall-0001"


async def until_answered(halls: MongoAggregates[Hall], it: Order[Hall]) -> tuple[Answer, int]:
    """The answer, and how often the outcome was unknown before it."""
    unknown = 0
    while True:
        try:
            return await halls.execute(it), unknown
        except Unavailable:
            unknown += 1


async def cut_while(proxy: Proxy, sending: asyncio.Future[Any], halls: MongoAggregates[Hall]) -> int:
    """Cuts whenever another five bulks were sent; how often."""
    cuts, next_at = 0, 5
    while not sending.done():
        if halls.counts.bulks >= next_at:
            cuts, next_at = cuts + bool(proxy.cut()), halls.counts.bulks + 5
        await asyncio.sleep(0)
    return cuts


async def test_what_is_repeated_after_a_lost_connection_is_done_once(database: Database, real_parts: RealParts):
    await prepare(database, [HALLS])
    address = urlsplit(real_parts.mongo)
    async with Proxy(address.hostname or "", address.port or 0) as proxy:
        client = connect(f"mongodb://127.0.0.1:{proxy.port}/?directConnection=true&retryWrites=false&retryReads=false")
        halls = MongoAggregates(client[database.name], HALLS)
        await halls.execute(order(HALL, opens(HALL, capacity=1_000)))

        async def send(sender: int) -> list[tuple[Answer, int]]:
            takes = (order(HALL, takes_seat(HALL, f"p{sender}-{n}")) for n in range(20))
            return [await until_answered(halls, it) for it in takes]

        sending = asyncio.gather(*(send(sender) for sender in range(20)))
        cuts = await cut_while(proxy, sending, halls)
        answers = [answer for one in sending.result() for answer in one]
        client.close()
    assert cuts > 2
    assert sum(unknown for _, unknown in answers) > 0
    assert sorted(answer.seq for answer, _ in answers) == list(range(2, 402))
    stored = await MongoAggregates(database, HALLS).read(HALL)
    assert stored is not None
    assert (stored.seq, len(stored.state.taken), len(set(stored.state.taken))) == (401, 400, 400)
    assert [envelope.seq for envelope, _ in await MongoStores(database).told()] == list(range(1, 402))
