"""Turns: however many come from one place, who comes from another is next but one."""

import asyncio

import pytest

from services.accounts.store.turns import Turns
from shared.errors import Unavailable


class Works:
    """Work that goes on when it is told to, and in which order it was begun."""

    def __init__(self, most=8, most_of_line=4):
        self.turns, self.begun, self.tasks = Turns(most, most_of_line), [], []
        self.gate = asyncio.Semaphore(0)

    async def ask(self, line):
        task = asyncio.create_task(self._work(line))
        self.tasks.append(task)
        await settled()
        return task

    async def _work(self, line):
        async with self.turns.turn(line):
            self.begun.append(line)
            await self.gate.acquire()

    async def finish(self):
        for _ in self.tasks:
            self.gate.release()
        return [type(one) for one in await asyncio.gather(*self.tasks, return_exceptions=True)]


async def settled():
    """All that can go on has gone on."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_one_line_keeps_no_other_waiting():
    works = Works()
    for line in ("hall", "hall", "hall", "hall", "home"):
        await works.ask(line)
    await works.finish()
    assert works.begun == ["hall", "hall", "home", "hall", "hall"]


async def test_lines_take_turns():
    works = Works()
    for line in ("a", "a", "a", "b", "b", "c"):
        await works.ask(line)
    await works.finish()
    assert works.begun == ["a", "a", "b", "c", "a", "b"]


async def test_too_many_of_one_line_are_sent_away_and_nobody_else():
    works = Works()
    for line in ("hall",) * 7 + ("home",):
        await works.ask(line)
    ended = await works.finish()
    assert ended == [type(None)] * 5 + [Unavailable] * 2 + [type(None)]


async def test_where_all_is_full_the_longest_line_gives_way():
    works = Works(most=6, most_of_line=4)
    for line in ("hall",) * 5 + ("a", "b"):
        await works.ask(line)
    newcomer = await works.ask("home")
    assert works.turns.waiting == 6
    ended = await works.finish()
    assert newcomer.result() is None
    assert ended.count(Unavailable) == 1
    assert works.begun.count("hall") == 4


async def test_where_all_is_full_of_short_lines_a_newcomer_is_sent_away():
    works = Works(most=2, most_of_line=2)
    for line in ("a", "b", "c"):
        await works.ask(line)
    with pytest.raises(Unavailable):
        await (await works.ask("d"))
    await works.finish()


async def test_who_leaves_gives_up_the_place_and_a_turn_that_had_come():
    works = Works()
    first, second, third = [await works.ask(line) for line in ("a", "b", "c")]
    second.cancel()
    await settled()
    assert works.turns.waiting == 1
    works.gate.release()
    await first
    third.cancel()
    await settled()
    again = await works.ask("d")
    works.gate.release()
    assert await again is None
    assert works.turns.waiting == 0
