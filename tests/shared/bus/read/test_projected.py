"""What was written is told, and who waits for it goes on."""

import asyncio
from contextlib import suppress

import pytest

from shared.bus.kafka import read_through
from shared.bus.ports import Message
from shared.bus.projected import TAGS_IN_ONE, News, ProjectedFollower, ProjectedTeller, newest_seqs, read_news
from tests.harness.waiting import eventually
from tests.shared.bus.read.facts import message_for
from tests.shared.bus.read.taking import A_LISTING, facts_of


@pytest.fixture
async def topic(make_topic) -> str:
    return str(await make_topic(1))


@pytest.fixture
async def follower(real_parts, topic):
    follower = ProjectedFollower(real_parts.kafka, topic)
    await follower.start()
    running = asyncio.create_task(follower.run())
    yield follower
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await follower.stop()


def offline(remembered: int = 100) -> ProjectedFollower:
    """A follower that is told by hand."""
    return ProjectedFollower("nowhere:1", remembered=remembered)


async def test_a_waiter_goes_on_when_the_seq_is_told(follower, publisher, topic):
    waiting = asyncio.create_task(follower.wait("listing-a", 3, 20))
    teller = ProjectedTeller(publisher, topic)
    await teller.written("model", {"listing-a": 2, "listing-b": 9}, {})
    await eventually(lambda: known(follower, "listing-b", 9))
    assert not waiting.done()
    await teller.written("model", {"listing-a": 3}, {})
    assert await waiting
    assert await follower.wait("listing-a", 1, 0)


async def known(follower: ProjectedFollower, id_: str, seq: int) -> bool:
    return follower.newest(id_) == seq


async def test_a_waiter_is_let_go_at_its_deadline_and_forgotten():
    follower = offline()
    follower.take(News("model", {"listing-a": 2}))
    assert not await follower.wait("listing-a", 3, 0.01)
    assert follower._waiting == {}


async def test_tags_and_swaps_are_handed_on_before_waiters_go_on():
    follower, heard = offline(), list[News]()
    stop = follower.listen(heard.append)
    waiting = asyncio.create_task(follower.wait("listing-a", 1, 5))
    await asyncio.sleep(0)
    follower.take(News("model", {"listing-a": 1}, ["listings:listing-a"]))
    assert heard == [News("model", {"listing-a": 1}, ["listings:listing-a"])]
    assert await waiting
    follower.take(News("next", swap=True))
    stop()
    follower.take(News("model"))
    assert heard[1:] == [News("next", swap=True)]


def test_only_the_newest_aggregates_are_remembered_and_no_seq_goes_back():
    follower = offline(remembered=2)
    for id_, seq in [("a", 1), ("b", 5), ("b", 4), ("a", 2), ("c", 1)]:
        follower.take(News("model", {id_: seq}))
    assert [follower.newest(i) for i in "abc"] == [2, 0, 1]


async def test_what_is_told_can_be_read_and_many_tags_go_ahead(real_parts, publisher, topic):
    ids = frozenset(f"listing-{n}" for n in range(TAGS_IN_ONE + 10))
    teller = ProjectedTeller(publisher, topic)
    await teller.written("model", {"a": 1}, {"listings": ids})
    await teller.swapped("next")
    lying = [m async for batch in read_through(real_parts.kafka, [topic]) for m in batch]
    first, last, swap = [read_news(m) for m in lying]
    assert first is not None
    assert last is not None
    assert (dict(first.done), dict(last.done), swap) == ({}, {"a": 1}, News("next", swap=True))
    assert {*first.tags, *last.tags} == {f"listings:{i}" for i in ids}
    assert len(first.tags) == TAGS_IN_ONE


@pytest.mark.parametrize("value", [None, b"", b"{", b"[]", b"7", b'{"db":"model"}'])
def test_what_is_no_news_is_passed_over(value):
    assert read_news(Message("t", 0, 0, None, value, ())) is None


def test_of_each_aggregate_the_highest_seq_is_told():
    assert newest_seqs(facts_of([message_for(A_LISTING, seq) for seq in (1, 3, 2)])) == {"listing-a": 3}
