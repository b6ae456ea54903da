"""From sheets to places: the raw weighted mean, rounded where the rules say so, and ties by the list of rules.

Everything is a Decimal, rounded half up to the rules' precision before it is compared: no place hangs on noise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.judging.domain.marks import DIGITS, EXACT, rounded
from shared.contracts.judging.refusals import TieUndecided
from shared.contracts.judging.values import RoundPolicy, TieDecision, TieRule, TieRuleKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that counts; `judge` is any name of the judge that is the same on all sheets of the round."""

    judge: int
    entry_id: str
    total: Decimal
    marks: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry has come to."""

    place: int
    entry_id: str
    total: Decimal
    sheets: int


Groups = list[list[str]]


def places(sheets: Sequence[Sheet], policy: RoundPolicy, decisions: Sequence[TieDecision] = ()) -> tuple[Standing, ...]:
    """The entries that have a sheet, the best first; equal ones share a place, by id among themselves.

    Refuses `TieUndecided` where a place that is to be published hangs on the chair, who has not decided.
    """
    counted = _as_counted(sheets, policy)
    totals = entry_totals(counted, policy)
    standings: list[Standing] = []
    numbers = _numbers(counted)
    for equal in _grouped(totals):
        for group in _untied(equal, policy.ties, counted, decisions, len(standings) + 1 <= policy.winners):
            place = len(standings) + 1
            standings += [Standing(place, entry, totals[entry], numbers[entry]) for entry in sorted(group)]
    return tuple(standings)


def entry_totals(sheets: Iterable[Sheet], policy: RoundPolicy) -> Mapping[str, Decimal]:
    """The mean of each entry's sheets, rounded to the result's decimals."""
    of: dict[str, list[Decimal]] = defaultdict(list)
    for sheet in sheets:
        of[sheet.entry_id].append(sheet.total)
    return {entry: rounded(_mean(values), policy.entry_decimals) for entry, values in of.items()}


def _as_counted(sheets: Sequence[Sheet], policy: RoundPolicy) -> Sequence[Sheet]:
    if policy.sheet_decimals is None:
        return sheets
    decimals = policy.sheet_decimals
    return [Sheet(s.judge, s.entry_id, rounded(s.total, decimals), s.marks) for s in sheets]


def _mean(values: Sequence[Decimal]) -> Decimal:
    return EXACT.divide(sum(values, Decimal(0)), Decimal(len(values)))


def _numbers(sheets: Iterable[Sheet]) -> Mapping[str, int]:
    numbers: dict[str, int] = defaultdict(int)
    for sheet in sheets:
        numbers[sheet.entry_id] += 1
    return numbers


def _grouped(measured: Mapping[str, Decimal]) -> Groups:
    """Entries of one value together, the highest value first."""
    groups: dict[Decimal, list[str]] = defaultdict(list)
    for entry, value in measured.items():
        groups[value].append(entry)
    return [sorted(groups[value]) for value in sorted(groups, reverse=True)]


def _untied(
    equal: list[str],
    rules: Sequence[TieRule],
    sheets: Sequence[Sheet],
    decisions: Sequence[TieDecision],
    matters: bool,
) -> Groups:
    """The same entries in smaller groups, as far as the rules tell them apart."""
    if len(equal) == 1 or not rules:
        return [equal]
    rule, later = rules[0], rules[1:]
    if rule.kind is TieRuleKind.CHAIR:
        return _decided(equal, decisions, matters)
    groups = _grouped(_MEASURES[rule.kind](rule, equal, sheets))
    return [smaller for group in groups for smaller in _untied(group, later, sheets, decisions, matters)]


def _decided(equal: list[str], decisions: Sequence[TieDecision], matters: bool) -> Groups:
    for decision in decisions:
        order = [entry for entry in decision.entry_ids if entry in equal]
        if len(order) == len(equal):
            return [[entry] for entry in order]
    if matters:
        raise TieUndecided
    return [equal]


def _criterion_mean(rule: TieRule, equal: Sequence[str], sheets: Sequence[Sheet]) -> Mapping[str, Decimal]:
    """A missing mark is left out; an entry without any stands below all others."""
    of: dict[str, list[Decimal]] = defaultdict(list)
    for sheet in sheets:
        if (mark := sheet.marks.get(rule.criterion or "")) is not None:
            of[sheet.entry_id].append(mark)
    return {entry: rounded(_mean(of[entry]), DIGITS) if of[entry] else Decimal(-1) for entry in equal}


def _first_places(_: TieRule, equal: Sequence[str], sheets: Sequence[Sheet]) -> Mapping[str, Decimal]:
    """How many judges gave no entry more than this one."""
    best: dict[int, Decimal] = {}
    for sheet in sheets:
        best[sheet.judge] = max(best.get(sheet.judge, sheet.total), sheet.total)
    firsts = [sheet.entry_id for sheet in sheets if sheet.total == best[sheet.judge]]
    return {entry: Decimal(firsts.count(entry)) for entry in equal}


def _pairwise(_: TieRule, equal: Sequence[str], sheets: Sequence[Sheet]) -> Mapping[str, Decimal]:
    """How many of the others are beaten in the eyes of most judges who scored both."""
    of: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for sheet in sheets:
        of[sheet.entry_id][sheet.judge] = sheet.total
    return {one: Decimal(sum(_beats(of[one], of[other]) for other in equal if other != one)) for one in equal}


def _beats(one: Mapping[int, Decimal], other: Mapping[int, Decimal]) -> bool:
    both = one.keys() & other.keys()
    return sum(one[j] > other[j] for j in both) > sum(one[j] < other[j] for j in both)


_MEASURES: Mapping[TieRuleKind, Callable[[TieRule, Sequence[str], Sequence[Sheet]], Mapping[str, Decimal]]] = {
    TieRuleKind.CRITERION_MEAN: _criterion_mean,
    TieRuleKind.MOST_FIRST_PLACES: _first_places,
    TieRuleKind.PAIRWISE_MAJORITY: _pairwise,
}
