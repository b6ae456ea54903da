"""Every command, sent as everybody about the things of every area."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.visibility.actors import ACTORS, HOLDERS, PROGRAMS, of_area
from tests.visibility.areas import ABSENT, ELSEWHERE, HERE, NEXT, THERE, Area
from tests.visibility.asking import DONE, PUBLIC_COMMANDS, UNFORESEEN, UNTOLD, Desk
from tests.visibility.recipes import RECIPES, wire_of

Said = tuple[str, str]
"""An answer in a word, and whole."""


@dataclass(frozen=True, slots=True)
class Commanded:
    """What everybody was answered: by recipe, area and actor."""

    said: Mapping[tuple[str, str, str], Said]

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """As the table has it."""
        return {
            f"{name} [{area.name}]": {who: self._told(name, area, who) for who in ACTORS}
            for name in recipes()
            for area in THERE
        }

    def _told(self, name: str, area: Area, who: str) -> str:
        word = self.said[name, area.name, who][0]
        return "" if word in UNTOLD else word

    def leaks(self, only: str = "") -> Iterator[str]:
        """What no table may bless; of one command alone where it is named."""
        for name in recipes(only):
            yield from self._unforeseen(name)
            for who, area in strangers():
                if not self._answers_alike(name, area, who):
                    yield f"{who} tells {name} [{area.name}] from what isn't there"
            for who, area in elsewhere_in_the_tenant():
                if self.said[name, area.name, who] != self.said[name, area.name, "person here"]:
                    yield f"{who} is answered {name} [{area.name}] otherwise than somebody without a role"
            yield from self._programs(name)

    def _unforeseen(self, name: str) -> Iterator[str]:
        for area in (*THERE, *ABSENT.values()):
            for who in ACTORS:
                if self.said[name, area.name, who][0] == UNFORESEEN:
                    yield f"{who} sending {name} [{area.name}] is answered nothing that was foreseen"

    def _answers_alike(self, name: str, area: Area, who: str) -> bool:
        """As to what isn't there; whoever may make one with the id is told that it is taken, in any words."""
        there, absent = self.said[name, area.name, who], self.said[name, f"absent-{area.name}", who]
        return there == absent or absent[0] == DONE

    def _programs(self, name: str) -> Iterator[str]:
        for program in PROGRAMS:
            of = program.partition(" token of ")[2]
            for area in THERE:
                if self.said[name, area.name, program][0] == DONE != self.said[name, area.name, of][0]:
                    yield f"{program} may {name} [{area.name}], and its person may not"


def strangers() -> Iterator[tuple[str, Area]]:
    """Who is of one tenant, or of none, with the areas of the other tenants."""
    for area in THERE:
        own = ELSEWHERE if area.tenant == HERE.tenant else HERE
        yield from ((who, area) for who in ("nobody", *sorted(of_area(own))))


def elsewhere_in_the_tenant() -> Iterator[tuple[str, Area]]:
    """Who holds a role further in than the tenant, with the area beside it."""
    for who in HOLDERS:
        place = who.partition(" ")[2]
        if place.startswith("here/"):
            yield who, NEXT
        elif place.startswith("next/"):
            yield who, HERE


def recipes(only: str = "") -> list[str]:
    """The recipes of the commands that there are."""
    return [name for name in RECIPES if wire_of(name) in PUBLIC_COMMANDS and only in ("", wire_of(name))]


async def commanded(desk: Desk, only: str = "") -> Commanded:
    """Asks everything, or one command alone."""
    said = {
        (name, area.name, who): await desk.said(RECIPES[name](area), actor, area)
        for name in recipes(only)
        for area in (*THERE, *ABSENT.values())
        for who, actor in ACTORS.items()
    }
    return Commanded(said)
