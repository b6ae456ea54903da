"""What arrives is handled in order, at least once; what can't be taken is put aside with its key's later messages."""

from dataclasses import replace

import pytest
from aiokafka.errors import OutOfOrderSequenceNumber
from pymongo.errors import AutoReconnect, BulkWriteError

from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters, ask_for_replay, letters_in, parked_keys
from shared.bus.gaps import Gaps
from shared.bus.kafka import KafkaSubscription
from shared.bus.letters import shown
from shared.bus.patience import CannotGoOn, doubling, passes
from shared.bus.projection import Projection, Row
from shared.contracts.envelope import headers_of
from shared.errors import Unavailable
from shared.ids import new_id
from tests.shared.bus.read.facts import ListingPosted, envelope_for
from tests.shared.bus.read.taking import LISTINGS, Handler, a_log, consumer_of

A, B = "listing-a", "listing-b"


@pytest.fixture
async def dead_topic(make_topic) -> str:
    return str(await make_topic(1))


@pytest.fixture
def dead_letters(dead_topic, database, publisher, real_parts) -> DeadLetters:
    return DeadLetters("reader", database, publisher, real_parts.kafka, topic=dead_topic)


async def test_a_failure_that_passes_is_waited_out_in_place(dead_letters, database):
    handler = Handler({f"{A}:2": [AutoReconnect(), Unavailable(), TimeoutError()]})
    consumer = consumer_of(a_log(A, B), handler, dead_letters)
    await consumer.run()
    assert handler.taken == [f"{A}:1", f"{B}:1", f"{A}:2", f"{B}:2", f"{A}:3", f"{B}:3"]
    assert (consumer.counts.handled, consumer.counts.dead) == (6, 0)
    assert await parked_keys(database) == []


async def test_a_message_that_cant_be_taken_is_put_aside_and_its_keys_later_ones_follow(
    dead_letters, dead_topic, database, real_parts
):
    handler = Handler(always={f"{A}:2": KeyError("secret")})
    log = a_log(A, B)
    consumer = consumer_of(log, handler, dead_letters, size=4)
    await consumer.run()
    assert handler.taken == [f"{A}:1", f"{B}:1", f"{B}:2", f"{B}:3"]
    letters = [letter async for letter in letters_in(real_parts.kafka, dead_topic)]
    assert [letter.message for letter in letters] == [log[2], log[4]]
    assert [letter.reason for letter in letters] == ["KeyError", "follows an earlier one of its key"]
    assert [letter.attempt for letter in letters] == [2, 0]
    (parked,) = await parked_keys(database)
    assert (parked.topic, parked.key, parked.first, parked.last, parked.reason) == (LISTINGS, A, 2, 4, "KeyError")
    assert consumer.counts.dead == 2


async def test_a_message_that_cant_be_read_is_put_aside_and_not_quoted(dead_letters, dead_topic, real_parts):
    log = a_log(A, B)
    log[2] = replace(log[2], value=b'{"listing_id": "secret"')
    handler = Handler()
    await consumer_of(log, handler, dead_letters).run()
    assert handler.taken == [f"{A}:1", f"{B}:1", f"{B}:2", f"{B}:3"]
    letters = [letter async for letter in letters_in(real_parts.kafka, dead_topic)]
    assert [letter.message for letter in letters] == [log[2], log[4]]
    assert letters[0].reason == "UnreadableEvent: the value is no JSON"


@pytest.mark.parametrize("error", [CannotGoOn(), OutOfOrderSequenceNumber()])
async def test_what_no_message_is_to_blame_for_ends_the_consumer_and_puts_nothing_aside(dead_letters, database, error):
    consumer = consumer_of(a_log(A, B), Handler(always={f"{A}:2": error}), dead_letters)
    with pytest.raises(type(error)):
        await consumer.run()
    assert await parked_keys(database) == []


async def test_an_unknown_event_is_skipped_and_counted(dead_letters, database):
    log = a_log(A)
    event = ListingPosted(listing_id=A, firm_id="firm-001", status="new")
    log[1] = replace(log[1], headers=tuple(headers_of(replace(envelope_for(event, 2), wire="readside.of_tomorrow"))))
    handler = Handler()
    consumer = consumer_of(log, handler, dead_letters)
    await consumer.run()
    assert handler.taken == [f"{A}:1", f"{A}:3"]
    assert (consumer.counts.unknown, consumer.counts.dead) == (1, 0)
    assert await parked_keys(database) == []


async def test_a_replay_takes_the_letters_in_order_and_frees_the_key(dead_letters, database):
    handler = Handler(always={f"{A}:2": KeyError()})
    await consumer_of(a_log(A, B, seqs=4), handler, dead_letters).run()
    assert handler.taken[-1] == f"{B}:4"
    handler.always.clear()
    assert await ask_for_replay(database, f"{LISTINGS}/{A}")
    again = consumer_of([], handler, dead_letters)
    await again.take([])
    assert handler.taken[-3:] == [f"{A}:2", f"{A}:3", f"{A}:4"]
    assert await parked_keys(database) == []
    await again.take(a_log(A, seqs=5)[4:])
    assert handler.taken[-1] == f"{A}:5"


async def test_a_replay_that_fails_again_keeps_what_is_left(dead_letters, database):
    handler = Handler(always={f"{A}:1": KeyError(), f"{A}:3": ValueError()})
    await consumer_of(a_log(A, seqs=4), handler, dead_letters).run()
    del handler.always[f"{A}:1"]
    await ask_for_replay(database, f"{LISTINGS}/{A}")
    again = consumer_of([], handler, dead_letters)
    await again.take([])
    assert handler.taken == [f"{A}:1", f"{A}:2"]
    (parked,) = await parked_keys(database)
    assert (parked.first, parked.last, parked.reason, parked.replay) == (2, 3, "ValueError", False)
    handler.always.clear()
    await ask_for_replay(database, parked.id)
    await again.take([])
    assert handler.taken == [f"{A}:{n}" for n in range(1, 5)]


