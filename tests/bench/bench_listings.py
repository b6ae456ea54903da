"""Search on the exchange as one types: `python -m tests.bench.bench_listings [how many]`.

10,000 listings in the words of real offers and companies (made of the sectors' names where the data are not at hand),
in the index that the gateway searches. Titles are typed letter by letter, each letter a search, without diacritics;
beside it a scan of the same texts by a regular expression, as a database does that has no index. Rounds alternate.
"""

import itertools
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gateway.graph.lists import MATCHES
from gateway.projections.exchange import VISIBLE
from gateway.projections.searching.listings import INDEXED, WEIGHTS, texts_of
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.search.index import SearchIndex
from shared.search.text import fold
from tests.architecture.tree import ROOT

DATA = ROOT.parent / "shared" / "data"
MANY, TYPED, NAIVE, ROUNDS, GOAL_MS = 10_000, 40, 12, 3, 50
Text = tuple[str, str]


def offers() -> list[Text]:
    """Title and text of real offers and companies."""
    if not DATA.exists():
        return [(f"{a.name.vi} {b.name.vi}", a.name.en or "") for a, b in itertools.permutations(SECTORS.values(), 2)]
    nasa = ((str(one["title"]), str(one["description"])) for one in _lines("nasa_offers/offers.jsonl"))
    firms = _lines("startups_yc/companies_2023.jsonl")
    return [*nasa, *((str(one["short"] or one["name"]), str(one["long"] or "")) for one in firms)]


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (DATA / name).read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)


def rows(many: int) -> Iterator[dict[str, Any]]:
    """Rows of the read model, each text in other sectors and provinces, with some words of another."""
    dice, known, sectors, provinces = random.Random(7), offers(), list(SECTORS), list(PROVINCES)
    for number in range(many):
        title, text = known[number % len(known)]
        sector = dice.choice(sectors)
        yield {
            "_id": f"listing-{number:06}",
            "v": {"listing": 1},
            "visible": VISIBLE,
            "title": {"vi": title},
            "summary": {"vi": dice.choice(known)[0]},
            "description": {"vi": text},
            "sector": sector,
            "sector_top": sector.partition(".")[0],
            "owner": {"name": f"Công ty {title.split(' ', 1)[0]}"},
            "province": dice.choice(provinces),
        }


def typed() -> list[str]:
    """What stands in the field after each letter of some titles' first words, from the third letter on."""
    dice, known = random.Random(11), offers()
    phrases = (" ".join(fold(dice.choice(known)[0]).split()[:3]) for _ in range(TYPED))
    return [phrase[:end] for phrase in phrases for end in range(3, len(phrase) + 1)]


def timed(texts: list[str], search: Callable[[str], object]) -> tuple[list[float], float]:
    """Milliseconds of each, and of CPU for each."""
    took, cpu = [], time.process_time()
    for text in texts:
        began = time.perf_counter()
        search(text)
        took.append((time.perf_counter() - began) * 1e3)
    return took, (time.process_time() - cpu) * 1e3 / len(texts)


def filled(folder: Path, many: int) -> tuple[SearchIndex, list[tuple[str, str]]]:
    """The index, and the texts that a scan goes through."""
    index, plain = SearchIndex.open(folder, WEIGHTS, create=True), []
    with index.writer() as writer:
        for row in rows(many):
            texts = texts_of(row) or {}
            writer.put(row["_id"], texts, {name: str(row[name]) for name in INDEXED.facts})
            plain.append((row["_id"], fold(" ".join(texts.values()))))
        writer.commit()
    return index, plain


def scan(plain: list[tuple[str, str]], text: str) -> list[str]:
    """Every listing that has all the words as they begin."""
    words = [re.compile(rf"\b{re.escape(word)}") for word in fold(text).split()]
    return [id_ for id_, known in plain if all(word.search(known) for word in words)]


def measure(many: int) -> None:
    """Fills, warms up, and searches in rounds."""
    with tempfile.TemporaryDirectory() as folder:
        index, plain = filled(Path(folder), many)
        asked, ours, theirs = typed(), list[float](), list[float]()
        timed(asked[:50], lambda text: index.search(text, MATCHES))
        for turn in range(ROUNDS):
            took, cpu = timed(asked, lambda text: index.search(text, MATCHES))
            naive, naive_cpu = timed(asked[turn :: len(asked) // NAIVE], lambda text: scan(plain, text))
            ours, theirs = ours + took, theirs + naive
        cuts = statistics.quantiles(ours, n=100)
        print(f"{many:,} listings, {len(asked)} searches while typing")
        print(f"  index: p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms (goal {GOAL_MS}), {cpu:.1f} ms of CPU")
        print(f"  scan: p50 {statistics.median(theirs):.0f} ms, {naive_cpu:.0f} ms of CPU: ", end="")
        print(f"{statistics.median(theirs) / cuts[49]:.0f} times as long")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if sys.argv[1:] else MANY)
