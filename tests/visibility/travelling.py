"""Every route over HTTP as many, with the tokens that they would get."""

import re
from asyncio import gather
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
import orjson

from gateway.clients.asking import body_of
from gateway.proxy import OPEN
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.web.commands import route_name
from tests.builders.edges import bearer
from tests.visibility.actors import CLIENTS, PROGRAMS, ROLELESS, SERVICE_ACTORS
from tests.visibility.areas import ABSENT, HERE, NEXT, THERE, Area, masked
from tests.visibility.asking import UNTOLD
from tests.visibility.commanding import elsewhere_in_the_tenant, recipes, strangers
from tests.visibility.recipes import RECIPES
from tests.visibility.roads import ROADS, Road
from tests.visibility.serving import House, routes_of

STAFF = (RoleName.ORGANISER, RoleName.SECRETARY)
FURTHER = ("elsewhere", "here/edition", "here/programme", "here/organisation", "next/edition", "elsewhere/edition")
TRAVELLERS = (
    "nobody",
    *ROLELESS,
    *(f"{role.value} here" for role in RoleName),
    *(f"{role.value} {place}" for role in STAFF for place in FURTHER),
    *(name for name in CLIENTS if not name.endswith("here without scope") and "elsewhere without" not in name),
    *PROGRAMS,
    *(name for name in SERVICE_ACTORS if name != "service accounts"),
)
"""A client of a tenant is never without scopes, and accounts needs no token of its own."""
DOORS = re.compile("/sign-in|/invitations/look|/token$")
"""Where what is shown decides and not who shows it; who tries often is told to wait."""
AT_DOORS = ("nobody", "person here", "person elsewhere", "organiser elsewhere", "reading token of owner here")
REFUSED = ("nobody", "person here", "person elsewhere", "organiser elsewhere", "client elsewhere entries:read")
"""Who tries every command; where the tables refuse it, it is sent, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Met:
    """An answer: status and code, and the whole of it with the area's ids masked."""

    word: str
    whole: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Travelled:
    """What everybody met: by route and area."""

    met: Mapping[tuple[str, str], Mapping[str, Met]]

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """As the table has it; whether the gateway passes it on stands beside."""
        return {
            f"{road} ({'through the gateway' if passed_on(road) else 'within'}) [{area.name}]": {
                who: "" if met.word in UNTOLD else met.word for who, met in self.met[road, area.name].items()
            }
            for road in ROADS
            for area in areas_of(road)
        }

    def leaks(self) -> Iterator[str]:
        """What no table may bless."""
        for road in (one for one in ROADS if areas_of(one) == THERE):
            for who, area in strangers():
                if who in self.met[road, area.name] and not self._is_alike(road, area, who):
                    yield f"{who} tells by {road} [{area.name}] what is there"
            for who, area in elsewhere_in_the_tenant():
                if who in self.met[road, area.name] and self.met[road, area.name][who].word != self._plain(road, area):
                    yield f"{who} meets by {road} [{area.name}] what somebody without a role does not"

    def _plain(self, road: str, area: Area) -> str:
        return self.met[road, area.name]["person here"].word

    def _is_alike(self, road: str, area: Area, who: str) -> bool:
        return self.met[road, area.name][who] == self.met[road, ABSENT[area.name].name][who]


def _reached(road: str) -> str:
    return "through the gateway" if passed_on(road) else "within"


def passed_on(road: str) -> bool:
    """Whether the gateway passes it on."""
    service, method, path = road.split(" ")
    sample = re.sub(r"\{\w+\}", "thing-0001", path)
    return any(service == s and method == m and pattern.fullmatch(sample) is not None for s, m, pattern in OPEN)


async def travelled(house: House) -> Travelled:
    """Asks every route."""
    met = {}
    for road in ROADS:
        who = AT_DOORS if DOORS.search(road) else TRAVELLERS
        for area in areas_of(road):
            met[road, area.name] = await _asked(house, road, area, who)
        for area in THERE if areas_of(road) == THERE else ():
            others = [one for one, other in strangers() if other is area and one in who]
            met[road, f"absent-{area.name}"] = await _asked(house, road, ABSENT[area.name], others)
    return Travelled(met)


def areas_of(road: str) -> tuple[Area, ...]:
    """Where the things of a road are; a road that is about nothing is asked once."""
    made = ROADS[road]
    return THERE if made(HERE) != made(NEXT) else (HERE,)


async def _asked(house: House, road: str, area: Area, actors: Sequence[str]) -> dict[str, Met]:
    await house.forget_attempts()
    tokens = [await house.token(who) for who in actors]
    met = await gather(*(ask(house, road, ROADS[road](area), token, area) for token in tokens))
    return dict(zip(actors, met, strict=True))


async def ask(house: House, road: str, given: Road, token: str, area: Area) -> Met:
    """One request."""
    service, method, path = road.split(" ")
    there = path.format(**given.parameters)
    content = None if given.body is None or method == "GET" else orjson.dumps(given.body)
    answer = await house.http[service].request(
        method, there, params=given.query, content=content, data=given.form, headers=bearer(token)
    )
    return met_of(answer, area)


def met_of(answer: httpx.Response, area: Area) -> Met:
    """What an answer comes to."""
    whole = masked(answer.text, area)
    if answer.is_success:
        return Met(_said(answer), _steady(whole))
    code = str(answer.json()["code"])
    return Met(code if code in UNTOLD else f"{answer.status_code} {code}", whole)


def _said(answer: httpx.Response) -> str:
    """An answer that holds nothing is none."""
    return "not_found" if answer.content in (b"{}", b"[]", b'{"twins":[]}', b'{"keys":{}}') else str(answer.status_code)


def _steady(text: str) -> str:
    """Without what is made anew at each asking."""
    return re.sub(r'"(browser|secret|token|sign_in_id|access_token)":"[^"]*"', r'"\1":"…"', text)


def roads_of(house: House) -> set[str]:
    """All routes that are no commands."""
    return {
        f"{service} {method} {path}"
        for service, app in house.apps.items()
        for method, path in routes_of(app)
        if not path.startswith("/commands/")
    }


def commands_of(house: House) -> set[str]:
    """The routes of commands."""
    found = {path for app in house.apps.values() for _, path in routes_of(app) if path.startswith("/commands/")}
    return {path.removeprefix("/commands/") for path in found}


async def sent(house: House, command: Command, token: str, command_id: str, area: Area) -> Met:
    """A command over HTTP."""
    headers = {"Idempotency-Key": command_id, **bearer(token)}
    service = command.wire.partition(".")[0]
    path = f"/commands/{route_name(type(command))}"
    return met_of(await house.http[service].post(path, content=body_of(command), headers=headers), area)


def known_routes() -> set[str]:
    """The routes of the commands that are tried."""
    return {route_name(type(RECIPES[name](THERE[0]))) for name in recipes()}
