"""Group commit and folding against one-by-one load, decide and save: `python -m tests.bench.bench_commit`.

Both keep the same documents, with command ids and envelopes, majority and journaled, in one database; their rounds
alternate. Spread: 64 senders over 300 aggregates. Hot: 200 commands at once on one aggregate. CPU is this process's.
The goal is a ratio of at least 2.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvloop

from shared.bus.folding import fold
from shared.bus.folds import Known
from shared.bus.mongo_aggregates import MongoAggregates, MongoStorage
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer, Order
from shared.bus.states import StateForm
from shared.ids import new_id
from shared.mongo import Database, connect
from tests.harness.parts import RealParts, named_parts, started_parts
from tests.shared.bus.write.halls import HALLS, Hall, HallRenamed, opens, order, says, takes_seat

ROUNDS, COMMANDS, SENDERS, AGGREGATES, HOT = 3, 3_000, 64, 300, 200

Execute = Callable[[int, Order[Hall]], Awaitable[Answer]]


class OneByOne:
    """Each sender loads, decides and saves for itself, again until nobody was faster."""

    def __init__(self, database: Database, senders: int) -> None:
        self._storages = [MongoStorage(database, HALLS) for _ in range(senders)]
        self._form = StateForm(HALLS)
        self.attempts = 0

    async def execute(self, sender: int, it: Order[Hall]) -> Answer:
        while True:
            self.attempts += 1
            found = await self._storages[sender].load([it.aggregate_id])
            known = found.get(it.aggregate_id, Known())
            folded = fold(HALLS, self._form, it.aggregate_id, known, [it])
            result = folded.outcomes[0].result
            if isinstance(result, Exception):
                raise result
            if not folded.writes or not (await self._storages[sender].save([folded])).lost:
                return result


async def timed(label: str, orders: list[Order[Hall]], senders: int, execute: Execute) -> float:
    """Commands a second."""
    waiting, took = iter(orders), list[float]()

    async def send(sender: int) -> None:
        for it in waiting:
            began = time.perf_counter()
            await execute(sender, it)
            took.append(time.perf_counter() - began)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send(n) for n in range(senders)))
    rate = len(orders) / (time.perf_counter() - began)
    each = (time.process_time() - cpu) / len(orders) * 1e6
    p50, p99 = (sorted(took)[int(len(took) * part)] * 1e3 for part in (0.5, 0.99))
    print(
        f"  {label:26s} {rate:8.0f}/s   CPU {each:6.0f} µs a command   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms",
        flush=True,
    )
    return rate


def spread(prefix: str, number: int) -> list[Order[Hall]]:
    """Commands that go round the aggregates."""
    ids = [f"{prefix}-{n:04}" for n in range(AGGREGATES)]
    turns = [(n, ids[n % AGGREGATES]) for n in range(number)]
    return [order(i, says(HallRenamed(hall_id=i, name=f"Hall {n}"))) for n, i in turns]


async def measure(database: Database) -> dict[str, list[float]]:
    """The ratio of each round."""
    await prepare(database, [HALLS])
    ratios: dict[str, list[float]] = {"spread": [], "hot": []}
    grouped, alone = MongoAggregates(database, HALLS), OneByOne(database, max(SENDERS, HOT))
    for number in range(ROUNDS):
        print(f"round {number + 1}")
        ratios["spread"].append(
            await timed("grouped, spread", spread("grouped", COMMANDS), SENDERS, lambda _, it: grouped.execute(it))
            / await timed("one by one, spread", spread("alone", COMMANDS // 3), SENDERS, alone.execute)
        )
        ratios["hot"].append(
            await timed("grouped, hot", await hot(grouped), HOT, lambda _, it: grouped.execute(it))
            / await timed("one by one, hot", await hot(grouped), HOT, alone.execute)
        )
    print(f"grouped: {grouped.counts}; one by one: {alone.attempts} attempts")
    return ratios


async def hot(halls: MongoAggregates[Hall]) -> list[Order[Hall]]:
    """Two hundred who want a seat in one new hall."""
    hall_id = new_id()
    await halls.execute(order(hall_id, opens(hall_id, capacity=1_000)))
    return [order(hall_id, takes_seat(hall_id, f"p{n}")) for n in range(HOT)]


@contextmanager
def parts() -> Iterator[RealParts]:
    """Those that the environment names, or new ones."""
    if named := named_parts():
        yield named
        return
    with started_parts() as started:
        yield started


@asynccontextmanager
async def scratch(uri: str) -> AsyncIterator[Database]:
    """A database of this run alone."""
    client, name = connect(uri), f"bench_{new_id()[:12]}"
    try:
        yield client[name]
    finally:
        await client.drop_database(name)
        client.close()


async def main(uri: str) -> None:
    """Prints the rounds and the median ratios."""
    async with scratch(uri) as database:
        ratios = await measure(database)
    for name, found in ratios.items():
        middle = statistics.median(found)
        print(f"group commit to one by one, {name}: {middle:.1f} ({min(found):.1f} to {max(found):.1f}); goal 2")


if __name__ == "__main__":
    with parts() as real:
        uvloop.run(main(real.mongo))
