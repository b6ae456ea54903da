"""A set of actors in few words, so that a person can read a table."""

from collections.abc import Iterable, Iterator, Mapping

from shared.contracts.accounts.roles import RoleName
from tests.visibility.actors import ACTORS, CLIENTS, HOLDERS, PROGRAMS, SERVICE_ACTORS, WHERE, of_area, place_name
from tests.visibility.areas import ELSEWHERE, HERE

EVERYBODY = frozenset(ACTORS)


def _families() -> Iterator[tuple[str, frozenset[str]]]:
    yield "everybody", EVERYBODY
    yield "all who are signed in", EVERYBODY - {"nobody"}
    people = frozenset(name for name, actor in ACTORS.items() if actor.in_person)
    yield "all people", people
    yield "all programs of people", frozenset(PROGRAMS)
    for word in ("reading", "writing", "full"):
        yield f"all {word} tokens", frozenset(name for name in PROGRAMS if name.startswith(f"{word} "))
    yield "all clients", frozenset(CLIENTS)
    yield "all services", frozenset(SERVICE_ACTORS)
    for area in (HERE, ELSEWHERE):
        yield f"all people {area.name}", people & of_area(area)
        yield f"all clients {area.name}", frozenset(CLIENTS) & of_area(area)
        yield f"all programs of people {area.name}", frozenset(PROGRAMS) & of_area(area)
    for area, kinds in WHERE:
        for kind in kinds:
            place = place_name(area, kind)
            yield f"every role {place}", frozenset(name for name in HOLDERS if name.endswith(f" {place}"))
    for role in RoleName:
        yield f"every {role.value}", frozenset(name for name in HOLDERS if name.startswith(f"{role.value} "))


FAMILIES: Mapping[str, frozenset[str]] = dict(_families())
LEAST = 3
"""A family is named where it stands for so many."""


def named(actors: Iterable[str], asked: Iterable[str] = EVERYBODY) -> str:
    """These actors of those who were asked; `everybody but …` where that is shorter."""
    told, everybody = frozenset(actors), frozenset(asked)
    if not told:
        return "nobody at all"
    said, rest = _said(told, everybody), everybody - told
    other = f"everybody but {_said(rest, everybody)}" if rest else "everybody"
    return min(said, other, key=len)


def _said(told: frozenset[str], everybody: frozenset[str]) -> str:
    words: list[str] = []
    left = set(told)
    families = {name: family & everybody for name, family in FAMILIES.items()}
    for name, family in sorted(families.items(), key=lambda one: -len(one[1])):
        if family <= told and len(family & left) >= LEAST:
            words.append(name)
            left -= family
    return ", ".join([*words, *(name for name in ACTORS if name in left)])
