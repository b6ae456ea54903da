"""Every route of the gateway itself, asked as many: its pages, files and streams, /graphql, and what it passes on."""

import re
from asyncio import Semaphore, gather
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx
import orjson

from gateway.graph.requests import EVENTS
from gateway.web import addresses
from gateway.web.app import PAGES
from gateway.web.live import OVER
from shared.contracts.accounts.roles import RoleName
from tests.visibility.actors import ROLELESS
from tests.visibility.areas import ABSENT, HERE, NEXT, THERE, Area, masked
from tests.visibility.commanding import strangers
from tests.visibility.front import Front
from tests.visibility.paths import ELSEWHERE_ASKED, INBOX, PATHS
from tests.visibility.peeking import first_over_socket
from tests.visibility.reading import Read
from tests.visibility.serving import routes_of
from tests.visibility.travelling import FURTHER, STAFF

VISITORS = (
    "nobody",
    *ROLELESS,
    *(f"{role.value} here" for role in RoleName),
    *(f"{role.value} {place}" for role in STAFF for place in FURTHER),
    "judge here/edition",
    "client here entries:read",
    "client elsewhere entries:read",
    "operator entries:read",
    "full token of owner here",
    "reading token of organiser here",
    "writing token of organiser here",
)
"""People come with a session's cookie, programs with a token, which opens no page."""
FEW = (
    "nobody",
    "owner here",
    "person here",
    "owner elsewhere",
    "judge here",
    "door here",
    "organiser here",
    "organiser elsewhere",
    "secretary here/edition",
    "judge here/edition",
    "reading token of organiser here",
)
"""Who is enough for forms, whose commands have a table of their own, and for pages that are everybody's."""
AT_ONCE = 8
TOLD, GONE = "told", ""
ENTRY = "{{ viewer {{ id }} entry(entryId: {entry}) {{ title summary }} entries {{ totalCount }} }}"
JOB = "subscription {{ job(jobId: {job}) {{ kind status }} }}"
PRIVATE: Mapping[str, tuple[str, str]] = {
    "Nấm hữu cơ {}": ("Entry", "entry"),
    "Chuyện riêng {}": ("Entry", "entry"),
    "Vì chuyện nhà {}": ("Entry", "withdrawn entry"),
}
"""What a page may say of an area only to those to whom the schema tells a row of a kind."""
BY_ROAD: Mapping[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys((addresses.AWARDS, f"{addresses.AWARDS}/{{award_id}}"), (("Placing", "placing"),)),
    **dict.fromkeys(
        (
            f"{addresses.JUDGING}/rounds/{{round_id}}",
            f"{addresses.JUDGING}/rounds/{{round_id}}/chair",
            f"{addresses.JUDGING}/sheets/{{sheet_id}}",
        ),
        (("Assignment", "in progress"),),
    ),
}
"""Rows of other kinds that tell the title of an entry as well, by the pages that show these."""


@dataclass(frozen=True, slots=True)
class Visited:
    """An answer: in a word, and the whole of it with the area's ids and what is made anew each time masked."""

    word: str
    whole: str = field(repr=False)
    plain: str = field(repr=False)


ONLY_SHOWN = {("POST", page.path) for page in PAGES if page.send is None}
"""Pages without a form, which lead whoever posts to themselves."""
PUBLISHED = frozenset({f"{addresses.EXCHANGE}/{{listing_id}}"})
"""Pages of what is published: that it is there, everybody is told."""
EVERYBODYS = {page.path for page in PAGES if page.public} - {"/live/{name}"}
Ask = Callable[[Front, str, Area], Awaitable[Visited]]


@dataclass(frozen=True, slots=True)
class Visits:
    """What everybody was answered: by route and area."""

    seen: Mapping[tuple[str, str], Mapping[str, Visited]]

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """As the table has it."""
        areas = {area.name for area in THERE}
        return {
            f"{road} [{area}]": {who: one.word for who, one in by.items()}
            for (road, area), by in self.seen.items()
            if area in areas
        }

    def leaks(self, read: Read) -> Iterator[str]:
        """What no table may bless: strangers who tell what is there, and pages that say what the schema doesn't."""
        for (road, area), by_actor in self.seen.items():
            absent = self.seen.get((road, f"absent-{area}"), {})
            yield from (
                f"{who} tells by {road} [{area}] what is there"
                for who in absent
                if who in by_actor and by_actor[who].whole != absent[who].whole
            )
            for who, one in by_actor.items():
                heard = _overheard(one.plain, who, road.partition(" ")[2], read)
                yield from (f"{who} reads “{said}” at {road} [{area}]" for said in heard)


def _overheard(text: str, who: str, path: str, read: Read) -> Iterator[str]:
    for pattern, told in PRIVATE.items():
        for area in THERE:
            rows = [read.told[kind, row, area.name].get(who) for kind, row in (told, *BY_ROAD.get(path, ()))]
            if (said := pattern.format(area.name)) in text and all(row is None for row in rows):
                yield said


