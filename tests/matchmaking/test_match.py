"""The rules of a match, by values: told once for each reason, answered by each side."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matchmaking.domain import match as matches
from shared.contracts.matchmaking import refusals as no
from shared.contracts.matchmaking.events import (
    AnswerTakenBack,
    InterestShown,
    MatchDeclined,
    MatchRescored,
    MatchSuggested,
)
from shared.contracts.matchmaking.values import DeclineReason, MatchNews, Side
from shared.errors import NotFound
from tests.builders import matchmaking as build
from tests.builders.accounts import TENANT
from tests.builders.contexts import context
from tests.builders.registration import DURING

LATER = DURING + timedelta(hours=1)
NOBODY: frozenset[Side] = frozenset()


def suggest(state, **given):
    return matches.suggest(state, build.suggest_match(**given), context(DURING))


def after(state, facts):
    for fact in facts:
        state = matches.apply(state, fact)
    return state


def raised(seq=2, **given):
    return {"offer": build.offer_side(seq=seq), "news": (MatchNews.TRL_RAISED,), **given}


def test_a_pair_that_fits_is_told():
    (told,) = suggest(None)
    assert told == build.match_suggested()
    assert after(None, [told]) == build.match()


@pytest.mark.parametrize("given", [{"news": ()}, {"fit": None}], ids=["too little", "not at all"])
def test_a_pair_that_fits_too_little_is_nobodys_concern(given):
    assert suggest(None, **given) == ()


def test_the_same_comparison_again_changes_nothing():
    assert suggest(build.match()) == ()
    assert suggest(build.match(), news=(MatchNews.TRL_RAISED,)) == ()


def test_another_reason_is_told_once_more_and_by_itself():
    (told,) = suggest(build.match(), **raised(news=(MatchNews.PUBLISHED, MatchNews.TRL_RAISED)))
    assert (type(told), told.news) == (MatchSuggested, (MatchNews.TRL_RAISED,))
    known = after(build.match(), [told])
    assert (known.news, known.all_news) == ((MatchNews.TRL_RAISED,), (MatchNews.PUBLISHED, MatchNews.TRL_RAISED))
    assert suggest(known, **raised(3)) == ()


def test_a_changed_score_without_news_is_told_to_nobody():
    (told,) = suggest(build.match(), **raised(news=(), fit=build.fit(70)))
    assert (type(told), told.fit) == (MatchRescored, build.fit(70))


def test_a_changed_text_is_news_only_where_the_two_did_not_fit_before():
    revised = {"news": (MatchNews.REVISED,), "fit": build.fit(70)}
    assert [type(told) for told in suggest(build.match(), **raised(**revised))] == [MatchRescored]
    assert [type(told) for told in suggest(build.match(fit=None), **raised(**revised))] == [MatchSuggested]
    assert [type(told) for told in suggest(None, **raised(**revised))] == [MatchSuggested]


def test_what_was_compared_before_changes_nothing():
    known = build.match(offer=build.offer_side(seq=5))
    assert suggest(known, **raised(4)) == ()
    mixed = {"need": build.need_side(seq=9), **raised(4)}
    assert suggest(known, **mixed) == ()


def test_an_award_is_news_of_the_same_listing():
    (told,) = suggest(build.match(), offer=build.offer_side(awards=1), news=(MatchNews.AWARD_WON,))
    assert told.news == (MatchNews.AWARD_WON,)


def test_a_pair_that_does_not_fit_any_more_is_over_and_fits_again():
    (over,) = suggest(build.match(), **raised(fit=None))
    assert over == MatchRescored(
        match_id=build.MATCH,
        tenant_id=TENANT,
        need=build.need_side(),
        offer=build.offer_side(seq=2),
        fit=None,
        rescored_at=DURING,
    )
    known = after(build.match(), [over])
    assert suggest(known, **raised(3, fit=None)) == ()
    (again,) = suggest(known, **raised(3, news=(MatchNews.PUBLISHED,)))
    assert (type(again), again.fit) == (MatchRescored, build.fit())


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(MatchNews)), max_size=20))
def test_whatever_comes_in_whatever_order_no_reason_is_told_twice(compared):
    state, told = None, []
    for seq, news in compared:
        facts = suggest(state, **raised(seq, news=(news,)))
        told += [one for fact in facts if isinstance(fact, MatchSuggested) for one in fact.news]
        state = after(state, facts)
    assert len(told) == len(set(told))
    assert state is None or state.all_news == tuple(told)
    again = [suggest(state, **raised(seq, news=(news,))) for seq, news in compared]
    assert all(not isinstance(fact, MatchSuggested) for facts in again for fact in facts)


def shown(state, side=Side.NEED):
    return matches.show_interest(state, build.show_interest(side), context(LATER), NOBODY)


def test_interest_is_mutual_once_both_sides_have_shown_it():
    (first,) = shown(build.match())
    assert first == InterestShown(match_id=build.MATCH, tenant_id=TENANT, side=Side.NEED, mutual=False, shown_at=LATER)
    state = after(build.match(), [first])
    assert shown(state) == ()
    (second,) = shown(state, Side.OFFER)
    assert (second.side, second.mutual) == (Side.OFFER, True)
    both = after(state, [second])
    assert (both.need_answer, both.offer_answer) == (
        build.interested().model_copy(update={"at": LATER}),
        build.interested().model_copy(update={"at": LATER}),
    )


def test_a_side_declines_with_its_reason_and_may_change_its_mind():
    asked = build.decline_match(reason=DeclineReason.TOO_EARLY)
    (told,) = matches.decline(build.match(), asked, context(LATER), NOBODY)
    assert told == MatchDeclined(
        match_id=build.MATCH, tenant_id=TENANT, side=Side.NEED, reason=DeclineReason.TOO_EARLY, declined_at=LATER
    )
    state = after(build.match(), [told])
    assert matches.decline(state, asked, context(LATER), NOBODY) == ()
    again = matches.decline(state, build.decline_match(), context(LATER), NOBODY)
    assert [dict(fact)["reason"] for fact in again] == ["price"]
    assert [fact.mutual for fact in shown(state, Side.OFFER)] == [False]
    assert after(state, shown(state)).need_answer.reason is None


def test_an_answer_is_taken_back():
    asked = build.take_back_answer()
    (told,) = matches.take_back(build.match(need_answer=build.declined()), asked, context(LATER), NOBODY)
    assert told == AnswerTakenBack(match_id=build.MATCH, tenant_id=TENANT, side=Side.NEED, taken_back_at=LATER)
    assert after(build.match(need_answer=build.declined()), [told]) == build.match()
    with pytest.raises(no.NothingToTakeBack):
        matches.take_back(build.match(), asked, context(LATER), NOBODY)


def test_a_match_that_is_over_takes_no_answer_and_gives_one_back():
    over = build.match(fit=None, need_answer=build.interested())
    with pytest.raises(no.MatchOver):
        shown(over)
    with pytest.raises(no.MatchOver):
        matches.decline(over, build.decline_match(), context(LATER), NOBODY)
    assert len(matches.take_back(over, build.take_back_answer(), context(LATER), NOBODY)) == 1


def test_of_nothing_nothing_is_said():
    with pytest.raises(NotFound):
        matches.show_interest(None, build.show_interest(), context(LATER), NOBODY)
    with pytest.raises(NotFound):
        matches.decline(None, build.decline_match(), context(LATER), NOBODY)
    with pytest.raises(NotFound):
        matches.take_back(None, build.take_back_answer(), context(LATER), NOBODY)


def test_a_snapshot_says_all_that_was_told():
    state = build.match(need_answer=build.interested(), offer_answer=build.declined())
    assert matches.apply(None, matches.snapshot(state)) == state


def test_an_owner_who_is_named_now_is_told_with_the_same_score():
    masked = build.match(offer=build.offer_side(owner_id="pseudonym-0001", masked=True))
    (told,) = suggest(masked, offer=build.offer_side(seq=2), news=())
    assert (type(told), told.offer) == (MatchRescored, build.offer_side(seq=2))
