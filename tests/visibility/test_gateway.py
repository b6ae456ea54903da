"""Who is answered what by the gateway itself: its pages, files and streams, /graphql, and what it passes on."""

from collections.abc import Iterator

import pytest

from gateway.web.pages.account_data_words import WORDS
from shared.services import SERVICES
from tests.builders.edges import bearer
from tests.visibility import tables
from tests.visibility.areas import HERE, THERE
from tests.visibility.passing import commanded_otherwise, differing, idle_openings, reachable, unopened_commands
from tests.visibility.reading import Read
from tests.visibility.visiting import Visited, Visits, unknown_routes

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


def test_every_route_of_the_gateway_is_asked(front):
    assert unknown_routes(front) == [], "say in tests/visibility/paths.py how a route is asked"


async def test_who_is_answered_by_which_page_is_as_written_down(everything_visited):
    tables.compare("gateway", everything_visited.lines())


async def test_no_page_tells_what_the_schema_does_not(everything_visited, everything_read):
    assert list(everything_visited.leaks(everything_read)) == []


def test_every_opening_of_the_proxy_is_a_road_and_every_command_is_passed_on():
    assert (idle_openings(), unopened_commands()) == ([], set())


async def test_what_is_passed_on_is_answered_as_the_service_does(front, everything_travelled):
    assert await differing(front, everything_travelled) == []


async def test_nothing_else_of_a_service_is_reached_through_the_gateway(front):
    assert await reachable(front) == []


async def test_a_command_that_is_refused_is_refused_alike_through_the_gateway(front, everything_commanded):
    for who in ("nobody", "person elsewhere"):
        assert await commanded_otherwise(front, who, everything_commanded) == []


async def test_all_that_is_held_of_somebody_is_called_something_in_words(house):
    """Or the page of one's own data shows a name out of the code."""
    shown = bearer(await house.token("owner here"))
    told = [(await house.http[one].get(f"/people/{HERE.owner}/data", headers=shown)).json() for one in SERVICES]
    assert set(_names(told)) - set(WORDS) == set()


def _names(told: object) -> Iterator[str]:
    for name, value in told.items() if isinstance(told, dict) else ():
        yield name
        yield from _names(value)
    for value in told if isinstance(told, list) else ():
        yield from _names(value)


def test_a_page_that_tells_a_stranger_anything_is_found():
    """The guard itself: a page that is another where something is there, and one that says what the schema does not."""
    road, who = "GET /entries/{entry_id}", "owner elsewhere"
    there, absent = Visited("200", "another page", "Chuyện riêng here"), Visited("", "nothing here", "nothing here")
    visits = Visits({(road, "here"): {who: there}, (road, "absent-here"): {who: absent}})
    told = {("Entry", "entry", area.name): {who: None} for area in THERE}
    rows = {("Entry", "withdrawn entry", area.name): {who: None} for area in THERE}
    assert list(visits.leaks(Read({**told, **rows}))) == [
        f"{who} tells by {road} [here] what is there",
        f"{who} reads “Chuyện riêng here” at {road} [here]",
    ]
    assert list(Visits({(road, "here"): {who: absent}}).leaks(Read({**told, **rows}))) == []
