"""Sheets of 200 judges at once: `python -m tests.bench.bench_sheets`.

All submit in one moment, over a real database, majority and journaled; beside it the naive way, in which one waits for
the other. Rounds alternate, each with judges of its own. CPU is this process's. That all are kept a test says.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

import uvloop

from shared.auth import Actor
from shared.ids import new_id
from shared.mongo import connect
from tests.harness.parts import RealParts, named_parts, started_parts
from tests.judging.panel import Panel, panel_of

ROUNDS, JUDGES, GOAL = 3, 200, 1.0
Way = Callable[[Panel], Awaitable[list[float]]]


async def at_once(panel: Panel) -> list[float]:
    """Seconds until each has the answer."""
    return await asyncio.gather(*(_timed(panel, judge) for judge in panel.judges))


async def one_by_one(panel: Panel) -> list[float]:
    """The same, each after the other; the last has waited for all."""
    began, found = time.perf_counter(), list[float]()
    for judge in panel.judges:
        await panel.submit(judge)
        found.append(time.perf_counter() - began)
    return found


async def _timed(panel: Panel, judge: Actor) -> float:
    began = time.perf_counter()
    await panel.submit(judge)
    return time.perf_counter() - began


async def measured(parts: RealParts, way: Way) -> tuple[float, float]:
    """Seconds until the last has the answer, and of CPU time."""
    client = connect(parts.mongo)
    database = client.get_database(f"bench_{new_id()[:12]}")
    panel = await panel_of(JUDGES, parts, database)
    cpu = time.process_time()
    took = await way(panel)
    used = time.process_time() - cpu
    await client.drop_database(database.name)
    client.close()
    return max(took), used


async def bench(parts: RealParts) -> None:
    """Alternates, and prints medians."""
    found: dict[str, list[tuple[float, float]]] = {"at once": [], "one by one": []}
    for _ in range(ROUNDS):
        for name, way in (("at once", at_once), ("one by one", one_by_one)):
            found[name].append(await measured(parts, way))
    last = {name: statistics.median(seconds for seconds, _ in some) for name, some in found.items()}
    for name, some in found.items():
        cpu = statistics.median(used for _, used in some) / JUDGES * 1e3
        print(f"{JUDGES} sheets {name}: all kept after {last[name]:.2f} s, {cpu:.1f} ms of CPU each")
    print(f"goal {GOAL:g} s; {last['one by one'] / last['at once']:.1f} times as fast as one by one")


def main() -> None:
    """On the parts that are named, or on some of its own."""
    if named := named_parts():
        uvloop.run(bench(named))
        return
    with started_parts() as parts:
        uvloop.run(bench(parts))


if __name__ == "__main__":
    main()
