"""A criterion as a page shows it: the marks that can be given, and from where to where each description holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

BUTTONS = 25
"""Marks that are shown as buttons; a scale of more is typed."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A description, and the marks that it says something of: from its own up to the next one's."""

    marks: tuple[str, ...]
    text: Mapping[str, str | None]


def marks(criterion: Mapping[str, Any]) -> tuple[str, ...]:
    """Every mark of a criterion, the least first; empty where there are too many for buttons."""
    low, high, step = (Decimal(criterion[name]) for name in ("lowest", "highest", "step"))
    count = int((high - low) / step) + 1
    return tuple(plain(low + step * n) for n in range(count)) if count <= BUTTONS else ()


def anchored(criterion: Mapping[str, Any]) -> Iterator[Anchored]:
    """The descriptions in the order of their marks."""
    given = sorted(criterion["anchors"], key=lambda anchor: Decimal(anchor["at"]))
    ends = [Decimal(anchor["at"]) for anchor in given[1:]] + [Decimal("Infinity")]
    for anchor, end in zip(given, ends[: len(given)], strict=True):
        begin = Decimal(anchor["at"])
        held = tuple(mark for mark in marks(criterion) if begin <= Decimal(mark) < end)
        yield Anchored(held or (plain(begin),), anchor["text"])


def plain(number: Decimal) -> str:
    """Without needless zeros."""
    return format(number.normalize(), "f")


def total(criteria: list[dict[str, Any]], given: Mapping[str, str | None]) -> Decimal:
    """What is scored so far, of a hundred; what isn't scored adds nothing yet."""
    parts = (
        Decimal(one["weight"]) * Decimal(given[one["key"]] or "0") / Decimal(one["highest"])
        for one in criteria
        if given.get(one["key"]) is not None
    )
    return sum(parts, Decimal(0))
