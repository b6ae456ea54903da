from dataclasses import replace
from datetime import timedelta

import pytest

from shared.bus.folding import COMMANDS_KEPT, fold
from shared.bus.folds import Fold, Ground, Known, Outcome, Remembered
from shared.bus.nouns import Answer, Order
from shared.bus.states import StateForm
from shared.contracts.envelope import Envelope
from shared.errors import CommandIdReused, TooLarge
from tests.shared.bus.write.halls import (
    HALLS,
    NOW,
    Full,
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

FORM = StateForm(HALLS)
HALL = "hall-0001"
OPENED = Known(rev=1, seq=1, state=Hall("Main", 2), shape=1)


def folded(known: Known[Hall], *orders: Order[Hall]) -> Fold[Hall]:
    return fold(HALLS, FORM, HALL, known, orders)


def results(it: Fold[Hall]) -> list[Answer | type[Exception]]:
    return [o.result if isinstance(o.result, Answer) else type(o.result) for o in it.outcomes]


def test_each_command_is_decided_on_the_state_before_it():
    it = folded(OPENED, *(order(HALL, takes_seat(HALL, person)) for person in "abc"))
    assert results(it) == [Answer(HALL, 2, {"taken": 1}), Answer(HALL, 3, {"taken": 2}), Full]
    assert (it.after.rev, it.after.seq, it.after.state) == (2, 3, Hall("Main", 2, ("a", "b")))


def test_told_events_are_numbered_without_gaps_in_a_whole_envelope():
    three = (HallOpened(hall_id=HALL, name="Main", capacity=2), SeatTaken(hall_id=HALL, person="a"))
    it = folded(Known(), order(HALL, says(*three, HallRenamed(hall_id=HALL, name="Great")), command_id="command-1"))
    assert [(t.envelope.wire, t.envelope.seq) for t in it.told] == [
        ("halls.hall_opened", 1),
        ("halls.seat_taken", 2),
        ("halls.hall_renamed", 3),
    ]
    assert it.told[0].envelope == Envelope(
        wire="halls.hall_opened",
        version=1,
        source="/halls/hall",
        aggregate_id=HALL,
        seq=1,
        time=NOW,
        tenant_id="tenant-1",
        edition_id="edition-1",
        actor_id="person-1",
        causation_id="command-1",
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )
    assert results(it) == [Answer(HALL, 3, {"taken": 1})]


def test_what_time_brings_about_goes_back_to_the_request_before_it():
    asked = order(HALL, takes_seat(HALL, "a"))
    swept = replace(order(HALL, takes_seat(HALL, "b"), command_id="command-2"), traceparent="")
    one = folded(OPENED, asked)
    assert one.after.trace == asked.traceparent
    other = folded(one.after, swept)
    assert [t.envelope.traceparent for t in other.told] == [asked.traceparent]
    together = folded(OPENED, asked, swept)
    assert [t.envelope.traceparent for t in together.told] == [asked.traceparent] * 2


def test_kept_events_change_the_state_and_no_seq():
    it = folded(OPENED, order(HALL, says(NoteKept(note="sweep"))))
    assert (it.writes, it.told, it.after.rev, it.after.seq) == (True, (), 2, 1)
    assert it.changes == {"note": "sweep"}


def test_a_first_save_may_have_kept_events_alone():
    it = folded(Known(), order(HALL, says(NoteKept(note="sweep"))))
    assert (it.whole, it.after.rev, it.after.seq) == (True, 1, 0)
    assert it.changes == FORM.changes(None, Hall(note="sweep"))


def test_a_command_without_facts_answers_from_the_state_and_is_not_remembered():
    seated = replace(OPENED, state=Hall("Main", 2, ("a",)))
    it = folded(seated, order(HALL, takes_seat(HALL, "a")))
    assert it.outcomes == (Outcome(Ground.STATE, Answer(HALL, 1, {"taken": 1})),)
    assert not it.writes
    assert it.after is seated


def test_a_refused_command_leaves_no_trace():
    def fails_late(_):
        return (SeatTaken(hall_id=HALL, person="a"), "no event")

    it = folded(OPENED, order(HALL, fails_late), order(HALL, takes_seat(HALL, "b")))
    assert results(it) == [TypeError, Answer(HALL, 2, {"taken": 1})]
    assert [t.envelope.seq for t in it.told] == [2]
    assert it.after.state == Hall("Main", 2, ("b",))


def test_the_same_command_again_gets_the_same_answer():
    first = folded(OPENED, order(HALL, takes_seat(HALL, "a"), "command-1"))
    later = folded(first.after, order(HALL, takes_seat(HALL, "b")), order(HALL, takes_seat(HALL, "a"), "command-1"))
    assert later.outcomes[1] == Outcome(Ground.REMEMBERED, Answer(HALL, 2, {"taken": 1}))


def test_the_same_command_twice_in_one_fold_is_done_once():
    it = folded(OPENED, *(order(HALL, takes_seat(HALL, "a"), "command-1") for _ in range(2)))
    assert it.outcomes == (Outcome(Ground.FACTS, Answer(HALL, 2, {"taken": 1})),) * 2


@pytest.mark.parametrize("known", [OPENED, replace(OPENED, commands={"command-1": Remembered(1, 0, "mine", None)})])
def test_a_command_id_is_bound_to_sender_and_body(known):
    mine = order(HALL, takes_seat(HALL, "a"), "command-1", digest="mine")
    it = folded(known, mine, replace(mine, digest="other"))
    assert results(it)[1] is CommandIdReused


def test_command_ids_are_forgotten_after_an_hour():
    at = int(NOW.timestamp())
    known = replace(OPENED, commands={"old": Remembered(1, at - 3601, "", None), "new": Remembered(1, at, "", None)})
    it = folded(known, order(HALL, takes_seat(HALL, "a"), "command-1"))
    assert it.forgotten == ["old"]
    assert list(it.remembered) == ["command-1"]


def test_of_many_command_ids_the_newest_thousand_are_kept():
    at = int((NOW - timedelta(minutes=30)).timestamp())
    known = replace(OPENED, commands={f"command-{n}": Remembered(n, at + n, "", None) for n in range(COMMANDS_KEPT)})
    it = folded(known, order(HALL, takes_seat(HALL, "a")))
    assert it.forgotten == ["command-0"]
    assert len(it.after.commands) == COMMANDS_KEPT


def test_a_command_makes_fewer_than_a_hundred_events():
    many = says(*(HallRenamed(hall_id=HALL, name=str(n)) for n in range(100)))
    fewer = says(*(HallRenamed(hall_id=HALL, name=str(n)) for n in range(99)))
    it = folded(OPENED, order(HALL, many), order(HALL, fewer))
    assert results(it) == [TooLarge, Answer(HALL, 100, {"taken": 0})]


def test_a_state_stays_under_its_limit_and_only_who_breaks_it_is_refused():
    large, huge = NoteKept(note="x" * 60_000), NoteKept(note="x" * 100_000)
    it = folded(OPENED, order(HALL, says(large)), order(HALL, says(huge)), order(HALL, takes_seat(HALL, "a")))
    assert results(it) == [Answer(HALL, 1, {"taken": 0}), TooLarge, Answer(HALL, 2, {"taken": 1})]


def test_a_state_grows_over_its_limit_in_no_number_of_saves():
    first = folded(OPENED, order(HALL, says(NoteKept(note="x" * 60_000))))
    it = folded(first.after, order(HALL, says(HallRenamed(hall_id=HALL, name="x" * 60_000))))
    assert results(it) == [TooLarge]
    assert not it.writes


def test_a_state_of_an_old_shape_is_saved_whole():
    noun = replace(HALLS, shape=2, upcasts={1: lambda data: data})
    it = fold(noun, StateForm(noun), HALL, OPENED, [order(HALL, says(NoteKept(note="sweep")))])
    assert it.whole
    assert it.changes == FORM.changes(None, Hall("Main", 2, note="sweep"))


def test_opening_needs_no_state():
    assert results(folded(Known(), order(HALL, opens(HALL)))) == [Answer(HALL, 1, {"taken": 0})]
