"""Charts as SVG made here: x in per cent, y in pixels, so that they fit any width, print, and need no script."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 250
"""Of the columns, in pixels."""
LEFT = 6.0
"""Where columns begin, in per cent: before it stand the numbers of the axis."""
LABELS = 6
"""About as many as fit under the columns of a phone."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, and whether its label is written."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    labelled: bool

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a list: its length as a share of the longest, in per cent."""

    label: str
    count: int
    share: float
    address: str


def ticks(most: int) -> list[int]:
    """Two or three round numbers up to the largest."""
    step = next(size * 10**power for power in range(12) for size in (1, 2, 5) if size * 10**power * 3 >= max(most, 1))
    return [step * i for i in range(1, 4) if step * i <= max(most, 1)]


def columns(
    values: Sequence[tuple[str, int]], left: float = 0.15, share: float = 0.7, most: int | None = None
) -> list[Column]:
    """A column for each value, in their order; it takes a share of its room, after `left` of it. `most` is the largest
    that is drawn, by default of these values."""
    most = most or max((count for _, count in values), default=0) or 1
    room = (100 - LEFT) / max(len(values), 1)
    every = -(-len(values) // LABELS)
    return [
        Column(
            label=label,
            count=count,
            x=round(LEFT + i * room + room * left, 2),
            y=round(HEIGHT - count / most * (HEIGHT - 20), 1),
            width=round(room * share, 2),
            height=round(count / most * (HEIGHT - 20), 1),
            labelled=(len(values) - 1 - i) % max(every, 1) == 0,
        )
        for i, (label, count) in enumerate(values)
    ]


def beside(values: Sequence[tuple[str, int]], past: Sequence[int]) -> tuple[list[Column], list[Column]]:
    """Columns for the values and, before each, a narrower one for what it was: on one scale."""
    most = max((*(count for _, count in values), *past), default=0) or 1
    before = [(label, was) for (label, _), was in zip(values, past, strict=True)]
    return columns(values, 0.48, 0.42, most), columns(before, 0.14, 0.3, most)


def tick_y(value: int, most: int) -> float:
    """The height at which a number of the axis stands."""
    return round(HEIGHT - value / max(most, 1) * (HEIGHT - 20), 1)


def bars(values: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """A bar for each label, count and address, in their order."""
    most = max((count for _, count, _ in values), default=0) or 1
    return [Bar(label, count, round(count / most * 100, 1), address) for label, count, address in values]
