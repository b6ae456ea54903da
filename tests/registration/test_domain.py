"""Registration's rules, by values."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import edition, entry, programme
from services.registration.domain.entry import Drafting, SealedSteps, Submitting
from services.registration.domain.receipt import CROCKFORD, receipt_code
from shared.contracts.personal import PersonText
from shared.contracts.registration import refusals as no
from shared.contracts.registration.values import EntryStatus, WithdrawalReason
from shared.errors import InvalidInput
from tests.builders import registration as build
from tests.builders.accounts import PERSON
from tests.builders.contexts import context

VIETNAM = timezone(timedelta(hours=7))


def at(clock: str) -> datetime:
    """An instant on the day of the deadline, by a Vietnamese clock."""
    return datetime.fromisoformat(f"2026-10-30T{clock}").replace(tzinfo=VIETNAM)


def submit(state, now=build.DURING, found=None, **given):
    asked = build.submitting(programme=found or build.programme())
    return entry.submit(state, build.submit_entry(**given), context(now), asked)


def fold(state, facts):
    for fact in facts:
        state = entry.apply(state, fact)
    return state


@pytest.mark.parametrize(
    ("clock", "in_grace"),
    [
        ("16:59:59", False),
        ("17:00:00", False),
        ("17:00:00.001", True),
        ("17:04:59", True),
        ("17:05:00.000", True),
    ],
)
def test_around_the_deadline_an_entry_is_taken_and_flagged(clock, in_grace):
    (told,) = submit(None, at(clock))
    assert (told.in_grace, told.receipt.submitted_at) == (in_grace, at(clock))


@pytest.mark.parametrize("clock", ["17:05:00.001", "17:05:01", "23:59:59"])
def test_no_entry_is_taken_after_the_grace(clock):
    with pytest.raises(no.DeadlinePassed):
        submit(None, at(clock))


def test_no_entry_is_taken_before_the_opening():
    with pytest.raises(no.NotYetOpen):
        submit(None, build.OPENS - timedelta(milliseconds=1))


@given(st.integers(min_value=-120 * 86_400_000, max_value=120 * 86_400_000))
def test_every_instant_is_before_in_time_in_grace_or_after(milliseconds):
    now = build.CLOSES + timedelta(milliseconds=milliseconds)
    try:
        late = programme.taken_in_grace(build.programme(), now)
    except no.NotYetOpen:
        assert now < build.OPENS
    except no.DeadlinePassed:
        assert now > build.CLOSES + timedelta(minutes=build.GRACE_MINUTES)
    else:
        assert now >= build.OPENS
        assert late is (now > build.CLOSES)


def test_an_entry_is_submitted_with_a_receipt():
    facts = submit(None)
    assert facts == (build.entry_submitted(),)
    assert fold(None, facts).receipt == build.receipt()


def test_submitted_again_with_other_answers_and_too_late_it_keeps_its_receipt_and_adds_no_fact():
    state = build.submitted()
    assert submit(state, at("23:00:00"), answers=build.answers("Tên khác")) == ()


def test_submitting_takes_the_draft_away():
    state = fold(build.draft(), submit(build.draft()))
    assert (state.status, state.draft) == (EntryStatus.SUBMITTED, None)


def test_a_withdrawn_entry_is_not_submitted_again():
    with pytest.raises(no.EntryWithdrawnAlready):
        submit(build.withdrawn())


def test_an_entry_stays_in_its_programme():
    elsewhere = build.programme(programme_id="programme-other")
    for state in (build.draft(), build.submitted()):
        with pytest.raises(no.EntryElsewhere):
            submit(state, found=elsewhere)
        with pytest.raises(no.EntryElsewhere):
            entry.save_draft(state, build.save_draft(), context(), Drafting(elsewhere))


def test_a_programme_that_isnt_there_takes_nothing():
    with pytest.raises(no.UnknownProgramme):
        entry.submit(None, build.submit_entry(), context(), Submitting(None))
    with pytest.raises(no.UnknownProgramme):
        entry.save_draft(None, build.save_draft(), context(), Drafting(None))


def test_a_client_submits_on_behalf():
    (told,) = entry.submit(
        None, build.submit_entry(), context(actor_id="operator"), Submitting(build.programme(), on_behalf=True)
    )
    assert told == build.entry_submitted(submitted_by="operator", on_behalf=True)


DRAFTING = Drafting(build.programme())
boxes = st.builds(PersonText, subject=st.just(PERSON), sealed=st.sampled_from(["A" * 60, "B" * 60]))
steps = st.lists(st.tuples(st.sampled_from(["startup", "project", "fields"]), boxes), min_size=1, max_size=10)


@given(steps)
def test_a_draft_holds_each_step_as_it_was_last_saved(saved):
    state = None
    for kind, box in saved:
        drafting = Drafting(build.programme(), SealedSteps(**{kind: box}))
        state = fold(state, entry.save_draft(state, build.save_draft(), context(), drafting))
    assert state is not None
    assert state.status is EntryStatus.DRAFT
    assert state.draft.steps == dict(saved)


def test_a_step_that_lay_in_the_open_is_sealed_with_the_next_one():
    boxes = {kind: PersonText(subject=PERSON, sealed=kind * 10) for kind in ("startup", "project")}
    drafting = Drafting(build.programme(), SealedSteps(**boxes))
    state = fold(build.draft(), entry.save_draft(build.draft(), build.save_draft(), context(), drafting))
    assert state.draft.steps == boxes


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(build.submitted(), no.EntrySubmittedAlready), (build.withdrawn(), no.EntryWithdrawnAlready)],
)
def test_what_was_handed_in_takes_no_draft(state, refusal):
    with pytest.raises(refusal):
        entry.save_draft(state, build.save_draft(), context(), DRAFTING)


def test_a_draft_is_saved_only_while_entries_are_taken():
    with pytest.raises(no.NotYetOpen):
        entry.save_draft(None, build.save_draft(), context(build.OPENS - timedelta(seconds=1)), DRAFTING)
    with pytest.raises(no.DeadlinePassed):
        entry.save_draft(None, build.save_draft(), context(at("17:05:01")), DRAFTING)


def test_a_submitted_entry_is_revised_until_the_grace_is_over():
    state = build.submitted()
    (told,) = entry.revise(state, build.revise_entry(), context(at("17:05:00")), build.programme())
    assert fold(state, (told,)).answers == build.revise_entry().answers
    with pytest.raises(no.DeadlinePassed):
        entry.revise(state, build.revise_entry(), context(at("17:05:01")), build.programme())


def test_only_what_was_submitted_is_revised_or_withdrawn():
    for state in (None, build.draft()):
        with pytest.raises(no.EntryNotSubmitted):
            entry.revise(state, build.revise_entry(), context(), build.programme())
        with pytest.raises(no.EntryNotSubmitted):
            entry.withdraw(state, build.withdraw_entry(), context(), None)
    with pytest.raises(no.EntryWithdrawnAlready):
        entry.revise(build.withdrawn(), build.revise_entry(), context(), build.programme())


def test_an_entry_is_withdrawn_once():
    state = build.submitted()
    gone = fold(state, entry.withdraw(state, build.withdraw_entry(), context(), None))
    assert (gone.status, gone.reason) == (EntryStatus.WITHDRAWN, WithdrawalReason.NO_TIME)
    assert entry.withdraw(gone, build.withdraw_entry(reason=WithdrawalReason.OTHER), context(), None) == ()


@pytest.mark.parametrize("state", [build.submitted(), build.withdrawn(), build.submitted(in_grace=True)])
def test_a_snapshot_says_all_that_was_told_of_an_entry(state):
    assert entry.apply(None, entry.snapshot(state)) == state


def test_a_draft_has_no_snapshot():
    with pytest.raises(ValueError, match="a draft has told nothing"):
        entry.snapshot(build.draft())


def test_no_told_event_can_hold_a_draft():
    saved = entry.save_draft(None, build.save_draft(), context(), DRAFTING)
    assert [hasattr(fact, "topic") for fact in saved] == [False]


@given(st.text(alphabet="0123456789abcdef", min_size=32, max_size=32))
def test_a_receipt_code_is_short_speakable_and_always_the_same(entry_id):
    code = receipt_code(entry_id)
    assert code == receipt_code(entry_id)
    assert [len(group) for group in code.split("-")] == [4, 4]
    assert set(code.replace("-", "")) <= set(CROCKFORD)


def test_receipt_codes_are_written_down_for_ever():
    assert receipt_code("entry-nam-viet") == "4HEN-CCR1"


def test_an_edition_opens_once_with_its_content():
    facts = edition.open_edition(None, build.open_edition(), context())
    assert facts == (build.edition_opened(),)
    assert edition.open_edition(build.edition(), build.open_edition(), context()) == ()
    with pytest.raises(no.EditionExists):
        edition.open_edition(build.edition(), build.open_edition(year=2027), context())


def test_a_programme_opens_once_with_its_content_in_utc():
    local = build.open_programme(closes_at=build.CLOSES.astimezone(VIETNAM))
    (told,) = programme.open_programme(None, local, context(), build.edition())
    assert told == build.programme_opened()
    assert told.closes_at.utcoffset() == timedelta(0)
    assert programme.open_programme(build.programme(), local, context(), build.edition()) == ()
    with pytest.raises(no.ProgrammeExists):
        programme.open_programme(build.programme(), build.open_programme(grace_minutes=0), context(), build.edition())


def test_a_programme_needs_its_edition_and_a_deadline_after_the_opening():
    with pytest.raises(no.UnknownEdition):
        programme.open_programme(None, build.open_programme(), context(), None)
    with pytest.raises(no.ClosesBeforeOpening):
        programme.open_programme(None, build.open_programme(closes_at=build.OPENS), context(), build.edition())


def test_a_deadline_at_the_end_of_the_calendar_is_refused_by_its_field():
    far = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-7)))
    with pytest.raises(InvalidInput) as refused:
        programme.open_programme(None, build.open_programme(closes_at=far), context(), build.edition())
    assert [(f.path, f.code) for f in refused.value.faults] == [(("closes_at",), "out_of_range")]


@pytest.mark.parametrize(("noun", "state"), [(edition, build.edition()), (programme, build.programme())])
def test_a_snapshot_says_all_that_was_told(noun, state):
    assert noun.apply(None, noun.snapshot(state)) == state
