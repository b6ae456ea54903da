from datetime import timedelta

import pytest

from services.judging.domain.scoresheet import REMEMBERED, scored, winning
from shared.contracts.judging import commands
from shared.contracts.judging import events as told
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import Mark, NoteKind, RoundPolicy, ScoresheetStatus
from shared.errors import Forbidden, NotFound
from tests.builders.judging import CHAIR, FEASIBLE, NOVELTY, ORGANISER, ROUND, Contest, save_marks, save_rubric, submit
from tests.builders.registration import DURING

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def contest() -> Contest:
    return await Contest.opened()


async def sheet_of(contest, name="an", entry="nam"):
    judge, entry_id = await contest.judge(name), await contest.entry(entry)
    return judge, await contest.assigned(judge, entry_id)


async def test_marks_are_kept_within_and_told_when_the_sheet_is_submitted(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, do_moi="8.5", kha_thi="7"), judge)
    assert [e.begun_at for e in contest.judging.events(told.ScoresheetBegun)] == [DURING]
    assert contest.judging.events(told.ScoresheetSubmitted) == []
    await contest.judging.send(submit(sheet), judge)
    (event,) = contest.judging.events(told.ScoresheetSubmitted)
    assert [(m.criterion, m.mark) for m in event.marks] == [("do-moi", "8.5"), ("kha-thi", "7")]
    assert (event.total, event.rubric_number, event.late) == ("79", 1, False)


async def test_what_is_not_scored_is_never_zero(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, do_moi="0"), judge)
    with pytest.raises(no.MarksMissing) as missing:
        await contest.judging.send(submit(sheet), judge)
    assert missing.value.details == {"missing": 1}
    await contest.judging.send(save_marks(sheet, kha_thi="0"), judge)
    await contest.judging.send(submit(sheet), judge)
    assert contest.judging.events(told.ScoresheetSubmitted)[0].total == "0"


async def test_of_two_devices_the_later_instant_of_each_criterion_wins_and_both_are_kept(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, "device-may-2", DURING, do_moi="9", kha_thi="5"), judge)
    late = save_marks(sheet, "device-may-1", DURING - MINUTE, do_moi="3")
    await contest.judging.send(late, judge)
    state = await contest.judging.state("scoresheet", sheet)
    assert dict(scored(state)) == {"do-moi": "9", "kha-thi": "5"}
    assert [(m.device_id, m.mark) for m in state.history] == [
        ("device-may-2", "9"),
        ("device-may-2", "5"),
        ("device-may-1", "3"),
    ]


async def test_a_device_whose_clock_is_wrong_is_put_right_and_never_later_than_its_arrival(contest):
    judge, sheet = await sheet_of(contest)

    async def at(shown, offset_ms, mark):
        given = Mark(criterion="do-moi", mark=mark, at=shown)
        await contest.judging.send(
            commands.SaveMarks(sheet_id=sheet, device_id="device-may-1", offset_ms=offset_ms, marks=(given,)), judge
        )
        state = await contest.judging.state("scoresheet", sheet)
        return winning(state.history)["do-moi"].at

    assert await at(DURING - 61 * MINUTE, 3_600_000, "4") == DURING - MINUTE
    assert await at(DURING + 90 * MINUTE, 0, "5") == DURING
    state = await contest.judging.state("scoresheet", sheet)
    assert dict(scored(state)) == {"do-moi": "5"}


async def test_the_same_change_sent_ten_times_is_there_once(contest):
    judge, sheet = await sheet_of(contest)
    change = save_marks(sheet, do_moi="8")
    for _ in range(10):
        contest.later(hours=2)
        await contest.judging.send(change, judge)
    assert len((await contest.judging.state("scoresheet", sheet)).history) == 1


async def test_a_mark_can_be_taken_away_again(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, do_moi="8", kha_thi="7"), judge)
    await contest.judging.send(save_marks(sheet, at=DURING + MINUTE, do_moi=None), judge)
    contest.later(minutes=2)
    await contest.judging.send(save_marks(sheet, at=DURING + MINUTE, do_moi=None), judge)
    assert dict(scored(await contest.judging.state("scoresheet", sheet))) == {"kha-thi": "7"}


@pytest.mark.parametrize(("key", "mark"), [("do_moi", "8.3"), ("do_moi", "10.5"), ("do_moi", "-1"), ("kha_thi", "7.5")])
async def test_a_mark_stands_on_a_step_of_its_scale(contest, key, mark):
    judge, sheet = await sheet_of(contest)
    with pytest.raises(no.UnfitMark):
        await contest.judging.send(save_marks(sheet, **{key: mark}), judge)
    with pytest.raises(no.UnknownCriterion):
        await contest.judging.send(save_marks(sheet, gia_ban="1"), judge)
    assert await contest.judging.state("scoresheet", sheet) is None


async def test_a_submitted_sheet_is_changed_only_after_the_chair_opened_it(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, do_moi="8", kha_thi="7"), judge)
    await contest.judging.send(submit(sheet), judge)
    with pytest.raises(no.SheetSubmitted):
        await contest.judging.send(save_marks(sheet, at=DURING + MINUTE, do_moi="9"), judge)
    reopen = commands.ReopenScoresheet(sheet_id=sheet, text="Nhầm cột")
    with pytest.raises(Forbidden):
        await contest.judging.send(reopen, ORGANISER)
    await contest.judging.send(reopen, CHAIR)
    contest.later(minutes=2)
    await contest.judging.send(save_marks(sheet, at=DURING + MINUTE, do_moi="9"), judge)
    await contest.judging.send(submit(sheet), judge)
    assert [e.total for e in contest.judging.events(told.ScoresheetSubmitted)] == ["76", "82"]


