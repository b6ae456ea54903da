"""Every list asked in every way as everybody: which rows of which area come, and how many are counted."""

import re
from asyncio import gather
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import orjson

from gateway.graph.listings import LISTINGS
from gateway.graph.lists import Listing
from gateway.graph.models import MODELS
from gateway.graph.relay import parts_of
from shared.mongo import find_all
from tests.visibility.areas import ELSEWHERE, HERE, NEXT, THERE, Area
from tests.visibility.commanding import elsewhere_in_the_tenant, strangers
from tests.visibility.looking import VIEWERS, Lookout
from tests.visibility.questions import Listed, Row, filters, lists, sample
from tests.visibility.reading import ROWS, Read

SHOWN = "totalCount edges { node { id } }"
LISTING: Mapping[str, Listing] = {one.kind: one for one in LISTINGS}
SOME = 5
"""One question in so many."""
COMMON = "nấm"
"""A word that every entry and every listing has."""
Ask = tuple[str, str, Mapping[str, Any]]
"""A question's name, its document, and its variables."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one actor was answered: the ids that came, how many were counted, and what stands beside."""

    ids: tuple[str, ...] = ()
    total: int = 0
    beside: str = ""


@dataclass(slots=True)
class Listings:
    """All answers: by question and area, and actor."""

    areas: Mapping[str, str]
    """The area of each row, by type and id."""
    answers: dict[tuple[str, str], dict[str, Answered]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """The type of the rows that a question is about."""
    fields: dict[str, str] = field(default_factory=dict)
    """The field that a question goes by."""

    @property
    def actors(self) -> Collection[str]:
        """Who was asked."""
        return next(iter(self.answers.values()))

    def of(self, question: str, area: Area, who: str) -> Answered:
        """What was answered of the rows of one area."""
        found = self.answers.get((question, area.name), self.answers[question, HERE.name])[who]
        kept = tuple(i for i in found.ids if self.areas[f"{self.kinds[question]} {i}"] == area.name)
        return Answered(kept, 0, found.beside)

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """Of each question about an area, whose rows of it come to whom."""
        return {
            f"{question} [{area}]": {who: self._told(answer, self.kinds[question]) for who, answer in by_actor.items()}
            for (question, area), by_actor in self.answers.items()
        }

    def _told(self, answer: Answered, kind: str) -> str:
        if answer.beside:
            return answer.beside
        found = [self.areas[f"{kind} {i}"] for i in answer.ids]
        return "+".join(f"{n} {area}" for area in ("here", "next", "elsewhere") if (n := found.count(area)))

    def leaks(self, read: Read) -> Iterator[str]:
        """What no table may bless."""
        yield from self._beyond_the_list()
        yield from self._uncounted()
        yield from self._unreadable(read)
        yield from self._strange()

    def _beyond_the_list(self) -> Iterator[str]:
        for (question, area), by_actor in self.answers.items():
            whole = question.partition("(")[0].partition(" ")[0]
            for who, answer in by_actor.items():
                if extra := set(answer.ids) - set(self.answers[whole, HERE.name][who].ids):
                    yield f"{who} asking {question} [{area}] is shown {sorted(extra)}, which the list itself hides"

    def _uncounted(self) -> Iterator[str]:
        for (question, area), by_actor in self.answers.items():
            for who, answer in by_actor.items():
                if answer.total != len(answer.ids):
                    yield f"{who} asking {question} [{area}] is shown {len(answer.ids)} rows and told {answer.total}"

    def _unreadable(self, read: Read) -> Iterator[str]:
        """A row comes by a field only to who is told that field of it."""
        for (question, area), by_actor in self.answers.items():
            kind, by = self.kinds[question], self.fields.get(question)
            for row, make in ROWS[kind].items() if by else ():
                told = read.told[kind, row, area]
                row_id = make(next(one for one in THERE if one.name == area))
                if not any(by in (found or {}) for found in told.values()):
                    continue
                for who, answer in by_actor.items():
                    if row_id in answer.ids and by not in (told[who] or {}):
                        yield f"{who} asking {question} [{area}] finds {row_id} by {by}, which is not told to them"

    def _strange(self) -> Iterator[str]:
        for question in self.kinds:
            for who, area in strangers():
                if who in self.actors and self._differs(question, area, who, "nobody"):
                    yield f"{who} asking {question} [{area.name}] is answered otherwise than nobody"
            for who, area in elsewhere_in_the_tenant():
                if who in self.actors and self._differs(question, area, who, "person here"):
                    yield f"{who} asking {question} [{area.name}] is answered otherwise than somebody without a role"

    def _differs(self, question: str, area: Area, who: str, other: str) -> bool:
        """Who may read nothing at all, as a program that only writes, is told less."""
        if "writing token" in who:
            return bool(self.of(question, area, who).ids)
        return self.of(question, area, who) != self.of(question, area, other)


async def listings(lookout: Lookout, only: str = "", actors: Collection[str] = VIEWERS) -> Listings:
    """Asks everything as everybody, or the lists of one type alone as some."""
    rows = {kind: await find_all(lookout.database[model.collection], {}) for kind, model in MODELS.items()}
    areas = {f"{kind} {row['_id']}": area_of(row) for kind, found in rows.items() for row in found}
    asked = Listings(areas)
    for listed in [one for one in lists() if only in ("", one.kind)]:
        for area in THERE:
            known = {row["_id"]: row for row in rows[listed.kind]}
            samples = [known[make(area)] for make in ROWS[listed.kind].values() if make(area) in known]
            for name, document, variables in questions(listed, area, samples[0], asked):
                asked.kinds[name] = listed.kind
                asking = [who for who in actors if _is_asked(asked, listed, name, area, who)]
                found = await gather(*(lookout.data(who, document, **variables) for who in asking))
                told = {who: _read(listed, data) for who, data in zip(asking, found, strict=True)}
                asked.answers[name, area.name] = {who: told.get(who, Answered()) for who in actors}
    return asked


def _is_asked(asked: Listings, listed: Listed, question: str, area: Area, who: str) -> bool:
    """Whom the list itself shows nothing is asked some of its questions only, always the same."""
    whole = asked.answers.get((listed.name, HERE.name))
    everything = whole is None or bool(whole[who].ids) or who in ("nobody", "person here")
    return everything or crc32(f"{question} {area.name} {who}".encode()) % SOME == 0


def questions(listed: Listed, area: Area, row: Row, asked: Listings) -> Iterator[Ask]:
    """All that a list can be asked about the things of an area, of which it has this row."""
    if area is HERE:
        yield from _whole(listed, asked)
    for name in filters(listed):
        assert listed.filter is not None
        question, given = f"{listed.name}(filter: {name})", {name: sample(listed, name, row, area)}
        asked.fields[question] = _field_of_filter(listed.kind, name)
        variables = f"($filter: {listed.filter.name})"
        yield question, listed.asked("filter: $filter", SHOWN, variables), {"filter": given}
    if listed.argument("search"):
        yield from _searches(listed, area)
    yield from _facets(listed, area)


def _whole(listed: Listed, asked: Listings) -> Iterator[Ask]:
    """What is about no area more than about another."""
    yield listed.name, listed.asked("", SHOWN), {}
    for order in listed.orders:
        question = f"{listed.name}(orderBy: {order})"
        asked.fields[question] = LISTING[listed.kind].orders[order].field
        yield question, listed.asked(f"orderBy: {{field: {order}}}", SHOWN), {}


def _searches(listed: Listed, area: Area) -> Iterator[Ask]:
    for word, called in ((COMMON, "a common word"), (area.name, "its own word")):
        for order in ("RELEVANCE", *listed.orders):
            document = listed.asked(f'search: "{word}", orderBy: {{field: {order}}}', SHOWN)
            yield f"{listed.name}(search: {called}, orderBy: {order})", document, {}
    unknown = listed.asked(f'search: "{area.name}"', "unknownWords")
    yield f"{listed.name}(search: its own word).unknownWords", unknown, {}


def _facets(listed: Listed, area: Area) -> Iterator[Ask]:
    of_edition = "editionId" in filters(listed)
    within = {"editionId": area.id("edition")} if of_edition else {"tenantId": area.tenant}
    name_of_filter = next(iter(within))
    for name in listed.facets:
        assert listed.filter is not None
        shown = f"facets {{ {name} {{ value count }} }}"
        variables = f"($filter: {listed.filter.name})"
        document = listed.asked("filter: $filter", shown, variables)
        yield f"{listed.name}(filter: {name_of_filter}).facets.{name}", document, {"filter": within}


def _field_of_filter(kind: str, name: str) -> str:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return LISTING[kind].filters[snake].field


def _read(listed: Listed, data: Mapping[str, Any]) -> Answered:
    found = listed.found(data)
    if not found:
        return Answered()
    if "edges" not in found:
        return Answered(beside=_said(found))
    ids = tuple(sorted((parts_of(edge["node"]["id"]) or ("", ""))[1] for edge in found["edges"]))
    return Answered(ids, found["totalCount"])


def _said(found: Mapping[str, Any]) -> str:
    """What stands beside the rows: how often which value is counted, or which words nobody has."""
    if "unknownWords" in found:
        return "knows it" if not found["unknownWords"] else ""
    ((_, values),) = found["facets"].items()
    return ", ".join(f"{one['count']} × {one['value']}" for one in values)


def area_of(row: Mapping[str, Any]) -> str:
    """To which area a row belongs, by the ids that stand in it."""
    text = orjson.dumps(row, default=str).decode()
    for area in (NEXT, ELSEWHERE):
        if re.search(rf"-{area.name}\b", text) or area.owner in text:
            return area.name
    return HERE.name
