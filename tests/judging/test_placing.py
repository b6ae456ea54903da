from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.judging.domain.algorithms.placing import Sheet, Standing, entry_totals, places
from shared.contracts.judging.refusals import TieUndecided
from shared.contracts.judging.values import RoundPolicy, TieDecision, TieRule, TieRuleKind

J2 = {1: {"a": 52, "b": 60, "c": 68}, 2: {"c": 84, "d": 88, "e": 92}, 3: {"a": 70, "d": 80, "e": 75}}


def sheets(panel: Mapping[int, Mapping[str, int | str]]) -> list[Sheet]:
    return [Sheet(j, e, Decimal(total), {}) for j, given in panel.items() for e, total in given.items()]


def rule(kind: str, criterion: str | None = None) -> TieRule:
    return TieRule(kind=TieRuleKind(kind), criterion=criterion)


def told(standings: tuple[Standing, ...]) -> list[tuple[int, str, str]]:
    return [(s.place, s.entry_id, str(s.total)) for s in standings]


def test_the_raw_means_of_three_judges_who_saw_different_entries():
    placed = places(sheets(J2), RoundPolicy(entry_decimals=1))
    assert told(placed) == [(1, "d", "84.0"), (2, "e", "83.5"), (3, "c", "76.0"), (4, "a", "61.0"), (5, "b", "60.0")]
    assert [s.sheets for s in placed] == [2, 2, 2, 2, 1]


def test_equal_totals_share_a_place_and_the_next_one_is_left_out():
    placed = places(sheets({1: {"a": 80, "b": 80, "c": 70}}), RoundPolicy())
    assert told(placed) == [(1, "a", "80.00"), (1, "b", "80.00"), (3, "c", "70.00")]


def test_a_mean_is_rounded_half_up_before_totals_are_compared():
    thirds = sheets({1: {"a": "80.01", "b": "80.00"}, 2: {"a": "80.00", "b": "80.01"}, 3: {"a": "80.00", "b": "80.00"}})
    assert {str(t) for t in entry_totals(thirds, RoundPolicy()).values()} == {"80.00"}
    half = sheets({1: {"a": "80.01"}, 2: {"a": "80.00"}})
    assert str(entry_totals(half, RoundPolicy())["a"]) == "80.01"


def test_a_sheet_can_be_rounded_before_the_mean():
    exact = sheets({1: {"a": "80.4"}, 2: {"a": "80.4"}, 3: {"a": "81.0"}})
    assert str(places(exact, RoundPolicy(entry_decimals=1))[0].total) == "80.6"
    assert str(places(exact, RoundPolicy(sheet_decimals=0, entry_decimals=1))[0].total) == "80.3"


def marked(judge: int, entry: str, total: int, novelty: str | None) -> Sheet:
    return Sheet(judge, entry, Decimal(total), {} if novelty is None else {"do-moi": Decimal(novelty)})


def test_the_mean_of_a_criterion_decides_and_a_missing_mark_is_no_zero():
    tied = [marked(1, "a", 80, "8"), marked(2, "a", 80, None), marked(1, "b", 80, "5"), marked(2, "b", 80, "9")]
    assert told(places(tied, RoundPolicy(ties=(rule("criterion_mean", "do-moi"),)))) == [
        (1, "a", "80.00"),
        (2, "b", "80.00"),
    ]


def test_most_first_places_then_the_majority_of_who_scored_both_decide():
    panel = {1: {"a": 90, "b": 80}, 2: {"a": 70, "b": 80}, 3: {"a": 80, "b": 80, "c": 95}}
    firsts = places(sheets(panel), RoundPolicy(ties=(rule("most_first_places"),)))
    assert told(firsts) == [(1, "c", "95.00"), (2, "a", "80.00"), (2, "b", "80.00")]
    more = {1: {"a": 90, "b": 80}, 2: {"a": 85, "b": 80}, 3: {"a": 65, "b": 80}}
    pairs = places(sheets(more), RoundPolicy(ties=(rule("pairwise_majority"),)))
    assert told(pairs) == [(1, "a", "80.00"), (2, "b", "80.00")]


def test_the_chair_decides_last_and_in_writing():
    policy = RoundPolicy(ties=(rule("most_first_places"), rule("chair")))
    tied = sheets({1: {"a": 80, "b": 80}})
    with pytest.raises(TieUndecided):
        places(tied, policy)
    decided = TieDecision(entry_ids=("entry-bb", "entry-aa"))
    named = [Sheet(s.judge, f"entry-{s.entry_id * 2}", s.total, s.marks) for s in tied]
    assert told(places(named, policy, [decided])) == [(1, "entry-bb", "80.00"), (2, "entry-aa", "80.00")]


def test_equal_entries_below_the_published_places_ask_nothing_of_the_chair():
    policy = RoundPolicy(winners=1, ties=(rule("chair"),))
    placed = places(sheets({1: {"a": 90, "b": 80, "c": 80}}), policy)
    assert told(placed) == [(1, "a", "90.00"), (2, "b", "80.00"), (2, "c", "80.00")]


KINDS = st.sampled_from(["most_first_places", "pairwise_majority"])


@given(st.dictionaries(st.integers(1, 5), st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 4), min_size=1),
                       min_size=1), st.lists(KINDS, max_size=2), st.randoms())  # fmt: skip
def test_the_places_are_the_same_in_whatever_order_sheets_come(panel, kinds, chance):
    policy = RoundPolicy(ties=tuple(rule(kind) for kind in kinds))
    given = sheets(panel)
    first = places(given, policy)
    chance.shuffle(given)
    assert places(given, policy) == first
    assert sorted(s.entry_id for s in first) == sorted({s.entry_id for s in given})
    assert all(one.total >= other.total for one, other in pairwise(first))
