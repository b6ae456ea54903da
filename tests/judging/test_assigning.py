from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.judging.domain.algorithms.assigning import (
    Infeasible,
    Limit,
    Plan,
    Problem,
    assign,
    assign_evenly,
    balanced,
    loads,
)
from tests.judging.public_data import SETS, panel


def problem(judges: int, entries: int, each: int, most: int, seed: int = 1) -> Problem:
    fit = np.round(np.random.default_rng(seed).random((judges, entries)), 3)
    needs, limit = np.full(entries, each), np.full(judges, most)
    return Problem(fit, np.ones((judges, entries), bool), needs, limit, np.zeros(judges, int))


def without(asked: Problem, *conflicts: tuple[int, int]) -> Problem:
    allowed = asked.allowed.copy()
    for judge, entry in conflicts:
        allowed[judge, entry] = False
    return Problem(asked.fit, allowed, asked.needs, asked.most, asked.least)


J1 = ((0, 0), (1, 3), (2, 6), (3, 9), (4, 12), (5, 15), (6, 18), (7, 21))
"""Six declared and two found conflicts."""


@pytest.mark.parametrize("name", SETS)
def test_the_total_is_the_proved_optimum(name):
    known = panel(name)
    plan = assign(known.problem())
    assert isinstance(plan, Plan)
    assert plan.total == pytest.approx(known.optimum, rel=1e-6)
    assert len(plan.pairs) == known.coverage * known.fit.shape[1]
    assert max(loads(plan, known.fit.shape[0])) <= known.load_max


def test_the_total_is_the_proved_optimum_under_least_loads_too():
    known = panel("midl")
    plan = assign(known.problem(least=known.load_min or 0))
    assert isinstance(plan, Plan)
    assert plan.total == pytest.approx(known.optimum_with_least, rel=1e-6)
    assert set(loads(plan, known.fit.shape[0])) == {2}


def test_24_entries_get_three_of_nine_judges_each_with_even_loads_and_no_conflict():
    plan = assign_evenly(without(problem(9, 24, 3, 9), *J1))
    assert isinstance(plan, Plan)
    assert len(plan.pairs) == 72
    assert not {*plan.pairs} & {*J1}
    assert Counter(entry for _, entry in plan.pairs) == dict.fromkeys(range(24), 3)
    assert loads(plan, 9) == [8] * 9


def test_the_same_seed_gives_the_same_plan_and_another_one_as_good():
    asked = problem(9, 24, 3, 9)
    same = Problem(np.round(asked.fit, 0), asked.allowed, asked.needs, asked.most, asked.least)
    first, again, other = (assign_evenly(same, seed) for seed in (7, 7, 8))
    assert first == again
    assert isinstance(first, Plan)
    assert isinstance(other, Plan)
    assert first.pairs != other.pairs
    assert first.total == other.total


def test_loads_differ_by_one_where_seats_do_not_divide_and_own_limits_hold():
    asked = problem(5, 7, 2, 9)
    least, most = balanced([9] * 5, 14)
    assert (least, most) == ([2] * 5, [3] * 5)
    plan = assign_evenly(Problem(asked.fit, asked.allowed, asked.needs, np.array([1, 9, 9, 9, 9]), asked.least))
    assert isinstance(plan, Plan)
    assert loads(plan, 5)[0] == 1
    assert set(loads(plan, 5)[1:]) == {3, 4}


def test_uneven_loads_are_taken_where_conflicts_leave_no_even_ones():
    asked = problem(3, 4, 1, 4)
    blocked = [(judge, entry) for judge in (0, 1) for entry in range(4)]
    plan = assign_evenly(without(asked, *blocked))
    assert isinstance(plan, Plan)
    assert loads(plan, 3) == [0, 0, 4]


def test_a_plan_that_cannot_be_names_the_limit_that_binds():
    assert assign(problem(3, 10, 3, 9)) == Infeasible(Limit.CAPACITY, _lacking(3, 10, 3, 9))
    conflicted = without(problem(3, 2, 2, 9), (0, 1), (1, 1))
    assert assign(conflicted) == Infeasible(Limit.CONFLICTS, (1,))
    both = without(problem(3, 3, 1, 1), (0, 0), (1, 0), (0, 1), (1, 1))
    found = assign(both)
    assert isinstance(found, Infeasible)
    assert found.limit is Limit.BOTH
    assert len(found.entries) == 1


def _lacking(judges: int, entries: int, each: int, most: int) -> tuple[int, ...]:
    found = assign(problem(judges, entries, each, most))
    assert isinstance(found, Infeasible)
    assert len(found.entries) >= 1
    return found.entries


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(1, 9), st.integers(1, 3), st.integers(0, 2**20), st.data())
def test_whatever_is_asked_a_plan_keeps_every_limit(judges, entries, each, seed, data):
    pairs = st.tuples(st.integers(0, judges - 1), st.integers(0, entries - 1))
    conflicts = data.draw(st.lists(pairs, max_size=4))
    asked = without(problem(judges, entries, each, entries, seed), *conflicts)
    plan = assign_evenly(asked, seed)
    if isinstance(plan, Infeasible):
        assert any(asked.allowed[:, e].sum() < each for e in range(entries))
        return
    assert len(set(plan.pairs)) == len(plan.pairs) == each * entries
    assert all(asked.allowed[j, e] for j, e in plan.pairs)
