"""What the gateway passes on, asked through it: the answers are the services' own, and all else isn't there."""

from asyncio import gather

import httpx
import orjson

from gateway.clients.asking import body_of
from gateway.proxy import OPEN, ROUTES
from shared.ids import new_id
from shared.web.commands import route_name
from tests.builders.edges import bearer
from tests.visibility.areas import HERE, THERE, Area
from tests.visibility.asking import INTERNAL_COMMANDS, PUBLIC_COMMANDS, UNTOLD
from tests.visibility.commanding import Commanded
from tests.visibility.front import Front
from tests.visibility.recipes import RECIPES
from tests.visibility.roads import ROADS, Road
from tests.visibility.travelling import DOORS, Met, Travelled, areas_of, met_of, passed_on

PASSENGERS = (
    "nobody",
    "owner here",
    "person here",
    "owner elsewhere",
    "organiser here",
    "organiser elsewhere",
    "secretary here/edition",
    "client here entries:read",
    "client elsewhere entries:read",
    "operator entries:read",
    "reading token of owner here",
    "writing token of owner here",
    "full token of owner here",
    "service registration",
)
"""One of each kind; the services have been asked as everybody."""
AT_DOORS = ("nobody", "person here", "reading token of owner here")

SHOWN = "409 accounts.secret_shown"
"""A secret that was shown before."""


def _is_same(road: str, through: Met, direct: Met) -> bool:
    """What is held of somebody grows with each session; a secret is shown once."""
    if road.endswith("/data") and through.word == direct.word:
        return True
    return through == direct or through.word == SHOWN


def passed() -> list[str]:
    """The roads that the proxy's table opens."""
    return [road for road in ROADS if passed_on(road)]


def idle_openings() -> list[str]:
    """What the proxy's table opens though no road leads through it."""
    roads = [one.split(" ") for one in passed()]
    return [
        f"{service} {method} {pattern.pattern}"
        for service, method, pattern in OPEN
        if not any(s == service and m == method and pattern.fullmatch(_sample(path)) for s, m, path in roads)
    ]


def unopened_commands() -> set[tuple[str, str]]:
    """Commands of the contracts that aren't passed on, and others that are."""
    known = {(wire.partition(".")[0], f"/commands/{route_name(c)}") for wire, c in PUBLIC_COMMANDS.items()}
    return known ^ set(ROUTES)


def _sample(path: str) -> str:
    return "/".join("thing-0001" if part.startswith("{") else part for part in path.split("/"))


async def differing(front: Front, travelled: Travelled) -> list[str]:
    """Who is answered through the gateway otherwise than by the service."""
    found = []
    for road in passed():
        who = [one for one in (AT_DOORS if DOORS.search(road) else PASSENGERS) if one in travelled.met[road, HERE.name]]
        for area in areas_of(road):
            await front.house.forget_attempts()
            through = await gather(*(_through(front, road, ROADS[road](area), one, area) for one in who))
            direct = travelled.met[road, area.name]
            found += [
                f"{one} meets {road} [{area.name}] with {met}, and the service with {direct[one]}"
                for one, met in zip(who, through, strict=True)
                if not _is_same(road, met, direct[one])
            ]
    return found


async def _through(front: Front, road: str, given: Road, who: str, area: Area) -> Met:
    return met_of(await _sent(front, road, given, who), area)


async def _sent(front: Front, road: str, given: Road, who: str) -> httpx.Response:
    service, method, path = road.split(" ")
    content = None if given.body is None or method == "GET" else orjson.dumps(given.body)
    return await front.http.request(
        method, f"/api/{service}{path.format(**given.parameters)}", params=given.query, content=content,
        data=given.form, headers=bearer(await front.house.token(who)),
    )  # fmt: skip


async def reachable(front: Front, who: str = "organiser here") -> list[str]:
    """What must not be reached through the gateway, and is."""
    within = [road for road in ROADS if not passed_on(road)]
    answers = {road: await _sent(front, road, ROADS[road](HERE), who) for road in within}
    answers |= {name: await _internal(front, name, who) for name in INTERNAL_COMMANDS}
    return [name for name, answer in answers.items() if answer.status_code != httpx.codes.NOT_FOUND]


async def _internal(front: Front, wire: str, who: str) -> httpx.Response:
    owner, name = wire.partition(".")[0], route_name(INTERNAL_COMMANDS[wire])
    token = bearer(await front.house.token(who))
    return await front.http.post(f"/api/{owner}/commands/{name}", content=b"{}", headers=token)


async def commanded_otherwise(front: Front, who: str, commanded: Commanded) -> list[str]:
    """Commands that the tables refuse somebody, and which the gateway answers otherwise; nothing is changed."""
    found = []
    headers = bearer(await front.house.token(who))
    for name, recipe in RECIPES.items():
        for area in THERE:
            word, whole = commanded.said[name, area.name, who]
            if word not in (*UNTOLD, "forbidden"):
                continue
            command = recipe(area)
            owner = command.wire.partition(".")[0]
            path = f"/api/{owner}/commands/{route_name(type(command))}"
            sent = {**headers, "Idempotency-Key": new_id()}
            answer = await front.http.post(path, content=body_of(command), headers=sent)
            if met_of(answer, area).whole != whole:
                found.append(f"{who} sending {name} [{area.name}] is answered {answer.text}")
    return found
