import asyncio
from datetime import timedelta

import pytest

from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.start_position import move_start
from shared.errors import Unavailable
from shared.mongo import Timestamp, cluster_time
from tests.harness.waiting import eventually
from tests.shared.bus.write.halls import HALLS, opens, order

DAY = timedelta(hours=24)


async def behind_by(database, seconds: int) -> OplogGuard:
    now = await cluster_time(database)
    await move_start(database, Timestamp(now.time - seconds, 1))
    guard = OplogGuard(database, window=3 * DAY)
    await guard.look()
    return guard


async def test_commands_are_taken_while_the_relay_is_less_than_a_third_of_the_window_behind(database):
    guard = await behind_by(database, 23 * 3600)
    guard.check()
    assert guard.is_open
    assert guard.behind is not None
    assert timedelta(hours=23) <= guard.behind < timedelta(hours=23, minutes=1)


async def test_no_command_is_taken_when_it_is_more(database):
    await prepare(database, [HALLS])
    guard = await behind_by(database, 25 * 3600)
    halls = MongoAggregates(database, HALLS, guard.check)
    with pytest.raises(Unavailable):
        await halls.execute(order("hall-0001", opens("hall-0001")))
    assert not guard.is_open
    assert await halls.read("hall-0001") is None


async def test_no_command_is_taken_before_anybody_looked(database):
    guard = OplogGuard(database)
    with pytest.raises(Unavailable):
        guard.check()
    assert (guard.behind, guard.is_open) == (None, False)


async def test_no_command_is_taken_where_there_is_no_position(database):
    guard = OplogGuard(database)
    await guard.look()
    assert (guard.behind, guard.is_open) == (None, False)


async def test_a_running_guard_sees_for_itself(database):
    await move_start(database, await cluster_time(database))
    guard = OplogGuard(database)
    task = asyncio.create_task(guard.run())

    async def is_open() -> bool:
        return guard.is_open

    await eventually(is_open)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    guard.check()
