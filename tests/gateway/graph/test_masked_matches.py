"""Who owns a masked listing sees its matches as their own; nobody else learns whose it is."""

import pytest

from gateway.clients import Refused
from gateway.viewer import Viewer
from shared.errors import Kind
from tests.builders import matchmaking as matching
from tests.gateway import facts
from tests.gateway.fakes import EmptyExchange
from tests.gateway.graph.world import VIEWERS, world_over

pytestmark = pytest.mark.real
OWNER, BUYER, STRANGER, MODERATOR = "submitter", "member", "another person", "moderator"
PSEUDONYM = "pseudonym-of-lan"
OWN = """{ ownMatches { edges { node { matchId viewerSides offerStance needStance } } }
  matches { totalCount } }"""
ANSWERED = "{ ownMatches(filter: {offerAnswered: false}) { totalCount } }"


class MaskedOwner(EmptyExchange):
    """Tells the owner alone what their listing calls them; it may be away."""

    def __init__(self) -> None:
        self.asked, self.away = list[str](), False

    async def pseudonyms(self, viewer: Viewer) -> tuple[str, ...]:
        self.asked.append(viewer.id)
        if self.away:
            raise Refused("unavailable", Kind.BUSY, "")
        return (PSEUDONYM,) if viewer.id == VIEWERS[OWNER].id else ()


@pytest.fixture
async def exchange() -> MaskedOwner:
    return MaskedOwner()


@pytest.fixture
async def world(database, exchange):
    """A need of the member's organisation is met by an offer that hides its owner."""
    offer = matching.offer_side(owner_id=PSEUDONYM, masked=True)
    await facts.project(
        database,
        facts.members("organisation-1", mem="member"),
        facts.match("match-masked", need=matching.need_side(owner_id="organisation-1"), offer=offer),
    )
    return world_over(database, exchange=exchange)


async def seen(world, viewer):
    found = await world.data(viewer, OWN)
    own = [tuple(edge["node"]["viewerSides"]) for edge in (found["ownMatches"] or {"edges": []})["edges"]]
    return own, found["matches"]["totalCount"]


async def test_the_owner_sees_it_as_their_own_and_others_as_before(world):
    assert {viewer: await seen(world, viewer) for viewer in (OWNER, BUYER, STRANGER, MODERATOR, "nobody")} == {
        OWNER: ([("OFFER",)], 1),
        BUYER: ([("NEED",)], 1),
        STRANGER: ([], 0),
        MODERATOR: ([], 1),
        "nobody": ([], 0),
    }


async def test_the_owner_filters_by_what_their_own_side_has_said(world):
    found = {viewer: (await world.data(viewer, ANSWERED))["ownMatches"]["totalCount"] for viewer in (OWNER, BUYER)}
    assert found == {OWNER: 1, BUYER: 0}


async def test_nothing_in_any_answer_is_the_pseudonym_or_says_more_to_the_other_side(world):
    for viewer in (OWNER, BUYER, STRANGER, MODERATOR):
        assert PSEUDONYM not in str(await world.ask(viewer, OWN))


async def test_the_exchange_is_asked_once_for_a_document_and_only_where_matches_are(world, exchange):
    await world.data(OWNER, OWN)
    await world.data(OWNER, "{ entries { totalCount } }")
    await world.data("nobody", OWN)
    await world.data("reading client", OWN)
    assert exchange.asked == [VIEWERS[OWNER].id]


async def test_while_the_exchange_is_away_everything_else_is_there(world, exchange):
    exchange.away = True
    assert await seen(world, BUYER) == ([("NEED",)], 1)
    assert await seen(world, OWNER) == ([], 0)
