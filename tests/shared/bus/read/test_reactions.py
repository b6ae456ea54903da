"""A reaction hears the whole log again, and nothing changes."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

import pytest

from shared.bus.messages import Incoming, read_message
from shared.bus.nouns import Answer
from shared.bus.projection import Projection, Row
from shared.bus.reactions import Ask, Do, Keep, Reactions, Reactor, command_id, merged
from shared.contracts.commands import Command
from shared.ids import derived_id, new_id
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.shared.bus.read.facts import FirmNamed, ListingPosted
from tests.shared.bus.read.interleavings import model_of
from tests.shared.bus.read.taking import a_log
from tests.shared.bus.write.halls import HALLS, Full, SeatTaken, order, says


class SeatListing(Command, wire="readside.seat_listing", about="hall_id"):
    """Gives a listing a seat in its firm's hall."""

    hall_id: str
    listing: str


def seat(told: Incoming) -> Iterable[Command]:
    event = told.event
    assert isinstance(event, ListingPosted)
    return [SeatListing(hall_id=derived_id(event.firm_id, "hall"), listing=event.listing_id)]


def firm_row(told: Incoming) -> Iterable[Row]:
    return [Row("heard", told.envelope.aggregate_id, "listing", told.envelope.seq, {"status": told.event.wire})]


REACTIONS: Reactions = {ListingPosted: (Keep(firm_row), Ask("seat", seat))}
FACTS = [read_message(m) for m in a_log("listing-a", "listing-b")]
Send = Callable[[Command, str, str], Awaitable[Answer]]


def sender(halls: MemoryAggregates[object]) -> Send:
    """Sits the listing down anew with each command that the store does not know: only the id keeps it from doubling."""

    async def send(command: Command, id_: str, traceparent: str) -> Answer:
        assert isinstance(command, SeatListing)
        taken = SeatTaken(hall_id=command.hall_id, person=command.listing)
        return await halls.execute(order(command.hall_id, says(taken), command_id=id_))  # type: ignore[arg-type]

    return send


def forgetful(send: Send) -> Send:
    """Draws a new id for each command, as one naturally does."""

    async def forget(command: Command, id_: str, traceparent: str) -> Answer:
        return await send(command, new_id(), traceparent)

    return forget


@pytest.mark.parametrize(("wrap", "doubled"), [(lambda send: send, False), (forgetful, True)])
async def test_replaying_the_whole_log_changes_nothing(database, wrap, doubled):
    halls: MemoryAggregates[object] = MemoryAggregates(HALLS)  # type: ignore[arg-type]
    reactor = Reactor(REACTIONS, wrap(sender(halls)), Projection(database))
    await reactor(FACTS)
    told, model = list(halls.shelf.told), await model_of(database)
    assert len(told) == len(FACTS)
    for told_again in FACTS:
        await reactor([told_again])
    await reactor(FACTS)
    assert (halls.shelf.told != told) is doubled
    assert await model_of(database) == model
    assert [d["v"] for d in model["heard"]] == [{"listing": 3}, {"listing": 3}]


def test_the_command_id_says_which_fact_reaction_and_target():
    first, other = FACTS[0], FACTS[1]
    ids = {command_id(first, "seat", "t1"), command_id(first, "seat", "t2"), command_id(first, "free", "t1")}
    assert command_id(first, "seat", "t1") in ids
    assert len(ids | {command_id(other, "seat", "t1")}) == 4
    of_another_noun = Incoming(replace(first.envelope, source="/readside/other"), first.event)
    assert command_id(of_another_noun, "seat", "t1") not in ids


@pytest.mark.parametrize("settled", [(Full,), ()])
async def test_a_refusal_that_settles_the_reaction_is_passed_over_and_any_other_raised(database, settled):
    async def full(*_: object) -> Answer:
        raise Full

    reactor = Reactor({ListingPosted: (Ask("seat", seat, settled),)}, full, Projection(database))
    if settled:
        await reactor(FACTS)
    else:
        with pytest.raises(Full):
            await reactor(FACTS)


async def test_an_event_without_a_row_in_the_table_is_passed_over(database):
    async def never(*_: object) -> Answer:
        raise AssertionError

    await Reactor({FirmNamed: (Ask("seat", seat),)}, never, Projection(database))(FACTS)
    assert await model_of(database) == {}


async def test_what_is_done_away_with_is_told_to_what_the_service_needs(database):
    gone: list[str] = []

    async def end(told: Incoming, needs: list[str]) -> None:
        needs.append(told.envelope.aggregate_id)

    async def never(*_: object) -> Answer:
        raise AssertionError

    table = merged({ListingPosted: (Do(end),)}, {FirmNamed: (Do(end),)}, {ListingPosted: (Do(end),)})
    await Reactor(table, never, Projection(database), gone)(FACTS[:1])
    assert gone == [FACTS[0].envelope.aggregate_id] * 2
