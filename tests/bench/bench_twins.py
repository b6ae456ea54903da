"""Likely twins among 50,000 organisations of one tenant: `python -m tests.bench.bench_twins`.

The names are real companies' (the project's own sample where they are not at hand), with trades and wards around them
until there are enough; what is typed are the changed names of the figures. The goal is 20 ms p50 for an answer. Beside
it what the same question costs by looking at every organisation, in rounds that alternate.
"""

import asyncio
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator

import uvloop

from services.accounts.domain.algorithms.twins import likeness, profile
from services.accounts.handlers.twins import COLLECTION, row
from services.accounts.queries.twins import Typed, likely_twins
from services.accounts.store.twins import FACTS, MongoKnownOrganisations
from shared.bus.projection import Projection, Row
from shared.ids import new_id
from shared.mongo import Database, connect, find_all, run
from tests.accounts.twin_pairs import REAL, SAMPLE, companies, halves, twins, wards
from tests.harness.parts import RealParts, named_parts, started_parts

MANY, ASKED, AT_ONCE, ROUNDS, GOAL_MS = 50_000, 300, 5_000, 3, 20
TRADES = ("", "Thương mại", "Công nghệ", "Xây dựng", "Dịch vụ", "Nông sản", "Giáo dục", "Y tế")
TENANT = "tenant-of-many"


def organisations() -> Iterator[Row]:
    """Each company with every trade, at as many wards as it takes."""
    known = companies(REAL if REAL.exists() else SAMPLE)
    endless = itertools.product(("", *wards()), TRADES, known)
    for n, (ward, trade, company) in enumerate(itertools.islice(endless, MANY)):
        name = " ".join(part for part in (trade, company.name, ward) if part)
        website = company.website if not ward and not trade else None
        yield row(f"organisation-{n:06}", 1, {"tenant_id": TENANT, "name": name, "website": website})


def typed() -> list[Typed]:
    """Every so many of the changed names."""
    half, strangers = halves(companies(REAL if REAL.exists() else SAMPLE))
    pairs = twins(half, strangers)
    return [Typed(TENANT, p.typed.name, p.typed.website or "") for p in pairs[:: max(1, len(pairs) // ASKED)]]


async def fill(database: Database) -> None:
    """All of them, by some thousands."""
    rows, projection = organisations(), Projection(database)
    while some := list(itertools.islice(rows, AT_ONCE)):
        await projection.write(some)


async def timed(questions: list[Typed], answer: Callable[[Typed], Awaitable[object]]) -> list[float]:
    """Milliseconds of each, one after the other."""
    took = []
    for question in questions:
        began = time.perf_counter()
        await answer(question)
        took.append((time.perf_counter() - began) * 1e3)
    return took


async def measure(parts: RealParts) -> None:
    """In a database of its own, dropped at the end."""
    client = connect(parts.mongo)
    database = client.get_database(f"bench_{new_id()[:12]}")
    known = MongoKnownOrganisations(database)

    async def by_keys(question: Typed) -> object:
        return await likely_twins(question, known)

    async def one_by_one(question: Typed) -> object:
        asked = profile([question.name], question.website)
        found = await find_all(database[COLLECTION], {"tenant_id": TENANT}, dict.fromkeys(FACTS, 1))
        return [each for each in found if likeness(asked, profile([each["name"]], each["website"]))]

    try:
        await known.prepare()
        await fill(database)
        questions, keyed, naive = typed(), list[float](), list[float]()
        for _ in range(ROUNDS):
            keyed += await timed(questions, by_keys)
            naive += await timed(questions[:1], one_by_one)
        told(keyed, naive, (await run(database, {"collStats": COLLECTION}))["indexSizes"]["keys"])
    finally:
        await client.drop_database(database.name)
        client.close()


def told(keyed: list[float], naive: list[float], index_bytes: int) -> None:
    p50, p95 = statistics.median(keyed), statistics.quantiles(keyed, n=20)[-1]
    ratio = statistics.median(naive) / p50
    print(f"likely twins of {MANY:,}: p50 {p50:.1f} ms, p95 {p95:.1f} ms (goal {GOAL_MS} ms p50)")
    print(
        f"looking at each: {statistics.median(naive):,.0f} ms, {ratio:,.0f} ×; the index takes {index_bytes >> 20} MiB"
    )


def main() -> None:
    """Prints two lines."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if named := named_parts():
            runner.run(measure(named))
            return
        with started_parts() as parts:
            runner.run(measure(parts))


if __name__ == "__main__":
    main()
