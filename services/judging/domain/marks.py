"""Marks on the scales of criteria, and a sheet's total: exact decimals, never floats."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import HUNDRED, Criterion, FinalMark

EXACT = Context(prec=40, rounding=ROUND_HALF_UP)
"""Wide enough for sums of a thousand sheets; quotients are cut at `DIGITS`."""
DIGITS = 12
"""Decimals that a quotient is rounded to where no rule says less."""


def rounded(value: Decimal, decimals: int) -> Decimal:
    """To so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def plain(value: Decimal) -> str:
    """As a `Number`: without an exponent, without zeros at its end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def refuse_unfit_rubric(criteria: Sequence[Criterion]) -> None:
    """Raises `CriterionTwice`, `UnfitScale`, `UnfitAnchor` or `WeightsDontAddUp`."""
    if len({c.key for c in criteria}) != len(criteria):
        raise no.CriterionTwice
    for number, criterion in enumerate(criteria, 1):
        _refuse_unfit_scale(number, criterion)
    weights = [Decimal(c.weight) for c in criteria]
    if sum(weights) != Decimal(HUNDRED) or min(weights) < 0:
        raise no.WeightsDontAddUp(total=plain(sum(weights, Decimal(0))))


def _refuse_unfit_scale(number: int, criterion: Criterion) -> None:
    low, high, step = (Decimal(n) for n in (criterion.lowest, criterion.highest, criterion.step))
    if high <= max(low, Decimal(0)) or low < 0 or step <= 0 or (high - low) % step:
        raise no.UnfitScale(number=number)
    anchored = [Decimal(anchor.at) for anchor in criterion.anchors]
    if len(set(anchored)) != len(anchored) or not all(fits(criterion, at) for at in anchored):
        raise no.UnfitAnchor(number=number)


def fits(criterion: Criterion, mark: Decimal) -> bool:
    """Whether a mark stands within the range, on a step."""
    low, high, step = (Decimal(n) for n in (criterion.lowest, criterion.highest, criterion.step))
    return low <= mark <= high and not (mark - low) % step


def refuse_unfit_mark(criteria: Sequence[Criterion], key: str, mark: str | None) -> None:
    """Raises `UnknownCriterion`, or `UnfitMark` with the scale that the mark does not stand on."""
    found = next(((number, c) for number, c in enumerate(criteria, 1) if c.key == key), None)
    if found is None:
        raise no.UnknownCriterion
    number, c = found
    if mark is not None and not fits(c, Decimal(mark)):
        raise no.UnfitMark(number=number, lowest=c.lowest, highest=c.highest, step=c.step)


def finished(criteria: Sequence[Criterion], marks: Mapping[str, str]) -> tuple[FinalMark, ...]:
    """The marks of a sheet that may be submitted, in the rubric's order.

    Raises `MarksMissing` with how many required ones are, and as `refuse_unfit_mark`: a rubric may have been changed
    under a sheet.
    """
    for key, mark in marks.items():
        if any(c.key == key for c in criteria):
            refuse_unfit_mark(criteria, key, mark)
    missing = sum(c.required and c.key not in marks for c in criteria)
    given = tuple(FinalMark(criterion=c.key, mark=plain(Decimal(marks[c.key]))) for c in criteria if c.key in marks)
    if missing or not given:
        raise no.MarksMissing(missing=missing or len(criteria))
    return given


def total(criteria: Sequence[Criterion], marks: Iterable[FinalMark]) -> Decimal:
    """The sum of weight × mark ÷ highest, over what was scored, scaled to all hundred points.

    A criterion that isn't required and wasn't scored is left out of both sums: it is not counted as zero.
    """
    by_key = {m.criterion: Decimal(m.mark) for m in marks}
    scored = [c for c in criteria if c.key in by_key]
    weights = sum((Decimal(c.weight) for c in scored), Decimal(0))
    if not weights:
        return Decimal(0)
    parts = (_part(c, by_key[c.key]) for c in scored)
    return rounded(EXACT.divide(sum(parts, Decimal(0)) * Decimal(HUNDRED), weights), DIGITS)


def _part(criterion: Criterion, mark: Decimal) -> Decimal:
    return EXACT.divide(Decimal(criterion.weight) * mark, Decimal(criterion.highest))