async def visited(front: Front, roads: Mapping[str, Ask]) -> Visits:
    """Asks each of some roads as everybody, in every area that it is about; as strangers also of what isn't there."""
    seen = {}
    for road, ask in roads.items():
        areas = areas_of(road)
        for area in areas:
            seen[road, area.name] = await _each(front, ask, area, visitors_of(road))
        for area in THERE if areas == THERE and road.partition(" ")[2] not in PUBLISHED else ():
            others = [who for who, other in strangers() if other is area and who in visitors_of(road)]
            seen[road, f"absent-{area.name}"] = await _each(front, ask, ABSENT[area.name], others)
    return Visits(seen)


def visitors_of(road: str) -> tuple[str, ...]:
    """Who asks by a road."""
    method, path = road.split(" ")
    is_a_form = method == "POST" and path in PATHS
    return FEW if is_a_form or path in EVERYBODYS else VISITORS


async def _each(front: Front, ask: Ask, area: Area, actors: tuple[str, ...] | list[str]) -> dict[str, Visited]:
    await front.house.forget_attempts()
    few = Semaphore(AT_ONCE)

    async def one(who: str) -> Visited:
        async with few:
            return await ask(front, who, area)

    return dict(zip(actors, await gather(*(one(who) for who in actors)), strict=True))


def areas_of(road: str) -> tuple[Area, ...]:
    """Where the things of a road are; a road that is about nothing is asked once."""
    path = road.split(" ")[1]
    if path in PATHS:
        return THERE if PATHS[path](HERE) != PATHS[path](NEXT) else (HERE,)
    return (HERE,) if path == INBOX else THERE


def own_roads(front: Front) -> dict[str, Ask]:
    """The pages, files and streams, found by listing the application's routes; and the two streams of /graphql."""
    known = ((method, path) for method, path in routes_of(front.app) if path in PATHS)
    roads = {f"{method} {path}": _of_page(method, path) for method, path in known if (method, path) not in ONLY_SHOWN}
    roads[f"GET {INBOX}"] = _by_http("GET", lambda _: INBOX)
    roads["POST /graphql"] = roads["GET /graphql"] = _graphql
    roads["STREAM /graphql"], roads["WEBSOCKET /graphql"] = _stream, _socket
    return roads


def unknown_routes(front: Front) -> list[str]:
    """Routes that nobody has said how to ask."""
    return sorted({path for _, path in routes_of(front.app)} - set(PATHS) - set(ELSEWHERE_ASKED))


def _of_page(method: str, path: str) -> Ask:
    return _by_http(method, PATHS[path])


def _by_http(method: str, make: Callable[[Area], str]) -> Ask:
    """A form is posted without its token, as from a page that was left open: nothing is done, and it is shown again."""

    async def ask(front: Front, who: str, area: Area) -> Visited:
        shown = await front.shown(who)
        form = {"action": "x"} if method == "POST" else None
        answer = await front.http.request(method, make(area), headers=shown, data=form)
        return _met(answer, area)

    return ask


async def _graphql(front: Front, who: str, area: Area) -> Visited:
    return _told(await _asked(front, who, ENTRY.format(entry=_quoted(area.id("entry")))), "entry", area)


async def _stream(front: Front, who: str, area: Area) -> Visited:
    document = JOB.format(job=_quoted(area.id("long-job")))
    answer = await _asked(front, who, document, Accept=EVENTS)
    said = re.search(r"^data: (\{.*\})$", answer, re.MULTILINE)
    return _told(said.group(1) if said else "{}", "job", area)


async def _socket(front: Front, who: str, area: Area) -> Visited:
    shown = dict(await front.shown(who))
    cookie, origin = shown.pop("Cookie"), shown.pop("Origin", "")
    document = JOB.format(job=_quoted(area.id("long-job")))
    found = await first_over_socket(front.app, document, shown, cookie, origin)
    return _told(orjson.dumps({"data": found}).decode(), "job", area)


async def _asked(front: Front, who: str, document: str, **headers: str) -> str:
    body = orjson.dumps({"query": document})
    sent = {**await front.shown(who), "Content-Type": "application/json", "Accept": "application/json", **headers}
    return (await front.http.post("/graphql", content=body, headers=sent)).text


def _quoted(text: str) -> str:
    return f'"{text}"'


def _told(text: str, name: str, area: Area) -> Visited:
    data = orjson.loads(text).get("data") or {}
    return Visited(TOLD if data.get(name) is not None else GONE, masked(text, area), text)


def _met(answer: httpx.Response, area: Area) -> Visited:
    text = unquote(answer.text) if answer.headers.get("content-type", "").startswith(("text/", "application/")) else ""
    return Visited(_word(answer), _steady(masked(text, area)), text)


def _word(answer: httpx.Response) -> str:
    """Where one is sent on stands beside, without what is asked there."""
    if answer.status_code == 404 or answer.content == OVER:
        return GONE
    if answer.is_redirect:
        return f"{answer.status_code} to {re.sub(r'[?].*|[0-9a-f]{32}.*', '', answer.headers['location'])}"
    return str(answer.status_code)


def _steady(text: str) -> str:
    """Without what is made anew at each asking, and without who asks."""
    return re.sub(r'value="[0-9a-f]{64}"|"form-token" content="[^"]*"', "", text)
