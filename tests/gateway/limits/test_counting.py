"""Requests are counted in process, and what several processes count together keeps the limit."""

import asyncio
import random
from datetime import timedelta

import pytest

from gateway.limits.counting import Counter
from gateway.limits.usage import MongoUsage
from gateway.limits.windows import DAY, MINUTE, PARTS, Limit, Standing, headers, per
from shared.mongo import PyMongoError
from tests.builders.tokens import NOW, StoppedClock


class MemoryUsage:
    """What all have counted; `away` as if the database were."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int, int], int] = {}
        self.writes, self.away = 0, False

    async def add(self, slot, requests):
        if self.away:
            raise PyMongoError
        self.writes += bool(requests)
        self.counts[slot] = self.counts.get(slot, 0) + requests
        return self.counts[slot]


async def taken(counter: Counter, limits, times: int, who: str = "client:one") -> int:
    """How many of so many requests came through."""
    return sum([(await counter.take(who, limits)).over is None for _ in range(times)])


@pytest.mark.parametrize("most", [1, 3, 19, 20, 600])
async def test_as_many_come_through_as_the_limit_says_and_the_next_window_begins_with_none(most):
    clock = StoppedClock()
    counter = Counter(MemoryUsage(), clock)
    assert await taken(counter, (Limit(most, MINUTE),), most + 5) == most
    clock.at += timedelta(minutes=1)
    assert await taken(counter, (Limit(most, MINUTE),), most + 5) == most


async def test_a_limit_of_one_day_holds_where_that_of_the_minute_would_not():
    clock, limits = StoppedClock(), per(10, 15)
    counter = Counter(MemoryUsage(), clock)
    assert await taken(counter, limits, 20) == 10
    clock.at += timedelta(minutes=1)
    assert await taken(counter, limits, 20) == 5
    standing = await counter.take("client:one", limits)
    assert standing.over is not None
    assert (standing.over.limit.seconds, standing.over.remaining) == (DAY, 0)


async def test_what_is_refused_is_counted_nowhere():
    usage = MemoryUsage()
    counter = Counter(usage, StoppedClock())
    await taken(counter, (Limit(5, MINUTE),), 50)
    await counter.settle()
    assert list(usage.counts.values()) == [5]


async def test_requests_cost_no_write_each():
    usage = MemoryUsage()
    counter = Counter(usage, StoppedClock())
    await taken(counter, (Limit(600, MINUTE),), 600)
    assert usage.writes == PARTS


@pytest.mark.parametrize(("most", "processes", "seed"), [(600, 2, 1), (600, 4, 2), (60, 2, 3), (10, 3, 4), (1, 5, 5)])
async def test_several_processes_together_pass_a_limit_by_a_twentieth_for_each_further_one(most, processes, seed):
    usage, dice = MemoryUsage(), random.Random(seed)
    counters = [Counter(usage, StoppedClock()) for _ in range(processes)]
    through = 0
    for _ in range(most * 4):
        through += (await dice.choice(counters).take("client:one", (Limit(most, MINUTE),))).over is None
    assert most <= through <= most + (processes - 1) * (most // PARTS)


async def test_one_process_knows_within_a_settling_what_another_has_let_pass():
    usage, limits = MemoryUsage(), (Limit(600, MINUTE),)
    one, other = Counter(usage, StoppedClock()), Counter(usage, StoppedClock())
    await taken(one, limits, 1)
    await taken(other, limits, 599)
    await other.settle()
    await taken(one, limits, 1)
    await one.settle()
    assert await taken(one, limits, 3) == 0


async def test_while_the_database_is_away_each_process_counts_for_itself():
    usage = MemoryUsage()
    counter = Counter(usage, StoppedClock())
    usage.away = True
    assert await taken(counter, (Limit(40, MINUTE),), 60) == 40
    usage.away = False
    await counter.settle()
    assert list(usage.counts.values()) == [40]


async def test_windows_that_are_over_are_forgotten():
    clock = StoppedClock()
    counter = Counter(MemoryUsage(), clock)
    for n in range(50):
        await counter.take(f"place:{n}", (Limit(5, MINUTE),))
    clock.at += timedelta(minutes=2)
    await counter.settle()
    assert counter._tallies == {}


async def test_headers_say_both_limits_and_the_older_ones_the_nearest():
    counter = Counter(MemoryUsage(), StoppedClock(NOW + timedelta(seconds=20)))
    said = dict(headers(await counter.take("client:one", per(10, 1_000))))
    assert said == {
        "RateLimit-Policy": '"minute";q=10;w=60, "day";q=1000;w=86400',
        "RateLimit": '"minute";r=9;t=40, "day";r=999;t=53980',
        "RateLimit-Limit": "10",
        "RateLimit-Remaining": "9",
        "RateLimit-Reset": "40",
    }
    assert headers(Standing(())) == ()


@pytest.mark.real
async def test_two_processes_over_one_database_keep_the_limit(database):
    usages = [MongoUsage(database) for _ in range(2)]
    await usages[0].prepare()
    clock = StoppedClock()
    counters = [Counter(usage, clock) for usage in usages]
    limit = (Limit(200, MINUTE),)

    async def client(counter: Counter) -> int:
        return await taken(counter, limit, 60)

    at_once = 4
    through = sum(await asyncio.gather(*(client(counter) for counter in counters for _ in range(at_once))))
    assert 200 <= through <= 200 + 200 // PARTS + 2 * at_once
    for counter in counters:
        await counter.settle()
    assert await usages[1].days("client:one", 0, 1) == [0]


@pytest.mark.real
async def test_the_use_of_a_client_is_told_by_day(database):
    usage = MongoUsage(database)
    today = Limit(1, DAY).number(NOW)
    await usage.add(("client:one", DAY, today), 7)
    await usage.add(("client:one", DAY, today - 2), 3)
    await usage.add(("client:two", DAY, today), 9)
    assert await usage.days("client:one", today, 4) == [0, 3, 0, 7]