async def test_a_judge_fills_in_no_sheet_but_the_own(contest):
    _, sheet = await sheet_of(contest)
    other = await contest.judge("binh")
    for command in (save_marks(sheet, do_moi="1"), submit(sheet)):
        with pytest.raises(NotFound):
            await contest.judging.send(command, other)
        with pytest.raises(Forbidden):
            await contest.judging.send(command, CHAIR)


async def test_a_sheet_that_comes_after_closing_is_kept_as_late(contest):
    judge, sheet = await sheet_of(contest)
    await contest.scored(await contest.judge("binh"), await contest.entry("che"), do_moi="8", kha_thi="8")
    await contest.judging.send(commands.CloseRound(round_id=ROUND), CHAIR)
    contest.later(minutes=5)
    await contest.judging.send(save_marks(sheet, at=DURING, do_moi="8", kha_thi="7"), judge)
    await contest.judging.send(submit(sheet, DURING), judge)
    event = contest.judging.events(told.ScoresheetSubmitted)[-1]
    assert (event.late, event.finished_at, event.submitted_at) == (True, DURING, DURING + 5 * MINUTE)
    assert (await contest.judging.state("scoresheet", sheet)).status is ScoresheetStatus.LATE


async def test_a_sheet_submitted_while_the_round_was_closed_is_late(contest):
    """The round was read as open, and closed before the sheet was saved: it is not among those it was closed over."""
    judge, sheet = await sheet_of(contest)
    await contest.scored(await contest.judge("binh"), await contest.entry("che"), do_moi="8", kha_thi="8")
    await contest.judging.send(save_marks(sheet, do_moi="8", kha_thi="7"), judge)
    open_still = await contest.judging.needs.rounds.store.read(ROUND)
    await contest.judging.send(commands.CloseRound(round_id=ROUND), CHAIR)
    shelf = contest.judging.stores["round"].shelf
    closed = shelf.known[ROUND]
    shelf.known[ROUND] = type(closed)(**{**_fields(closed), "state": open_still.state})
    await contest.judging.send(submit(sheet), judge)
    shelf.known[ROUND] = closed
    assert (await contest.judging.state("scoresheet", sheet)).status is ScoresheetStatus.SUBMITTED
    await contest.judging.follow()
    assert (await contest.judging.state("scoresheet", sheet)).status is ScoresheetStatus.LATE
    assert [e.sheet_id for e in contest.judging.events(told.ScoresheetLate)] == [sheet]


def _fields(known):
    return {name: getattr(known, name) for name in type(known).__dataclass_fields__}


async def test_the_first_sheet_locks_rubric_and_rules(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_rubric(NOVELTY.model_copy(update={"weight": "50"}),
                                           FEASIBLE.model_copy(update={"weight": "50"})), ORGANISER)  # fmt: skip
    round_ = await contest.judging.state("round", ROUND)
    revise = commands.ReviseRound(
        round_id=ROUND, rubric_id=round_.rubric_id, name=round_.name, policy=RoundPolicy(winners=5)
    )
    await contest.judging.send(revise, CHAIR)
    await contest.judging.send(save_marks(sheet, do_moi="8", kha_thi="7"), judge)
    await contest.judging.send(submit(sheet), judge)
    assert contest.judging.events(told.ScoresheetSubmitted)[0].rubric_number == 2
    assert contest.judging.events(told.ScoresheetSubmitted)[0].total == "75"
    with pytest.raises(no.RubricLocked):
        await contest.judging.send(revise.model_copy(update={"policy": RoundPolicy(winners=9)}), CHAIR)
    await contest.judging.send(save_rubric(), ORGANISER)
    await contest.judging.send(revise, CHAIR)
    assert (await contest.judging.state("round", ROUND)).rubric_number == 2


async def test_a_sheet_that_cannot_be_submitted_locks_nothing(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, do_moi="8"), judge)
    with pytest.raises(no.MarksMissing):
        await contest.judging.send(submit(sheet), judge)
    assert (await contest.judging.state("round", ROUND)).locked is False


async def test_notes_are_sealed_and_the_later_one_of_a_kind_stands(contest):
    judge, sheet = await sheet_of(contest)
    for text, at in (("Sửa sau", DURING), ("Viết trước", DURING - MINUTE)):
        note = commands.SaveNote(sheet_id=sheet, kind=NoteKind.PRIVATE, text=text, at=at)
        await contest.judging.send(note, judge)
    (note,) = (await contest.judging.state("scoresheet", sheet)).notes
    assert contest.judging.texts.opened(note.text, "judging.note") == "Sửa sau"


async def test_a_long_history_forgets_the_oldest_and_never_what_stands(contest):
    judge, sheet = await sheet_of(contest)
    await contest.judging.send(save_marks(sheet, kha_thi="7"), judge)
    for n in range(REMEMBERED + 10):
        contest.later(seconds=1)
        await contest.judging.send(save_marks(sheet, at=contest.judging.now, do_moi=str(n % 10)), judge)
    state = await contest.judging.state("scoresheet", sheet)
    assert len(state.history) == REMEMBERED
    assert dict(scored(state)) == {"kha-thi": "7", "do-moi": str((REMEMBERED + 9) % 10)}
