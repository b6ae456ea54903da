"""Who is answered what over HTTP, by the services' own edges over real stores."""

from asyncio import gather
from collections.abc import Callable, Mapping

import pytest

from shared.ids import new_id
from tests.builders.registration import DURING
from tests.builders.tokens import Signer, unsigned
from tests.visibility import tables
from tests.visibility.actors import ACTORS
from tests.visibility.areas import ABSENT, HERE, THERE
from tests.visibility.asking import UNTOLD
from tests.visibility.commanding import recipes
from tests.visibility.recipes import RECIPES
from tests.visibility.roads import ROADS
from tests.visibility.travelling import REFUSED, ask, commands_of, known_routes, roads_of, sent

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


def test_every_route_is_asked(house):
    assert roads_of(house) == set(ROADS), "say in tests/visibility/roads.py how a route is asked"
    assert commands_of(house) == known_routes()


async def test_who_is_answered_by_which_route_is_as_written_down(everything_travelled):
    tables.compare("routes", everything_travelled.lines())


async def test_no_route_tells_strangers_what_is_there(everything_travelled):
    assert list(everything_travelled.leaks()) == []


async def test_a_command_that_is_refused_is_refused_alike_over_http(house, everything_commanded):
    """The tables are asked in memory; here the same refusals come from the real stores, byte for byte."""
    tokens = {who: await house.token(who) for who in REFUSED}
    for name in recipes():
        for area in (*THERE, *ABSENT.values()):
            said = {who: everything_commanded.said[name, area.name, who] for who in REFUSED}
            refused = [who for who, (word, _) in said.items() if word in (*UNTOLD, "forbidden")]
            met = await gather(*(sent(house, RECIPES[name](area), tokens[who], new_id(), area) for who in refused))
            told = {who: one.whole for who, one in zip(refused, met, strict=True)}
            assert told == {who: said[who][1] for who in refused}, (name, area.name)


ENDS_ANYTHING = {"accounts POST /sign-out"}
"""A session that isn't there has ended."""
STRANGER = Signer()
STRANGE: Mapping[str, Callable[[], str]] = {
    "expired": lambda: STRANGER.token(DURING.replace(year=2020)),
    "of another key": lambda: STRANGER.token(DURING),
    "of no key": unsigned,
    "no token": lambda: "x.y.z",
}


@pytest.mark.parametrize("token", STRANGE)
async def test_a_token_that_does_not_hold_opens_nothing(house, everything_travelled, token):
    for road in (one for one in ROADS if one not in ENDS_ANYTHING):
        met = await ask(house, road, ROADS[road](HERE), STRANGE[token](), HERE)
        as_nobody = everything_travelled.met[road, HERE.name]["nobody"]
        assert met.word == "unauthenticated" or met == as_nobody, road


async def test_a_token_for_another_service_opens_nothing(house, everything_travelled):
    tokens = house.accounts.tokens
    for_one = (await tokens.exchange(await house.session(ACTORS["owner here"]), ("notifications",), DURING)).token
    for road in (one for one in ROADS if not one.startswith("notifications ") and one not in ENDS_ANYTHING):
        met = await ask(house, road, ROADS[road](HERE), for_one, HERE)
        as_nobody = everything_travelled.met[road, HERE.name]["nobody"]
        assert met.word == "unauthenticated" or met == as_nobody, road
