"""The listings of the demo: each can be handed in as it is, and they fit one another."""

from deploy.cli import demo_exchange as demo
from services.exchange.domain.posting import missing
from shared.contracts.exchange.values import Direction


def test_both_directions_are_there_in_both_languages():
    said = [content for _, _, content in demo.listings()]
    assert {one.direction for one in said} == {Direction.OFFER, Direction.NEED}
    assert [one.title.vi for one in said if not (one.title.vi and one.title.en and one.summary.vi)] == []
    assert [one.masked for one in said].count(True) == 1


def test_none_lacks_anything_that_a_moderator_would_ask_for():
    assert {key: missing(content) for key, _, content in demo.listings()} == {key: () for key, *_ in demo.listings()}
