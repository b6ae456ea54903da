"""What every aggregate store promises, asked of the fake and of MongoDB, with two instances on the same aggregates."""

import asyncio
from datetime import timedelta

import pytest

from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer, Timer
from shared.bus.ports import Stored
from shared.errors import CommandIdReused, InvalidCommandId, TooLarge
from shared.ids import new_id
from tests.shared.bus.write.halls import (
    HALLS,
    NOW,
    ClosingKept,
    Full,
    Hall,
    HallOpened,
    HallRenamed,
    NoteKept,
    SeatTaken,
    SlugKept,
    SlugTaken,
    opens,
    order,
    says,
    takes_seat,
)
from tests.shared.bus.write.stores import MemoryStores, MongoStores, Stores


@pytest.fixture
def memory_stores() -> Stores:
    return MemoryStores()


@pytest.fixture
async def mongo_stores(database) -> Stores:
    await prepare(database, [HALLS])
    return MongoStores(database)


@pytest.fixture
async def uncached_mongo_stores(database) -> Stores:
    await prepare(database, [HALLS])
    return MongoStores(database, cache=0)


@pytest.fixture(params=["memory", "mongo", "uncached_mongo"])
def stores(request) -> Stores:
    found: Stores = request.getfixturevalue(f"{request.param}_stores")
    return found


@pytest.fixture
def hall_id() -> str:
    return new_id()


async def test_a_command_is_saved_and_answered(stores, hall_id):
    assert await stores.one.execute(order(hall_id, opens(hall_id))) == Answer(hall_id, 1, {"taken": 0})
    assert await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"))) == Answer(hall_id, 2, {"taken": 1})
    assert await stores.other.read(hall_id) == Stored(hall_id, 2, Hall("Main", 50, ("a",)))


async def test_what_is_not_there_reads_as_nothing(stores, hall_id):
    assert await stores.one.read(hall_id) is None


async def test_what_is_recalled_is_a_state_that_was_saved(stores, hall_id):
    assert stores.one.recall(hall_id) is None
    await stores.one.execute(order(hall_id, opens(hall_id)))
    await stores.one.execute(order(hall_id, takes_seat(hall_id, "a")))
    assert stores.one.recall(hall_id) in (Hall("Main", 50, ("a",)), None)
    assert stores.other.recall(hall_id) in (Hall("Main", 50, ("a",)), None)


async def test_a_refusal_leaves_no_trace(stores, hall_id):
    with pytest.raises(Full):
        await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"), "command-1"))
    assert await stores.one.read(hall_id) is None
    await stores.one.execute(order(hall_id, opens(hall_id), "command-1", digest="other"))
    assert await stores.remembered(hall_id) == {"command-1"}


async def test_a_refusal_is_given_on_the_state_as_it_is_now(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id, capacity=0)))
    await stores.other.execute(order(hall_id, opens(hall_id, capacity=1)))
    assert await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"))) == Answer(hall_id, 3, {"taken": 1})


async def test_a_command_without_facts_answers_from_the_state_as_it_is_now(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id)))
    await stores.other.execute(order(hall_id, takes_seat(hall_id, "a")))
    assert await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"), "command-1")) == Answer(
        hall_id, 2, {"taken": 1}
    )
    assert "command-1" not in await stores.remembered(hall_id)


async def test_doing_nothing_where_nothing_is_makes_nothing(stores, hall_id):
    assert await stores.one.execute(order(hall_id, says())) == Answer(hall_id, 0, None)
    assert await stores.one.read(hall_id) is None


async def test_the_same_command_gets_the_same_answer_from_every_instance(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id)))
    await stores.other.execute(order(hall_id, takes_seat(hall_id, "a"), "command-1"))
    await stores.other.execute(order(hall_id, takes_seat(hall_id, "b")))
    again = await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"), "command-1"))
    assert again == Answer(hall_id, 2, {"taken": 1})
    assert await stores.one.read(hall_id) == Stored(hall_id, 3, Hall("Main", 50, ("a", "b")))


async def test_a_command_id_is_bound_to_sender_and_body(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id), "command-1", digest="mine"))
    for store in (stores.one, stores.other):
        with pytest.raises(CommandIdReused):
            await store.execute(order(hall_id, opens(hall_id), "command-1", digest="other"))


