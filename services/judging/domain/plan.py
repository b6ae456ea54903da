"""The plan of a round: what it is made on, how it is made, and what of it changes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.judging.domain.algorithms.assigning import Infeasible, Limit, Matrix, Problem, assign_evenly
from services.judging.domain.algorithms.fit import Profile, fits
from services.judging.domain.assignment import Assignment
from services.judging.domain.candidate import Candidate
from services.judging.domain.conflict import Conflict
from services.judging.domain.judge import Judge
from services.judging.domain.round import Round
from shared.contracts.judging.values import AssignmentStatus
from shared.contracts.values import Value


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a plan rests on: accepted judges, eligible entries, conflicts that hold, what was given already."""

    round: Round
    judges: tuple[Judge, ...]
    candidates: tuple[Candidate, ...]
    conflicts: frozenset[tuple[str, str]]
    """Judge and entry."""
    assignments: tuple[Assignment, ...]
    begun: frozenset[str]
    """The assignments of which a mark was given."""

    @property
    def kept(self) -> tuple[Assignment, ...]:
        """What a plan leaves as it is: by hand, or being scored."""
        return tuple(a for a in self.assignments if a.holds and (a.by_hand or a.assignment_id in self.begun))

    @property
    def fingerprint(self) -> str:
        """Another one where anything has changed that the plan rests on."""
        marked = hashlib.sha256()
        for line in self._lines():
            marked.update(f"{line}\n".encode())
        return marked.hexdigest()

    def _lines(self) -> Iterable[str]:
        yield f"{self.round.policy.model_dump_json()} {self.round.status}"
        yield from (f"{j.judge_id} {j.expertise.model_dump_json()}" for j in self.judges)
        yield from (c.entry_id for c in self.candidates)
        yield from (f"{judge} {entry}" for judge, entry in sorted(self.conflicts))
        yield from (f"{a.assignment_id} {a.status} {a.by_hand}" for a in self.assignments)
        yield from sorted(self.begun)


def ground(
    round_: Round,
    judges: Iterable[Judge],
    candidates: Iterable[Candidate],
    conflicts: Iterable[Conflict],
    assignments: Iterable[Assignment],
    begun: Iterable[str],
) -> Ground:
    """Of all that there is what a plan rests on, in the order of ids."""
    return Ground(
        round_,
        tuple(sorted((j for j in judges if j.is_accepted), key=lambda j: j.judge_id)),
        tuple(sorted((c for c in candidates if c.is_eligible), key=lambda c: c.entry_id)),
        frozenset((c.judge_id, c.entry_id) for c in conflicts if c.holds),
        tuple(sorted(assignments, key=lambda a: a.assignment_id)),
        frozenset(begun),
    )


class PlannedPair(Value):
    """A judge for an entry, and how well they fit."""

    judge_id: str
    entry_id: str
    fit: str


class PlannedAssignment(Value):
    """A plan as its asker reads it before adopting it."""

    pairs: tuple[PlannedPair, ...] = ()
    """What is to be given, beside what is kept."""
    kept: int = 0
    """How many assignments stay as they are: by hand, or being scored."""
    taken_back: tuple[str, ...] = ()
    """Assignments that an earlier plan has made and this one does not."""
    total_fit: str = "0"
    """The sum of the fit of all pairs."""
    limit: Limit | None = None
    """Which limit binds, where there is no plan."""
    lacking: tuple[str, ...] = ()
    """The entries that lack judges then."""


def planned(on: Ground, judges: Sequence[Profile], entries: Sequence[Profile], seed: int) -> PlannedAssignment:
    """The best total fit that keeps what is kept; `judges` and `entries` are in the ground's order."""
    row = {j.judge_id: n for n, j in enumerate(on.judges)}
    column = {c.entry_id: n for n, c in enumerate(on.candidates)}
    kept = [a for a in on.kept if a.judge_id in row and a.entry_id in column]
    problem = _problem(on, fits(judges, entries), row, column, kept)
    held = _count((row[a.judge_id] for a in kept), len(row))
    plan = assign_evenly(problem, seed, held)
    if isinstance(plan, Infeasible):
        lacking = tuple(on.candidates[e].entry_id for e in plan.entries)
        return PlannedAssignment(kept=len(kept), limit=plan.limit, lacking=lacking)
    pairs = [(on.judges[j].judge_id, on.candidates[e].entry_id, problem.fit[j, e]) for j, e in plan.pairs]
    told = tuple(PlannedPair(judge_id=j, entry_id=e, fit=f"{f:.4f}") for j, e, f in pairs)
    stays = {(j, e) for j, e, _ in pairs} | {(a.judge_id, a.entry_id) for a in on.kept}
    back = tuple(a.assignment_id for a in on.assignments if a.holds and (a.judge_id, a.entry_id) not in stays)
    return PlannedAssignment(pairs=told, kept=len(kept), taken_back=back, total_fit=f"{plan.total:.4f}")


def _problem(
    on: Ground, fit: Matrix, row: Mapping[str, int], column: Mapping[str, int], kept: Sequence[Assignment]
) -> Problem:
    allowed = np.ones(fit.shape, bool)
    for judge, entry in on.conflicts:
        if judge in row and entry in column:
            allowed[row[judge], column[entry]] = False
    for one in on.assignments:
        off = one.status is AssignmentStatus.RECUSED or one.by_hand
        if off and one.judge_id in row and one.entry_id in column:
            allowed[row[one.judge_id], column[one.entry_id]] = False
    for one in kept:
        allowed[row[one.judge_id], column[one.entry_id]] = False
    has = np.array(_count((column[a.entry_id] for a in kept), len(column)), np.int64)
    load = np.array(_count((row[a.judge_id] for a in kept), len(row)), np.int64)
    most = np.array([limit_of(on.round, j, len(column)) for j in on.judges], np.int64)
    needs = np.maximum(on.round.policy.judges_per_entry - has, 0)
    return Problem(fit, allowed, needs, np.maximum(most - load, 0), np.zeros(len(row), np.int64))


def limit_of(round_: Round, judge: Judge, entries: int) -> int:
    """How many entries a judge gets at most."""
    said = (round_.policy.load_max, judge.expertise.load_max)
    return min((n for n in said if n is not None), default=entries)


def _count(positions: Iterable[int], length: int) -> list[int]:
    counts = [0] * length
    for position in positions:
        counts[position] += 1
    return counts


def alternate(on: Ground, entry_id: str, fit_of: Mapping[str, float]) -> str | None:
    """Who steps in for an entry that lacks a judge: of those who may, the least loaded, then the one who fits best."""
    given = [a for a in on.assignments if a.entry_id == entry_id]
    if sum(a.holds for a in given) >= on.round.policy.judges_per_entry or not on.round.is_open:
        return None
    if entry_id not in {c.entry_id for c in on.candidates}:
        return None
    loads = {j.judge_id: 0 for j in on.judges}
    for one in on.assignments:
        if one.holds and one.judge_id in loads:
            loads[one.judge_id] += 1
    met = {a.judge_id for a in given}
    free = [
        j.judge_id
        for j in on.judges
        if j.judge_id not in met
        and (j.judge_id, entry_id) not in on.conflicts
        and loads[j.judge_id] < limit_of(on.round, j, len(on.candidates))
    ]
    return min(free, key=lambda judge: (loads[judge], -fit_of.get(judge, 0.0), judge), default=None)