async def test_a_key_is_not_freed_while_messages_follow(dead_letters, database):
    log = a_log(A)
    await dead_letters.put(log[0], "KeyError", 2)
    (seen,) = await parked_keys(database)
    await dead_letters.put(log[1], "follows", 0)
    assert not await dead_letters.release(seen)
    assert [m.offset for m in await dead_letters.letters_of((await parked_keys(database))[0])] == [0, 1]


async def test_a_letter_that_was_written_twice_is_taken_once(dead_letters, database):
    log = a_log(A)
    await dead_letters.put(log[0], "KeyError", 2)
    await dead_letters.put(log[0], "KeyError", 2)
    (parked,) = await parked_keys(database)
    assert await dead_letters.letters_of(parked) == [log[0]]


async def test_nobody_can_ask_for_a_replay_of_a_key_that_is_not_parked(database):
    assert not await ask_for_replay(database, "test.listings/nothing")


async def test_a_letter_carries_what_kafka_can_carry(dead_letters, dead_topic, real_parts):
    (whole,) = a_log(A, seqs=1)
    odd = [
        replace(whole, key=None, value=None, headers=()),
        replace(whole, key=b"\xff\xfe", value=b"\xff", headers=(("x", b"\xff"),)),
        replace(whole, value=b"x" * 1_000_000),
    ]
    for message in odd:
        await dead_letters.put(message, "KeyError", 2)
    letters = [letter async for letter in letters_in(real_parts.kafka, dead_topic)]
    assert [letter.message for letter in letters] == [odd[0], odd[1], replace(whole, value=b"")]
    assert [letter.cut for letter in letters] == [False, False, True]


@pytest.mark.parametrize("restricted", [True, False])
async def test_a_restricted_letter_is_shown_without_what_is_in_it(
    dead_topic, database, publisher, real_parts, restricted
):
    topics = [LISTINGS] if restricted else []
    dead = DeadLetters("reader", database, publisher, real_parts.kafka, restricted=topics, topic=dead_topic)
    (message,) = a_log(A, seqs=1)
    await dead.put(message, "KeyError", 2)
    (letter,) = [letter async for letter in letters_in(real_parts.kafka, dead_topic)]
    assert ("firm-001" in str(shown(letter))) is not restricted
    assert ("ce_tenant" in str(shown(letter))) is not restricted
    assert shown(letter)["key"] == A


async def test_a_consumer_that_dies_before_its_commit_is_given_the_same_again(
    make_topic, publisher, real_parts, database, dead_letters
):
    topic, group = await make_topic(3), new_id()
    for message in a_log(A, B):
        assert message.key is not None
        await publisher.send(topic, message.key.decode(), message.value or b"", list(message.headers))
    await publisher.flush()
    projection = Projection(database)

    async def keep(facts):
        await projection.write(Row("seen", t.envelope.aggregate_id, "x", t.envelope.seq, {}) for t in facts)
        if not subscription_died:
            raise Killed

    subscription_died: list[bool] = []
    with pytest.raises(Killed):
        async with KafkaSubscription(real_parts.kafka, group, "one", [topic]) as first:
            await until_six(Consumer(first, keep, dead_letters))
    subscription_died.append(True)
    async with KafkaSubscription(real_parts.kafka, group, "one", [topic]) as second:
        consumer = Consumer(second, keep, dead_letters)
        await until_six(consumer)
    assert (consumer.counts.handled, consumer.counts.dead, consumer.counts.gaps) == (6, 0, 0)


class Killed(BaseException):
    """The process ended here."""


async def until_six(consumer: Consumer) -> None:
    async for batch in consumer._subscription.batches():
        await consumer.take(batch)
        await consumer._subscription.commit()
        if consumer.counts.handled >= 6:
            return


def test_a_missing_seq_is_a_gap_and_one_that_comes_again_is_none():
    gaps = Gaps(remembered=2)
    seen = [("a", 5), ("a", 6), ("a", 8), ("a", 7), ("a", 9), ("b", 1), ("c", 1), ("a", 20)]
    origins = [(("/halls/hall", name), seq) for name, seq in seen]
    assert [gaps.is_gap(*o) for o in origins] == [False, False, True, False, False, False, False, False]


def test_two_nouns_may_have_aggregates_of_one_id():
    gaps = Gaps()
    seen = [(("/halls/hall", "a"), 1), (("/halls/lobby", "a"), 3), (("/halls/hall", "a"), 2), (("/halls/hall", "a"), 4)]
    assert [gaps.is_gap(*o) for o in seen] == [False, False, False, True]


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (AutoReconnect(), True),
        (Unavailable(), True),
        (ConnectionRefusedError(), True),
        (BulkWriteError({"writeErrors": [{"code": 2}], "writeConcernErrors": []}), False),
        (BulkWriteError({"writeErrors": [], "writeConcernErrors": [{"code": 64}]}), True),
        (KeyError(), False),
        (ValueError(), False),
        (OverflowError(), False),
    ],
)
def test_what_passes_is_waited_for(error, answer):
    assert passes(error) is answer


def test_pauses_double_up_to_ten_seconds():
    assert [doubling(n) for n in (1, 2, 3, 8, 500)] == [0.1, 0.2, 0.4, 10.0, 10.0]