@pytest.mark.parametrize("command_id", ["short", "with.dot-in-it", "$with-dollar", "x" * 65, "with space"])
async def test_a_command_id_has_its_form(stores, hall_id, command_id):
    with pytest.raises(InvalidCommandId):
        await stores.one.execute(order(hall_id, opens(hall_id), command_id))


async def test_command_ids_are_forgotten_after_an_hour(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id), "command-1"))
    await stores.one.execute(order(hall_id, takes_seat(hall_id, "a"), "command-2", now=NOW + timedelta(minutes=59)))
    assert await stores.remembered(hall_id) == {"command-1", "command-2"}
    await stores.other.execute(order(hall_id, takes_seat(hall_id, "b"), "command-3", now=NOW + timedelta(minutes=61)))
    assert await stores.remembered(hall_id) == {"command-2", "command-3"}


async def test_told_events_are_told_whole_in_order(stores, hall_id):
    facts = (
        HallOpened(hall_id=hall_id, name="Main", capacity=2),
        SeatTaken(hall_id=hall_id, person="a"),
        HallRenamed(hall_id=hall_id, name="Great"),
    )
    await stores.one.execute(order(hall_id, says(*facts), "command-1"))
    told = await stores.told()
    assert [(e.id, e.wire, e.causation_id, e.time, e.tenant_id, e.edition_id, e.actor_id) for e, _ in told] == [
        (f"{hall_id}:{n}", fact.wire, "command-1", NOW, "tenant-1", "edition-1", "person-1")
        for n, fact in enumerate(facts, 1)
    ]
    assert [data for _, data in told] == [fact.model_dump_json().encode() for fact in facts]


async def test_the_same_fact_twice_in_a_row_is_told_twice(stores, hall_id):
    for _ in range(3):
        await stores.one.execute(order(hall_id, says(HallRenamed(hall_id=hall_id, name="Great"))))
    assert [(e.seq, data) for e, data in await stores.told()] == [
        (n, HallRenamed(hall_id=hall_id, name="Great").model_dump_json().encode()) for n in (1, 2, 3)
    ]


async def test_a_kept_fact_changes_the_state_and_is_not_told(stores, hall_id):
    await stores.one.execute(order(hall_id, says(NoteKept(note="sweep")), "command-1"))
    assert await stores.other.read(hall_id) == Stored(hall_id, 0, Hall(note="sweep"))
    await stores.other.execute(order(hall_id, opens(hall_id)))
    assert await stores.one.execute(order(hall_id, says(NoteKept(note="mop")))) == Answer(hall_id, 1, {"taken": 0})
    assert [e.id for e, _ in await stores.told()] == [f"{hall_id}:1"]
    assert await stores.other.read(hall_id) == Stored(hall_id, 1, Hall("Main", 50, note="mop"))


async def test_a_state_stays_under_its_limit(stores, hall_id):
    await stores.one.execute(order(hall_id, says(NoteKept(note="x" * 60_000))))
    with pytest.raises(TooLarge):
        await stores.other.execute(order(hall_id, says(HallRenamed(hall_id=hall_id, name="x" * 60_000))))
    assert await stores.one.read(hall_id) == Stored(hall_id, 0, Hall(note="x" * 60_000))


async def test_a_unique_value_is_taken_once(stores):
    first, second = new_id(), new_id()
    await stores.one.execute(order(first, says(SlugKept(slug="main"))))
    await stores.other.execute(order(second, says(NoteKept(note="no address yet"))))
    for store in (stores.one, stores.other):
        with pytest.raises(SlugTaken):
            await store.execute(order(second, says(SlugKept(slug="main"))))
        with pytest.raises(SlugTaken):
            await store.execute(order(new_id(), says(SlugKept(slug="main"))))
    await stores.one.execute(order(second, says(SlugKept(slug="side"))))
    assert await stores.one.read(second) == Stored(second, 0, Hall(note="no address yet", slug="side"))


