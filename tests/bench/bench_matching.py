"""A new need matched with all offers of a tenant: `python -m tests.bench.bench_matching [how many …]`.

The offers are real companies' own words (made of the sectors' names where the data are not at hand), in sectors,
prices, readiness and provinces that go round, over and over until there are enough: 10,000, and 100,000 where that is
asked for. The goal is a p99 under 50 ms. Beside it what it costs to score every pair, as reckoned
from 2,000 of them, in rounds that alternate.
"""

import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from services.matchmaking.domain.listing import Facts
from services.matchmaking.handlers.matching import compare, pairs_of
from services.matchmaking.ports import Entry
from services.matchmaking.store.index import FolderIndex
from shared.contracts.exchange.values import Direction, IpKind, SubjectKind, TransferMode
from shared.contracts.matchmaking.values import PriceBand
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from tests.architecture.tree import ROOT

DATA = ROOT.parent / "shared" / "data" / "startups_yc" / "companies_2023.jsonl"
ASKED, NAIVE, ROUNDS, KEPT, GOAL_MS = 300, 2, 3, 2_000, 50
TENANT, MILLION = "tenant-of-many", 1_000_000
Text = dict[str, str]


def texts() -> list[Text]:
    """What companies say of themselves."""
    if not DATA.exists():
        return [{"title": f"{a.name.vi} {b.name.vi}"} for a, b in itertools.combinations(SECTORS.values(), 2)]
    found = (json.loads(line) for line in DATA.read_text(encoding="utf-8").split("\n") if line)
    return [{"title": one["short"] or one["name"], "description": one["long"] or ""} for one in found]


def facts(number: int, direction: Direction, dice: random.Random) -> Facts:
    price = dice.randint(20, 900) * MILLION
    modes = tuple(dice.sample(list(TransferMode), 2))
    return Facts(
        listing_id=f"{direction}-{number:07}",
        tenant_id=TENANT,
        owner_id=f"owner-{direction}-{number:07}",
        masked=False,
        seq=1,
        direction=direction,
        subject=SubjectKind.TECHNOLOGY,
        sector=dice.choice(list(SECTORS)),
        trl=dice.randint(3, 9),
        ip=dice.choice(list(IpKind)),
        modes=modes,
        price=PriceBand(least=price, most=price, currency="VND"),
        province=dice.choice(list(PROVINCES)),
    )


def filled(folder: Path, many: int) -> tuple[FolderIndex, list[Entry]]:
    """An index with so many offers, and some of them; each text comes with other facts each time, and with some words
    of another text."""
    dice, known, index = random.Random(7), texts(), FolderIndex(folder)
    kept: list[Entry] = []
    for number in range(many):
        text, other = known[number % len(known)], dice.choice(known)
        mixed = {**text, "description": f"{text.get('description', '')} {other['title']}"}
        entry = index.entry(facts(number, Direction.OFFER, dice), mixed)
        index.put(entry, mixed)
        if number < KEPT:
            kept.append(entry)
    index.commit()
    return index, kept


def needs(index: FolderIndex, count: int) -> Iterator[Entry]:
    """New needs, in the words of companies drawn by lot."""
    dice, known = random.Random(11), texts()
    for number in range(count):
        yield index.entry(facts(number, Direction.NEED, dice), dice.choice(known))


def timed(entries: Sequence[Entry], match: Callable[[Entry], object]) -> tuple[list[float], float]:
    """Milliseconds of each, and the CPU time of all for each."""
    took, cpu = [], time.process_time()
    for entry in entries:
        began = time.perf_counter()
        match(entry)
        took.append((time.perf_counter() - began) * 1e3)
    return took, (time.process_time() - cpu) * 1e3 / len(entries)


def measure(many: int) -> None:
    """Builds, warms up, and asks in rounds."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        index, some = filled(Path(folder), many)
        print(f"{many:,} offers, indexed with {(time.process_time() - began) / many * 1e3:.2f} ms of CPU each")
        entries = list(needs(index, ASKED))
        timed(entries, lambda entry: pairs_of(entry, index))
        ours, theirs = list[float](), list[float]()
        for _ in range(ROUNDS):
            took, cpu = timed(entries, lambda entry: pairs_of(entry, index))
            ours += took
            naive, naive_cpu = timed(entries[:NAIVE], lambda entry: [compare(entry, one, index) for one in some])
            theirs += [one * many / len(some) for one in naive]
        cuts = statistics.quantiles(ours, n=100)
        print(f"  matched: p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms (goal {GOAL_MS}), {cpu:.1f} ms of CPU")
        print(
            f"  every pair scored: {statistics.median(theirs):.0f} ms, {naive_cpu * many / len(some):.0f} ms of CPU: ",
            end="",
        )
        print(f"{statistics.median(theirs) / cuts[49]:.0f} times as long")
        index.close()


if __name__ == "__main__":
    for asked in sys.argv[1:] or ("10000",):
        measure(int(asked))
