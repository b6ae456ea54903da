"""A reader sees what was just written, or is told that it isn't there yet."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.after import LIFE, Afters, Awaited
from tests.gateway.graph.world import LAN

ASKED = '{ entry(entryId: "entry-001") { title } }'


class Still:
    """A clock that stands."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def test_a_token_is_read_by_its_viewer_alone_and_not_for_long():
    clock = Still()
    afters = Afters("secret", clock)
    awaited = Awaited("entry", "entry-001", 3)
    token = afters.token("person-lan", awaited)
    assert afters.read("person-lan", token) == awaited
    assert afters.read("person-minh", token) is None
    assert Afters("another", clock).read("person-lan", token) is None
    clock.at += LIFE + timedelta(seconds=1)
    assert afters.read("person-lan", token) is None


@pytest.mark.parametrize("token", ["", ".", "x", "a.b.c", "W10.W10", "é.é", "x" * 10_000])
def test_a_made_up_token_is_none(token):
    assert Afters("secret", Still()).read("person-lan", token) is None


@pytest.mark.real
async def test_a_row_that_is_there_is_answered_at_once(world):
    token = world.afters.token(LAN.id, Awaited("entry", "entry-001", 1))
    answer = await world.ask("submitter", ASKED, token)
    assert answer == {"data": {"entry": {"title": "Gạch không nung"}}}
    assert world.heard.waited == []


@pytest.mark.real
async def test_what_was_heard_of_is_waited_for(world):
    world.heard.known["entry-001"] = 2
    token = world.afters.token(LAN.id, Awaited("entry", "entry-001", 2))
    assert "extensions" not in await world.ask("submitter", ASKED, token)
    assert world.heard.waited == ["entry-001"]


@pytest.mark.real
@pytest.mark.parametrize("viewer", ["submitter", "another person"])
async def test_what_does_not_come_is_said_to_be_stale(world, viewer):
    token = world.afters.token(LAN.id, Awaited("entry", "entry-001", 2))
    answer = await world.ask(viewer, ASKED, token)
    assert answer["extensions"] == {"stale": True}
