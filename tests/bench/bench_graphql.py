"""The gateway's GraphQL against plain Strawberry: `python -m tests.bench.bench_graphql`.

Both answer the same documents with the same bytes over the same rows in memory, so that the schema is measured and
not the database; rounds alternate. Plain is what Strawberry's documentation shows: types as dataclasses, a DataLoader,
`Schema.execute`, the standard library's JSON, and no rules; the gateway's has its rules for rows and fields in it.
Figures are CPU time of this process for one answer. The goals are ratios of at least 2 by id and 1.5 by list.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import uvloop

from gateway.after import Afters
from gateway.clients import Sent
from gateway.graph.running import Graph, Needs
from gateway.graph.waiting import Waiting
from gateway.viewer import Viewer
from shared.clock import SystemClock
from tests.bench.memory_rows import MemoryRows
from tests.bench.plain_graph import SCHEMA, context_over
from tests.gateway.fakes import Heard, OwnDrafts, RecordedCommands, Vault, WordSearch

ROUNDS = 7
FIELDS = "id entryId title summary tags country submittedAt receipt { code }"
BOTH = f"{FIELDS} organisation {{ id name country website foundedYear }}"
PAGE = "pageInfo { hasNextPage endCursor }"
CASES: dict[str, tuple[str, dict[str, Any], int, float]] = {
    "entry by id": (f"query ($id: ID!) {{ entry(entryId: $id) {{ {BOTH} }} }}", {"id": "entry-007"}, 300, 2.0),
    "list of 50 with organisation": (
        f"query ($n: Int!) {{ entries(first: $n) {{ edges {{ cursor node {{ {BOTH} }} }} {PAGE} }} }}",
        {"n": 50},
        15,
        1.5,
    ),
}
Answer = Callable[[str, dict[str, Any]], Awaitable[bytes]]


def tuned() -> Answer:
    """The gateway's."""
    rows, reader = MemoryRows(), Viewer("client-1", "client", scopes=frozenset({"entries:read"}))
    waiting = Waiting(Afters("secret", SystemClock()), Heard())
    commands = RecordedCommands(Sent("", 0, None, ""))
    graph = Graph(Needs(lambda: rows, WordSearch({}), commands, OwnDrafts(), waiting, Vault()))

    async def answer(document: str, variables: dict[str, Any]) -> bytes:
        return orjson.dumps(await graph.run(document, variables, reader))

    return answer


def plain() -> Answer:
    """Strawberry's own way."""
    rows = MemoryRows()

    async def answer(document: str, variables: dict[str, Any]) -> bytes:
        result = await SCHEMA.execute(document, variables, context_over(rows))
        assert result.errors is None, result.errors
        return json.dumps({"data": result.data}).encode()

    return answer


async def cpu(answer: Answer, document: str, variables: dict[str, Any], times: int) -> float:
    """Microseconds of CPU for one answer."""
    began = time.process_time()
    for _ in range(times):
        await answer(document, variables)
    return (time.process_time() - began) / times * 1e6


async def main() -> None:
    """Prints a line for each case."""
    ways = {"plain": plain(), "tuned": tuned()}
    for name, (document, variables, times, goal) in CASES.items():
        answers = {way: orjson.loads(await answer(document, variables)) for way, answer in ways.items()}
        assert answers["plain"] == answers["tuned"], "the answers differ"
        took: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, answer in ways.items():
                took[way].append(await cpu(answer, document, variables, times))
        ratio = statistics.median(p / t for p, t in zip(took["plain"], took["tuned"], strict=True))
        figures = ", ".join(f"{way} {statistics.median(found):,.0f} µs" for way, found in took.items())
        print(f"{name}: {figures}; {ratio:.2f} × (goal {goal})")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
