"""What is particular to MongoDB: how a document looks, how many writes a crowd costs, what one bad document does."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from shared.bus.aggregates import Counts
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer
from shared.bus.ports import Stored
from shared.errors import Unavailable
from shared.ids import new_id
from tests.shared.bus.write.halls import (
    HALLS,
    NOW,
    ClosingKept,
    Hall,
    HallOpened,
    HallRenamed,
    NoteKept,
    SlugKept,
    opens,
    order,
    says,
    takes_seat,
)

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
async def halls(database) -> MongoAggregates[Hall]:
    await prepare(database, [HALLS])
    return MongoAggregates(database, HALLS)


def stored_event(seq: int, wire: str, cause: str, data: bytes) -> dict[str, object]:
    return {
        "seq": seq,
        "wire": wire,
        "version": 1,
        "source": "/halls/hall",
        "time": NOW,
        "tenant": "tenant-1",
        "edition": "edition-1",
        "actor": "person-1",
        "cause": cause,
        "trace": TRACE,
        "data": data,
    }


async def test_a_document_holds_the_state_what_was_told_last_and_the_command_ids(halls, database):
    opened = HallOpened(hall_id="hall-0001", name="Main", capacity=50)
    await halls.execute(order("hall-0001", says(opened), "command-1"))
    await halls.execute(order("hall-0001", says(NoteKept(note="sweep"), ClosingKept(closes_at=NOW)), "command-2"))
    at = int(NOW.timestamp())
    assert await database["halls"].find_one({}) == {
        "_id": "hall-0001",
        "tenant": "tenant-1",
        "rev": 2,
        "seq": 1,
        "shape": 1,
        "state": {
            "name": "Main",
            "capacity": 50,
            "taken": [],
            "note": "sweep",
            "slug": None,
            "closes_at": "2026-03-01T08:00:00Z",
            "cleaned_at": None,
        },
        "due": {"at": NOW, "timer": "closing"},
        "trace": TRACE,
        "ev": [stored_event(1, "halls.hall_opened", "command-1", opened.model_dump_json().encode())],
        "cmds": {
            "command-1": [1, at, "digest-of-the-body", {"taken": 0}],
            "command-2": [1, at, "digest-of-the-body", {"taken": 0}],
        },
    }


async def test_a_save_writes_only_what_changed(halls, database):
    await halls.execute(order("hall-0001", opens("hall-0001")))
    async with database["halls"].watch() as changes:
        await halls.execute(order("hall-0001", says(NoteKept(note="sweep")), "command-2", now=NOW + timedelta(hours=2)))
        description = (await changes.next())["updateDescription"]
    assert sorted(description["updatedFields"]) == ["cmds.command-2", "rev", "state.note"]
    assert [field.split(".")[0] for field in description["removedFields"]] == ["cmds"]


async def test_a_timer_that_stays_is_not_written_again(halls, database):
    await halls.execute(order("hall-0001", says(ClosingKept(closes_at=NOW))))
    async with database["halls"].watch() as changes:
        await halls.execute(order("hall-0001", says(NoteKept(note="sweep")), "command-2"))
        description = (await changes.next())["updateDescription"]
    assert sorted(description["updatedFields"]) == ["cmds.command-2", "rev", "state.note"]


async def test_what_is_due_is_found_by_its_index(halls, database):
    await halls.execute(order("hall-0001", says(ClosingKept(closes_at=NOW))))
    plan = await database["halls"].find({"due.at": {"$lte": NOW}}).sort([("due.at", 1), ("_id", 1)]).explain()
    assert plan["queryPlanner"]["winningPlan"]["inputStage"]["indexName"] == "due_in_order"


async def test_an_old_shape_is_saved_in_the_new_one_by_the_next_command(halls, database):
    await halls.execute(order("hall-0001", opens("hall-0001")))
    noun = replace(HALLS, shape=2, upcasts={1: lambda data: {**data, "note": f"was {data['name']}"}})
    newer = MongoAggregates(database, noun)
    await newer.execute(order("hall-0001", takes_seat("hall-0001", "a")))
    document = await database["halls"].find_one({})
    assert (document["shape"], document["state"]["note"], document["state"]["taken"]) == (2, "was Main", ["a"])


async def test_an_older_release_does_not_decide_on_a_newer_shape(halls, database):
    await halls.execute(order("hall-0001", opens("hall-0001")))
    await database["halls"].update_one({}, {"$set": {"shape": 2}})
    done = await asyncio.gather(
        MongoAggregates(database, HALLS).execute(order("hall-0001", takes_seat("hall-0001", "a"))),
        return_exceptions=True,
    )
    assert "this release reads up to 1" in str(done[0])


async def test_two_hundred_at_once_on_one_aggregate_take_fewer_than_twenty_writes(halls):
    await halls.execute(order("hall-0001", opens("hall-0001", capacity=1_000)))
    takes = [order("hall-0001", takes_seat("hall-0001", f"p{n}")) for n in range(200)]
    answers = await asyncio.gather(*(halls.execute(o) for o in takes))
    assert sorted(a.seq for a in answers) == list(range(2, 202))
    assert halls.counts.writes < 20
    assert halls.counts == Counts(commands=201, bulks=2, writes=2, lost=0)


async def test_two_hundred_at_once_on_two_instances_take_few_writes_too(halls, database):
    other = MongoAggregates(database, HALLS)
    await halls.execute(order("hall-0001", opens("hall-0001", capacity=1_000)))
    takes = [order("hall-0001", takes_seat("hall-0001", f"p{n}")) for n in range(200)]
    both = [halls, other]
    answers = await asyncio.gather(*(both[n % 2].execute(o) for n, o in enumerate(takes)))
    assert sorted(a.seq for a in answers) == list(range(2, 202))
    assert halls.counts.writes + other.counts.writes < 20


async def test_a_document_that_cannot_be_saved_fails_alone(halls):
    ids = [new_id() for _ in range(8)]
    huge = says(HallOpened(hall_id=ids[3], name="Main", capacity=2**63))
    orders = [order(i, huge if i == ids[3] else opens(i)) for i in ids]
    done = await asyncio.gather(*(halls.execute(o) for o in orders), return_exceptions=True)
    assert [type(d) for d in done] == [Answer] * 3 + [OverflowError] + [Answer] * 4
    assert [await halls.read(i) for i in ids if i != ids[3]] == [
        Stored(i, 1, Hall("Main", 50)) for i in ids if i != ids[3]
    ]
    assert await halls.read(ids[3]) is None
    assert await halls.execute(order(ids[3], opens(ids[3]))) == Answer(ids[3], 1, {"taken": 0})


async def test_a_document_that_cannot_be_read_fails_alone(halls, database):
    await database["halls"].insert_one({"_id": "hall-0001", "tenant": "tenant-1", "state": {}})
    done = await asyncio.gather(
        *(halls.execute(order(i, opens(i))) for i in ("hall-0001", "hall-0002")), return_exceptions=True
    )
    assert [type(d) for d in done] == [KeyError, Answer]


async def test_without_a_connection_the_outcome_is_unknown():
    client: Any = AsyncIOMotorClient("mongodb://127.0.0.1:1", serverSelectionTimeoutMS=50)
    halls = MongoAggregates(client["nowhere"], HALLS)
    done = await asyncio.gather(
        *(halls.execute(order(i, opens(i))) for i in ("hall-0001", "hall-0002")), return_exceptions=True
    )
    client.close()
    assert [type(d) for d in done] == [Unavailable, Unavailable]


async def test_a_guard_refuses_before_anything_is_done(database):
    def closed() -> None:
        raise Unavailable

    halls = MongoAggregates(database, HALLS, closed)
    with pytest.raises(Unavailable):
        await halls.execute(order("hall-0001", opens("hall-0001")))
    assert await halls.read("hall-0001") is None


async def test_a_small_cache_forgets_what_was_used_longest_ago(database):
    halls = MongoAggregates(database, HALLS, cache=2)
    for i in ("hall-0001", "hall-0002", "hall-0001", "hall-0003"):
        await halls.execute(order(i, opens(i)))
    assert await halls.execute(order("hall-0002", takes_seat("hall-0002", "a"))) == Answer("hall-0002", 2, {"taken": 1})


async def test_a_unique_value_is_found_by_its_index(halls, database):
    await halls.execute(order("hall-0001", says(SlugKept(slug="main"))))
    plan = await database["halls"].find({"state.slug": "main"}).explain()
    assert plan["queryPlanner"]["winningPlan"]["inputStage"]["indexName"] == "slug"


async def test_a_sender_who_went_away_stops_nobody(halls):
    gone = asyncio.create_task(halls.execute(order("hall-0001", opens("hall-0001"))))
    await asyncio.sleep(0)
    gone.cancel()
    answer = await halls.execute(order("hall-0001", says(HallRenamed(hall_id="hall-0001", name="Great"))))
    assert answer.id == "hall-0001"