async def test_of_many_that_want_one_unique_value_one_gets_it(stores):
    halls = [new_id() for _ in range(20)]
    orders = [order(hall, says(SlugKept(slug="main"))) for hall in halls]
    notes = [order(hall, says(NoteKept(note="sweep"))) for hall in halls]
    done = await asyncio.gather(
        *(stores.one.execute(o) for o in (*orders[:10], *notes)),
        *(stores.other.execute(o) for o in orders[10:]),
        return_exceptions=True,
    )
    assert [type(d) for d in done if not isinstance(d, Answer)] == [SlugTaken] * 19
    states = [await stores.one.read(hall) for hall in halls]
    assert sorted((s.state.slug or "", s.state.note) for s in states) == [("", "sweep")] * 19 + [("main", "sweep")]


async def test_a_hall_of_fifty_seats_takes_exactly_fifty_of_two_hundred(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id, capacity=50)))
    both = [stores.one, stores.other]
    takes = [both[n % 2].execute(order(hall_id, takes_seat(hall_id, f"p{n}"))) for n in range(200)]
    done = await asyncio.gather(*takes, return_exceptions=True)
    assert [type(d) for d in done].count(Answer) == 50
    assert [type(d) for d in done].count(Full) == 150
    assert sorted(d.seq for d in done if isinstance(d, Answer)) == list(range(2, 52))
    stored = await stores.one.read(hall_id)
    assert (stored.seq, len(set(stored.state.taken))) == (51, 50)
    assert [e.seq for e, _ in await stores.told()] == list(range(1, 52))


async def test_the_same_command_sent_many_times_at_once_is_done_once(stores, hall_id):
    same = order(hall_id, says(HallRenamed(hall_id=hall_id, name="Great")), "command-1")
    both = [stores.one, stores.other]
    answers = await asyncio.gather(*(both[n % 2].execute(same) for n in range(40)))
    assert answers == [Answer(hall_id, 1, {"taken": 0})] * 40
    assert len(await stores.told()) == 1


async def test_the_same_first_command_with_a_unique_value_is_answered_by_both(stores, hall_id):
    same = order(hall_id, says(SlugKept(slug="main"), HallRenamed(hall_id=hall_id, name="Great")), "command-1")
    answers = await asyncio.gather(stores.one.execute(same), stores.other.execute(same))
    assert list(answers) == [Answer(hall_id, 1, {"taken": 0})] * 2


async def test_the_earliest_timer_is_saved_with_the_state_and_goes_with_it(stores, hall_id):
    tomorrow = NOW + timedelta(days=1)
    found = []
    for closes_at, cleaned_at in (
        (tomorrow, None),
        (tomorrow, NOW),
        (tomorrow, tomorrow),
        (NOW, tomorrow),
        (None, None),
    ):
        await stores.one.execute(order(hall_id, says(ClosingKept(closes_at=closes_at, cleaned_at=cleaned_at))))
        found.append(await stores.due(hall_id))
    assert found == [
        Timer(tomorrow, "closing"),
        Timer(NOW, "cleaning"),
        Timer(tomorrow, "cleaning"),
        Timer(NOW, "closing"),
        None,
    ]


async def test_a_first_save_has_its_timer_too(stores, hall_id):
    await stores.one.execute(order(hall_id, says(ClosingKept(closes_at=NOW))))
    await stores.one.execute(order(hall_id, says(NoteKept(note="mop"))))
    assert await stores.due(hall_id) == Timer(NOW, "closing")


async def test_a_faulty_rule_fails_alone(stores, hall_id):
    def fails(_):
        raise ZeroDivisionError

    done = await asyncio.gather(
        *(stores.one.execute(o) for o in (order(hall_id, opens(hall_id)), order(hall_id, fails))),
        return_exceptions=True,
    )
    assert done[0] == Answer(hall_id, 1, {"taken": 0})
    assert isinstance(done[1], ZeroDivisionError)


async def test_each_command_is_answered_with_the_state_after_it(stores, hall_id):
    await stores.one.execute(order(hall_id, opens(hall_id)))
    takes = [order(hall_id, takes_seat(hall_id, f"p{n}")) for n in range(5)]
    answers = await asyncio.gather(*(stores.one.execute(o) for o in takes))
    assert answers == [Answer(hall_id, 2 + n, {"taken": 1 + n}) for n in range(5)]
