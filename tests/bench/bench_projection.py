"""Projecting in batches against one by one, and rebuilding 100,000 events: `python -m tests.bench.bench_projection`.

Both write the same rows under the same guard into one database, majority and journaled; their rounds alternate. One by
one is one guarded update for each row, with no copies. CPU is this process's. The goal is a ratio of at least 20. The
rebuilt model must equal the one that the projector wrote.
"""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import count

import uvloop

from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics
from shared.bus.projected import ProjectedTeller
from shared.bus.projecting import Projector
from shared.bus.projection import Projection, Row, newer
from shared.bus.read_models import ReadModels
from shared.bus.rebuild import Rebuild, Rebuilt
from shared.ids import new_id
from shared.mongo import Client, Database, connect
from tests.bench.bench_commit import parts, scratch
from tests.harness.parts import RealParts
from tests.shared.bus.read.interleavings import model_of
from tests.shared.bus.read.small_world import COPIES, PROJECTED, WorldTeller, project_to_the_end

ROUNDS, ROWS, ALONE, BATCH, EVENTS = 3, 20_000, 1_000, 2_000, 100_000
LISTINGS, FIRMS = 20_000, 5_000

Write = Callable[[Sequence[Row]], Awaitable[object]]


def some_rows(prefix: str, number: int, seqs: "count[int]") -> list[Row]:
    """Rows of listings, a fifth of them of one written before."""
    dice = random.Random(prefix)
    return [
        Row("listings", f"{prefix}-{dice.randrange(number)}", "listing", next(seqs), {"status": "open", "worth": n})
        for n in range(number)
    ]


async def one_by_one(database: Database, rows: Sequence[Row]) -> None:
    """As one naturally does."""
    for row in rows:
        where = {"_id": row.id, **newer(f"v.{row.source}", row.seq)}
        change = {"$set": {**row.set, f"v.{row.source}": row.seq}}
        await database[row.collection].update_one(where, change, upsert=True)


async def in_batches(projection: Projection, rows: Sequence[Row]) -> None:
    """As the projector does."""
    for start in range(0, len(rows), BATCH):
        await projection.write(rows[start : start + BATCH])


async def timed(label: str, rows: Sequence[Row], write: Write) -> float:
    """Rows a second."""
    began, cpu = time.perf_counter(), time.process_time()
    await write(rows)
    rate = len(rows) / (time.perf_counter() - began)
    each = (time.process_time() - cpu) / len(rows) * 1e6
    print(f"  {label:14s} {rate:8.0f}/s   CPU {each:5.0f} µs a row", flush=True)
    return rate


async def compare(database: Database) -> list[float]:
    """The ratio of each round."""
    ratios, seqs, projection = list[float](), count(1), Projection(database)
    for number in range(ROUNDS):
        print(f"round {number + 1}")
        batched = await timed("in batches", some_rows(f"b{number}", ROWS, seqs), lambda r: in_batches(projection, r))
        alone = await timed("one by one", some_rows(f"a{number}", ALONE, seqs), lambda r: one_by_one(database, r))
        ratios.append(batched / alone)
    return ratios


async def no_indexes(_: object) -> None:
    """None beside those of the copies."""


async def lap(label: str, doing: Awaitable[object]) -> None:
    """Prints how long it took."""
    began, cpu = time.perf_counter(), time.process_time()
    await doing
    took, each = time.perf_counter() - began, (time.process_time() - cpu) / EVENTS * 1e6
    print(f"  {label:12s} {took:6.1f} s   {EVENTS / took:8.0f} events/s   CPU {each:5.0f} µs an event", flush=True)


async def rebuild_and_compare(real: RealParts, client: Client) -> bool:
    """Whether the rebuilt model equals the one before."""
    topic, told, name = f"bench.{new_id()}", f"bench.{new_id()}", f"bench_{new_id()[:12]}"
    await ensure_topics(real.kafka, [TopicSpec(topic, 6, 600_000), TopicSpec(told, 1, 600_000)])
    models = ReadModels(client, name)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(drop_all, client, models, name)
        publisher = await stack.enter_async_context(KafkaPublisher(real.kafka))
        teller = ProjectedTeller(publisher, told)
        rebuild = Rebuild(real.kafka, [topic], PROJECTED, COPIES, no_indexes)
        await rebuild.into(models, teller)
        await WorldTeller(publisher, topic, seed=1, listings=LISTINGS, firms=FIRMS).tell(EVENTS)
        projector = Projector(models, PROJECTED, COPIES, teller)
        await lap("projected", project_to_the_end(real.kafka, topic, new_id(), projector))
        before = await model_of(await current(models))
        done = list[Rebuilt]()
        await lap("rebuilt", rebuild_into(rebuild, models, teller, done))
        return done[0].messages == EVENTS and await model_of(await current(models)) == before


async def rebuild_into(rebuild: Rebuild, models: ReadModels, teller: ProjectedTeller, done: list[Rebuilt]) -> None:
    """Keeps what the rebuild says of itself."""
    done.append(await rebuild.into(models, teller))


async def current(models: ReadModels) -> Database:
    """The one that is read."""
    database = await models.current()
    assert database is not None
    return database


async def drop_all(client: Client, models: ReadModels, name: str) -> None:
    """Leaves nothing behind."""
    for database in (await models.targets()).all:
        await client.drop_database(database.name)
    await models.drop_older(timedelta(days=-1))
    await client.drop_database(name)


async def main(real: RealParts) -> None:
    """Prints the rounds, the median ratio, and whether a rebuild gives the same model."""
    async with scratch(real.mongo) as database:
        ratios = await compare(database)
    middle = statistics.median(ratios)
    print(f"in batches to one by one: {middle:.1f} ({min(ratios):.1f} to {max(ratios):.1f}); goal 20")
    client = connect(real.mongo)
    equal = await rebuild_and_compare(real, client)
    client.close()
    print(f"{EVENTS} events rebuilt: the model is {'equal to' if equal else 'NOT equal to'} the one before")
    if not equal:
        raise SystemExit(1)


if __name__ == "__main__":
    with parts() as real:
        uvloop.run(main(real))
