"""Who scores what: the greatest total fit under limits, as a minimum-cost flow from judges to entries.

Conflicted pairs have no edge. Loads are balanced to one as far as the limits allow: the least of a judge's load is a
reward so high that no fit outweighs it, so that it is soft, and is verified after solving.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

SCALE = 1_000_000
"""A fit of 1 as a whole number: costs of a flow are whole."""
PRUNED_FROM, PRUNED_TO = 500_000, 40
"""From so many cells on, each entry's best so many judges are tried first."""

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


class Limit(StrEnum):
    """Which limit leaves no plan."""

    CAPACITY = "capacity"
    """All judges together take fewer than is asked for."""
    CONFLICTS = "conflicts"
    """Some entries have fewer judges without a conflict than each is to have."""
    BOTH = "both"
    """Neither by itself: the judges without a conflict are those whose load is full."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Judges by entries. `least` and `most` are the loads of each judge, `needs` how many judges each entry lacks."""

    fit: Matrix
    allowed: Mask
    needs: Whole
    most: Whole
    least: Whole


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs of judge and entry, by their positions; `total` is the sum of their fit."""

    pairs: tuple[tuple[int, int], ...]
    total: float


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan; `entries` are those that lack judges, by their positions."""

    limit: Limit
    entries: tuple[int, ...]


def balanced(most: Sequence[int], seats: int) -> tuple[list[int], list[int]]:
    """Least and most loads that differ by one at most, each within a judge's own limit, for so many seats in all."""
    level = next((n for n in range(1, max(most, default=0) + 1) if sum(min(m, n) for m in most) >= seats), None)
    if level is None:
        return list(most), list(most)
    return [min(m, level - 1) for m in most], [min(m, level) for m in most]


def assign(problem: Problem, seed: int = 0) -> Plan | Infeasible:
    """The plan of the greatest total; of several, the one that the seed leads to, always the same.

    Pruned to the best pairs where there are many, and on all pairs if these leave no plan.
    """
    if problem.fit.size > PRUNED_FROM and (plan := _solved(problem, _pruned(problem), seed)) is not None:
        return plan
    plan = _solved(problem, problem.allowed, seed)
    return plan if plan is not None else _binding(problem)


def assign_evenly(problem: Problem, seed: int = 0, held: Sequence[int] | None = None) -> Plan | Infeasible:
    """As `assign`, with loads that differ by one at most where that is feasible, else within the judges' limits.

    `held` is what each judge has already: it counts as load, and `most` is what the judge takes beside it.
    """
    has = np.array(held if held is not None else [0] * len(problem.most), np.int64)
    in_all = [int(m) for m in problem.most + has]
    least, most = (np.maximum(np.array(n) - has, 0) for n in balanced(in_all, int(problem.needs.sum() + has.sum())))
    plan = assign(Problem(problem.fit, problem.allowed, problem.needs, np.minimum(most, problem.most), least), seed)
    if isinstance(plan, Plan):
        return plan
    return assign(Problem(problem.fit, problem.allowed, problem.needs, problem.most, least), seed)


def _pruned(problem: Problem) -> Mask:
    ranked = np.argsort(np.where(problem.allowed, -problem.fit, np.inf), axis=0, kind="stable")
    mask = np.zeros_like(problem.allowed)
    np.put_along_axis(mask, ranked[:PRUNED_TO], True, axis=0)
    kept: Mask = mask & problem.allowed
    return kept


def _solved(problem: Problem, edges: Mask, seed: int) -> Plan | None:
    flow = _network(problem, edges, seed)
    if flow.solver.solve() != flow.solver.OPTIMAL:
        return None
    chosen = flow.solver.flows(flow.arcs) > 0
    pairs = sorted((int(j), int(e)) for j, e in zip(flow.judges[chosen], flow.entries[chosen], strict=True))
    return Plan(tuple(pairs), float(sum(problem.fit[j, e] for j, e in pairs)))


@dataclass(frozen=True, slots=True)
class _Flow:
    solver: Any
    arcs: Any
    judges: Whole
    entries: Whole


def _network(problem: Problem, edges: Mask, seed: int) -> _Flow:
    """Source 0, then the judges, then the entries; the pairs in the order that the seed gives."""
    judges, entries = problem.fit.shape
    of_judge, of_entry = np.nonzero(edges)
    order = _shuffled(len(of_judge), seed)
    of_judge, of_entry = of_judge[order], of_entry[order]
    solver = min_cost_flow.SimpleMinCostFlow()
    costs = np.rint(-problem.fit[of_judge, of_entry] * SCALE).astype(np.int64)
    add = solver.add_arcs_with_capacity_and_unit_cost
    arcs = add(1 + of_judge, 1 + judges + of_entry, np.ones(len(order), np.int64), costs)
    seats = int(problem.needs.sum())
    reward = int(np.abs(costs).max(initial=1)) * (2 * min(judges, entries) + 2)
    nodes, source = np.arange(1, judges + 1), np.zeros(judges, np.int64)
    least = np.minimum(problem.least, problem.most)
    add(source, nodes, least, np.full(judges, -reward, np.int64))
    add(source, nodes, problem.most - least, np.zeros(judges, np.int64))
    solver.set_nodes_supplies(np.array([0]), np.array([seats]))
    solver.set_nodes_supplies(1 + judges + np.arange(entries), -problem.needs)
    return _Flow(solver, arcs, of_judge, of_entry)


def _shuffled(count: int, seed: int) -> Whole:
    """An order of so many things: the same for the same seed, on every machine and of every release."""
    if seed == 0:
        return np.arange(count)
    drawn = hashlib.shake_256(str(seed).encode()).digest(8 * count)
    return np.argsort(np.frombuffer(drawn, np.dtype("<u8")), kind="stable")


def _binding(problem: Problem) -> Infeasible:
    """Which limits bind: what is asked for, and what a greatest flow leaves without its judges."""
    can = problem.allowed.sum(axis=0)
    if short := [int(e) for e in np.nonzero(can < problem.needs)[0]]:
        return Infeasible(Limit.CONFLICTS, tuple(short))
    flow = _network(Problem(problem.fit * 0, problem.allowed, problem.needs, problem.most, problem.most * 0),
                    problem.allowed, 0)  # fmt: skip
    flow.solver.solve_max_flow_with_min_cost()
    used = flow.solver.flows(flow.arcs) > 0
    got = np.bincount(flow.entries[used], minlength=problem.fit.shape[1])
    short = [int(e) for e in np.nonzero(got < problem.needs)[0]]
    full = int(problem.most.sum()) < int(problem.needs.sum())
    return Infeasible(Limit.CAPACITY if full else Limit.BOTH, tuple(short))


def loads(plan: Plan, judges: int) -> list[int]:
    """How many entries each judge has."""
    count = [0] * judges
    for judge, _ in plan.pairs:
        count[judge] += 1
    return count
