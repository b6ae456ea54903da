"""The main job on real input: startups are registered from a file, and the gateway finds each of them."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.clock import SystemClock
from shared.contracts.registration.commands import OpenProgramme
from shared.contracts.registration.values import ProgrammeKind
from shared.contracts.values import Text
from shared.ids import new_id
from tests.architecture.tree import ROOT
from tests.harness.reading import GraphReader
from tests.harness.rest import RestClient, operator_token
from tests.harness.system import System
from tests.harness.waiting import eventually, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

REAL = ROOT.parent / "shared" / "data" / "startups_yc" / "companies_2023.jsonl"
SAMPLE = ROOT / "tests" / "data" / "startups.jsonl"
LIST = """
query ($filter: EntryFilter, $search: String, $orderBy: EntryOrder, $first: Int, $after: String, $last: Int,
       $before: String) {
  entries(filter: $filter, search: $search, orderBy: $orderBy, first: $first, after: $after, last: $last,
          before: $before) {
    totalCount
    edges { cursor node { entryId title tags foundedYear country organisationName } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
FACETS = """
query ($filter: EntryFilter) {
  entries(filter: $filter, first: 1) {
    totalCount
    facets { tags { value count } countries { value count } foundedYears { value count } }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """A programme of this test's own, and the file that is imported into it."""

    system: System
    reader: GraphReader
    file: Path
    programme_id: str
    environment: dict[str, str]
    rows: list[dict[str, Any]]

    def command(self) -> list[str]:
        told = ["--url", self.system.address, "--tenant", self.system.demo.tenant_id, "--programme", self.programme_id]
        return [sys.executable, "-m", "deploy.cli.main", "import", "startups", str(self.file), *told]

    def begin(self) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self.command(), cwd=ROOT, env=self.environment, stdout=quiet, stderr=quiet)

    def run(self) -> str:
        done = subprocess.run(
            self.command(), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=500
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    async def list(self, **asked: Any) -> Any:
        given = {"programmeId": self.programme_id, **asked.pop("filter", {})}
        return (await self.reader.ask(LIST, filter=given, **asked))["entries"]

    async def count(self, **asked: Any) -> int:
        return int((await self.list(first=1, **asked))["totalCount"])


def chosen_file() -> Path:
    """The real companies where they are at hand, else the project's own sample."""
    return REAL if REAL.exists() else SAMPLE


def told_of(file: Path, rows: int) -> str:
    """Which file the tests stand on: a run on the sample must not pass for one on the real companies."""
    if file == REAL:
        return f"startups: {rows} real ones, of {file.name}"
    return (
        f"startups: {rows} of the sample {file.relative_to(ROOT)}, for ../{REAL.relative_to(ROOT.parent)} is not there"
    )


def show(config: pytest.Config, text: str) -> None:
    """Prints a line beside the dots, whatever becomes of the tests; their own output is captured."""
    with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        config.get_terminal_writer().line(f"\n{text}")


def test_the_file_that_is_used_is_named():
    assert told_of(REAL, 7) == "startups: 7 real ones, of companies_2023.jsonl"
    assert told_of(SAMPLE, 5).startswith("startups: 5 of the sample tests/data/startups.jsonl, for ../shared/data/")


@pytest.fixture(scope="module")
async def imported(system: System, pytestconfig: pytest.Config) -> AsyncIterator[Imported]:
    now, programme_id = SystemClock().now(), new_id()
    command = OpenProgramme(
        programme_id=programme_id,
        edition_id=system.demo.edition_id,
        name=Text(vi="Cuộc thi thử"),
        kind=ProgrammeKind.CONTEST,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    opening = await operator_token(system.address, system.operator_secret, "editions:open")
    async with RestClient(system.address, opening) as client:
        await client.send(command, new_id())
    token = await operator_token(system.address, system.operator_secret, "entries:import", "entries:read")
    environment = {**os.environ, "TECHFEST_TOKEN": token}
    async with GraphReader(system.address, token) as reader:
        file = chosen_file()
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        show(pytestconfig, told_of(file, len(rows)))
        made = Imported(system, reader, file, programme_id, environment, rows)
        await stopped_half_way(made)
        made.run()
        await eventually(lambda: complete(made), 60, "all entries are read")
        yield made


async def complete(made: Imported) -> bool:
    return await made.count() == len(made.rows)


async def stopped_half_way(made: Imported) -> None:
    """Begins an import and kills it once readers see some of it."""
    begun = made.begin()

    async def some() -> bool:
        return await made.count() > len(made.rows) // 10 or begun.poll() is not None

    try:
        await eventually(some, 60, "some entries are read")
    finally:
        begun.send_signal(signal.SIGKILL)
        until(lambda: begun.poll() is not None, 10, "the import ends")


def tags_of(row: dict[str, Any]) -> set[str]:
    return {" ".join(t.split()) for t in row["tags"]}


async def every_page(made: Imported, **asked: Any) -> list[dict[str, Any]]:
    """The whole list, forwards."""
    found, after = list[dict[str, Any]](), None
    while True:
        page = await made.list(first=100, after=after, **asked)
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


async def every_page_backwards(made: Imported, **asked: Any) -> list[dict[str, Any]]:
    found, before = list[dict[str, Any]](), None
    while True:
        page = await made.list(last=100, before=before, **asked)
        found[:0] = [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasPreviousPage"]:
            return found
        before = page["pageInfo"]["startCursor"]


async def test_all_startups_are_counted(imported):
    assert await imported.count() == len(imported.rows)


async def test_a_second_import_adds_nothing(imported):
    told = imported.run()
    assert await imported.count() == len(imported.rows)
    assert f"{len(imported.rows)}" in told


async def test_they_are_filtered_by_tag_country_and_year(imported):
    facets = (await imported.reader.ask(FACETS, filter={"programmeId": imported.programme_id}))["entries"]["facets"]
    tags = Counter(tag for row in imported.rows for tag in tags_of(row))
    tag, many = tags.most_common(1)[0]
    country = facets["countries"][0]
    year = facets["foundedYears"][0]
    assert (facets["tags"][0]["value"], facets["tags"][0]["count"]) == (tag, many)
    assert await imported.count(filter={"tagsAny": [tag]}) == many
    assert country["count"] == sum(row["country"] == country["value"] for row in imported.rows)
    assert await imported.count(filter={"countries": [country["value"]]}) == country["count"]
    assert year["count"] == sum(str(row["year_founded"]) == year["value"] for row in imported.rows)
    span = {"from": int(year["value"]), "to": int(year["value"])}
    assert await imported.count(filter={"founded": span}) == year["count"]
    together = sum(tag in tags_of(r) and r["country"] == country["value"] for r in imported.rows)
    assert await imported.count(filter={"tagsAny": [tag], "countries": [country["value"]]}) == together


def sampled(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Thirty rows spread over the file, whatever is in them."""
    yield from rows[:: max(1, len(rows) // 30)]


async def test_each_is_found_by_its_name(imported):
    missed = []
    for row in sampled(imported.rows):
        page = await imported.list(search=row["name"], first=20)
        if row["name"] not in [edge["node"]["title"] for edge in page["edges"]]:
            missed.append(row["name"])
    assert missed == []


async def test_an_order_is_kept_over_all_pages_in_both_directions(imported):
    order = {"field": "TITLE", "direction": "ASC"}
    forwards = await every_page(imported, orderBy=order)
    backwards = await every_page_backwards(imported, orderBy=order)
    assert [n["entryId"] for n in forwards] == [n["entryId"] for n in backwards]
    assert len({n["entryId"] for n in forwards}) == len(imported.rows)
    turned = await every_page(imported, orderBy={"field": "TITLE", "direction": "DESC"})
    assert [n["title"] for n in turned] == [n["title"] for n in reversed(forwards)]


async def test_every_startup_is_what_the_file_says(imported):
    found = Counter((n["title"], n["organisationName"]) for n in await every_page(imported))
    names = Counter((row["name"].strip(), row["name"].strip()) for row in imported.rows)
    assert found == names
