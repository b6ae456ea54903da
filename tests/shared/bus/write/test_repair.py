"""A lost position, repaired: into a publisher in memory, whose first part is what the topic had before."""

import asyncio
from dataclasses import replace

import pytest

from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.relay import Relay
from shared.bus.repair import Repaired, repair
from shared.bus.start_position import read_position
from tests.fakes.memory_publisher import BrokerAway, MemoryPublisher
from tests.harness.waiting import eventually
from tests.shared.bus.write.halls import HALLS, TENANT_EDITION, Hall, NoteKept, opens, order, says, takes_seat
from tests.shared.bus.write.topics import documents, envelopes, folded, ids_of

HALL = "hall-0001"
ORIGIN = ("/halls/hall", HALL)
LOBBIES = replace(HALLS, name="lobby", collection="lobbies")


@pytest.fixture
async def halls(database) -> MongoAggregates[Hall]:
    await prepare(database, [HALLS])
    halls = MongoAggregates(database, HALLS)
    await halls.execute(order(HALL, opens(HALL)))
    await halls.execute(order(HALL, takes_seat(HALL, "a")))
    await halls.execute(order(HALL, takes_seat(HALL, "b"), "command-of-b"))
    await halls.execute(order(HALL, says(NoteKept(note="sweep"))))
    return halls


async def test_the_last_save_is_told_where_the_topic_goes_up_to_it(halls, database):
    publisher = MemoryPublisher()
    assert await repair(database, [HALLS], publisher, {ORIGIN: 2}) == Repaired(saves=1, snapshots=0)
    assert ids_of(publisher.arrived) == [f"{HALL}:3"]


async def test_the_last_save_is_told_again_where_the_topic_has_it(halls, database):
    publisher = MemoryPublisher()
    assert await repair(database, [HALLS], publisher, {ORIGIN: 3}) == Repaired(saves=1, snapshots=0)
    assert ids_of(publisher.arrived) == [f"{HALL}:3"]


@pytest.mark.parametrize("last_seqs", [{}, {ORIGIN: 1}])
async def test_a_snapshot_is_told_where_there_is_a_gap(halls, database, last_seqs):
    publisher = MemoryPublisher()
    assert await repair(database, [HALLS], publisher, last_seqs) == Repaired(saves=0, snapshots=1)
    envelope = envelopes(publisher.arrived)[0]
    assert (envelope.id, envelope.wire, envelope.causation_id) == (f"{HALL}:3", "halls.hall_snapshot", "command-of-b")
    assert (envelope.tenant_id, envelope.edition_id, envelope.actor_id) == (*TENANT_EDITION, "person-1")
    assert folded(publisher.arrived) == {HALL: (3, Hall("Main", 50, ("a", "b")))}


async def test_another_noun_of_the_same_id_hides_no_gap(halls, database):
    lobbies = MongoAggregates(database, LOBBIES)
    for person in ("opens", "a", "b", "c"):
        await lobbies.execute(order(HALL, opens(HALL) if person == "opens" else takes_seat(HALL, person)))
    publisher = MemoryPublisher()
    told = {("/halls/lobby", HALL): 4, ORIGIN: 1}
    assert await repair(database, [HALLS, LOBBIES], publisher, told) == Repaired(saves=1, snapshots=1)
    assert [(e.origin, e.wire) for e in envelopes(publisher.arrived)] == [
        (ORIGIN, "halls.hall_snapshot"),
        (("/halls/lobby", HALL), "halls.seat_taken"),
    ]


async def test_what_was_never_told_stays_so(halls, database):
    await halls.execute(order("hall-0002", says(NoteKept(note="a draft"))))
    publisher = MemoryPublisher()
    assert await repair(database, [HALLS], publisher, {ORIGIN: 3}) == Repaired(saves=1, snapshots=0)


async def test_a_repair_that_fails_stores_no_start(halls, database):
    await database["relay"].delete_one({"_id": "position"})
    with pytest.raises(BrokerAway):
        await repair(database, [HALLS], MemoryPublisher(fails_after=0), {})
    assert await read_position(database) is None


async def test_after_a_repair_the_relay_goes_on(halls, database):
    ids = [HALL, *(f"hall-{n:04}" for n in range(2, 20))]
    await asyncio.gather(*(halls.execute(order(i, opens(i))) for i in ids[1:]))
    await database["relay"].delete_one({"_id": "position"})
    publisher = MemoryPublisher()
    await repair(database, [HALLS], publisher, {ORIGIN: 1})
    await halls.execute(order(HALL, takes_seat(HALL, "c")))
    task = asyncio.create_task(Relay(database, publisher).run())

    async def arrived() -> bool:
        return f"{HALL}:4" in ids_of(publisher.arrived)

    await eventually(arrived)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert folded(publisher.arrived) == await documents(halls, ids)
