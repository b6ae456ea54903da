"""The relay, from a real change stream to a publisher in memory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from shared.bus.lease import Lease, LeaseLost
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.relay import Relay
from shared.bus.start_position import (
    RelayPosition,
    RelayPositionLost,
    place_start,
    read_position,
    store_token,
    time_of,
)
from shared.contracts.envelope import headers_of
from shared.contracts.events import UnreadableEvent
from shared.mongo import Database, OperationFailure, Timestamp
from tests.fakes.memory_publisher import BrokerAway, MemoryPublisher
from tests.harness.waiting import eventually
from tests.shared.bus.write.halls import (
    HALLS,
    Hall,
    HallOpened,
    HallRenamed,
    NoteKept,
    SeatTaken,
    opens,
    order,
    says,
    takes_seat,
)
from tests.shared.bus.write.stores import MongoStores
from tests.shared.bus.write.topics import documents, folded, gaps, ids_of

HALL = "hall-0001"


@pytest.fixture
async def halls(database) -> MongoAggregates[Hall]:
    await prepare(database, [HALLS])
    return MongoAggregates(database, HALLS)


@asynccontextmanager
async def running(*relays: Relay) -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(relay.run()) for relay in relays]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def position_of(database: Database) -> RelayPosition:
    position = await read_position(database)
    assert position is not None
    return position


def flushed(publisher: MemoryPublisher, number: int) -> Callable[[], Awaitable[bool]]:
    async def condition() -> bool:
        return publisher.flushed >= number

    return condition


async def test_what_is_told_arrives_in_its_envelope(halls, database):
    publisher = MemoryPublisher()
    async with running(Relay(database, publisher)):
        facts = (
            HallOpened(hall_id=HALL, name="Main", capacity=2),
            SeatTaken(hall_id=HALL, person="a"),
            HallRenamed(hall_id=HALL, name="Great"),
        )
        await halls.execute(order(HALL, says(*facts), "command-1"))
        await eventually(flushed(publisher, 3))
    told = await MongoStores(database).told()
    assert [(m.topic, m.key, m.value, list(m.headers)) for m in publisher.arrived] == [
        (HallOpened.topic, HALL.encode(), data, headers_of(envelope)) for envelope, data in told
    ]
    assert ids_of(publisher.arrived) == [f"{HALL}:1", f"{HALL}:2", f"{HALL}:3"]


async def test_the_same_fact_twice_in_a_row_arrives_twice_and_a_kept_one_never(halls, database):
    publisher = MemoryPublisher()
    async with running(Relay(database, publisher)):
        for fact in (
            HallRenamed(hall_id=HALL, name="Great"),
            NoteKept(note="x"),
            HallRenamed(hall_id=HALL, name="Great"),
        ):
            await halls.execute(order(HALL, says(fact)))
        await eventually(flushed(publisher, 2))
    assert ids_of(publisher.arrived) == [f"{HALL}:1", f"{HALL}:2"]


async def test_what_was_told_before_the_relay_started_arrives(halls, database):
    await halls.execute(order(HALL, opens(HALL)))
    publisher = MemoryPublisher()
    async with running(Relay(database, publisher)):
        await eventually(flushed(publisher, 1))


async def test_a_relay_waits_until_its_service_has_prepared_the_database(database):
    publisher = MemoryPublisher()
    async with running(relay := Relay(database, publisher)):
        await eventually(lambda: _is(relay.leads))
        await prepare(database, [HALLS])
        await MongoAggregates(database, HALLS).execute(order(HALL, opens(HALL)))
        await eventually(flushed(publisher, 1))


async def _is(value: bool) -> bool:
    return value


async def test_relays_that_fail_again_and_again_lose_nothing_and_keep_the_order(halls, database):
    ids = [f"hall-{n:04}" for n in range(20)]
    await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids))
    for person in "abc":
        await asyncio.gather(*(halls.execute(order(i, takes_seat(i, person))) for i in ids))
    arrived = []
    for fails_after in (7, 33, 52):
        publisher = MemoryPublisher(fails_after)
        with pytest.raises(BrokerAway):
            await Relay(database, publisher).run()
        arrived += publisher.arrived
    publisher = MemoryPublisher()
    async with running(Relay(database, publisher)):
        await eventually(flushed(publisher, 80))
    assert gaps(arrived + publisher.arrived) == []
    assert folded(arrived + publisher.arrived) == await documents(halls, ids)


async def test_what_was_not_acknowledged_is_not_passed(halls, database):
    before = await position_of(database)
    await halls.execute(order(HALL, opens(HALL)))
    with pytest.raises(BrokerAway):
        await Relay(database, MemoryPublisher(fails_after=0)).run()
    assert await position_of(database) == before


async def test_the_token_moves_when_nothing_happens_too(halls, database):
    start = await position_of(database)
    await _with_token(database)
    position = await position_of(database)
    assert position.start == start.start
    assert position.upto >= start.upto


async def test_a_relay_resumes_from_a_minute_before_its_token(halls, database):
    await halls.execute(order(HALL, opens(HALL)))
    for _ in range(2):
        publisher = MemoryPublisher()
        async with running(Relay(database, publisher)):
            await eventually(flushed(publisher, 1))
    assert ids_of(publisher.arrived) == [f"{HALL}:1"]


async def test_an_older_token_never_takes_a_newer_ones_place(halls, database):
    newer, older = {"_data": "82" + "70000000" + "00000001"}, {"_data": "82" + "6FFFFFFF" + "00000001"}
    await store_token(database, newer)
    await store_token(database, older)
    position = await position_of(database)
    assert (position.token, time_of(newer)) == (newer, Timestamp(0x70000000, 1))


class ShortOplog:
    """A database whose oplog no longer holds some ways to start; the server here keeps everything."""

    def __init__(self, database: Any, *lost: str) -> None:
        self._database, self._lost = database, lost
        self.name, self.client = database.name, database.client
        self.tried: list[str] = []

    def __getitem__(self, name: str) -> Any:
        return self._database[name]

    async def command(self, command: dict[str, Any], **options: Any) -> Any:
        if "pipeline" in command:
            self.tried += command["pipeline"][0]["$changeStream"]
            if self.tried[-1] in self._lost:
                raise OperationFailure("the resume point may no longer be in the oplog", 286)
        return await self._database.command(command, **options)


async def test_where_the_minute_before_is_gone_the_relay_resumes_at_its_token(halls, database):
    await _with_token(database)
    short, publisher = ShortOplog(database, "startAtOperationTime"), MemoryPublisher()
    async with running(Relay(cast(Database, short), publisher)):
        await halls.execute(order(HALL, opens(HALL)))
        await eventually(flushed(publisher, 1))
    assert short.tried == ["startAtOperationTime", "resumeAfter"]


async def test_a_position_that_the_oplog_lost_stops_the_relay(halls, database):
    await _with_token(database)
    short = ShortOplog(database, "startAtOperationTime", "resumeAfter")
    with pytest.raises(RelayPositionLost, match="relay repair"):
        await Relay(cast(Database, short), MemoryPublisher()).run()


async def _with_token(database) -> None:
    async def has_token() -> bool:
        return (await position_of(database)).token is not None

    async with running(Relay(database, MemoryPublisher())):
        await eventually(has_token)


async def test_an_event_that_no_contract_declares_stops_the_relay(halls, database):
    await halls.execute(order(HALL, opens(HALL)))
    await database["halls"].update_one({}, {"$set": {"ev": [{**(await _ev(database)), "wire": "halls.unknown"}]}})
    with pytest.raises(UnreadableEvent, match=r"halls\.unknown"):
        await Relay(database, MemoryPublisher()).run()


async def _ev(database):
    return (await database["halls"].find_one({}))["ev"][0]


async def test_of_two_relays_one_publishes_and_the_other_takes_over(halls, database):
    publisher, spare = MemoryPublisher(), MemoryPublisher()
    first, second = Relay(database, publisher, 0.8), Relay(database, spare, 0.8)
    async with running(first):
        await eventually(lambda: _is(first.leads))
        async with running(second):
            await halls.execute(order(HALL, opens(HALL)))
            await eventually(flushed(publisher, 1))
            assert (second.leads, spare.arrived) == (False, [])
    async with running(second):
        await eventually(flushed(spare, 1))


async def test_who_loses_the_lease_stops_working(database):
    lease, stopped = Lease(database, "work", seconds=0.4), asyncio.Event()

    async def work() -> None:
        try:
            await database["relay"].update_one({"_id": "lease-work"}, {"$set": {"holder": "another"}})
            await asyncio.Event().wait()
        finally:
            stopped.set()

    with pytest.raises(LeaseLost, match="somebody else leads"):
        await lease.lead(work)
    assert stopped.is_set()
    assert (await database["relay"].find_one({"_id": "lease-work"}))["holder"] == "another"


async def test_work_that_ends_gives_the_lease_up(database):
    done = []
    for name in ("first", "second"):

        async def work(name: str = name) -> None:
            done.append(name)

        await asyncio.wait_for(Lease(database, "work", seconds=60).lead(work), 5)
    assert done == ["first", "second"]


async def test_a_start_is_placed_once(database):
    await place_start(database, ["halls"])
    first = await position_of(database)
    await place_start(database, ["halls"])
    assert await position_of(database) == first


async def test_a_start_is_not_placed_where_something_was_written(halls, database):
    await halls.execute(order(HALL, opens(HALL)))
    await database["relay"].delete_one({"_id": "position"})
    with pytest.raises(RelayPositionLost, match="relay repair"):
        await prepare(database, [HALLS])
