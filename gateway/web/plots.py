"""Plots of values with their uncertainty, and of leanings: x in per cent, as in `charts`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDEST = 45.0
"""How far the strongest leaning reaches from the middle, in per cent."""
STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Valued:
    """A value with its interval and what it was before it was calibrated; the texts stand beside it.

    `tied` marks what shares its place; `chance` and `chance_of` say how likely it is within the cut.
    """

    name: str
    value: float
    raw: float
    low: float
    high: float
    said: str
    said_raw: str
    small: str = ""
    chance: str = ""
    chance_of: str = ""
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A number of the axis, and where it stands."""

    value: int
    x: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plot; `cut` says that the line is the first below the cut."""

    place: int
    name: str
    small: str
    x: float
    raw_x: float
    low_x: float
    high_x: float
    said: str
    said_raw: str
    chance: str
    chance_of: str
    tied: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """Rows over one axis."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far somebody leans from the middle: `up` is to the right."""

    name: str
    small: str
    said: str
    up: bool
    x: float
    width: float


def plot(values: Sequence[Valued], through: int = 0) -> Plot:
    """The values in their order, best first; `through` is how many stand above the cut, 0 for no cut."""
    if not values:
        return Plot((), ())
    least = min(min(one.low, one.raw) for one in values)
    most = max(max(one.high, one.raw) for one in values)
    room = (most - least or 1.0) * 0.05
    start, span = least - room, (most - least or 1.0) + 2 * room

    def x(value: float) -> float:
        return round((value - start) / span * 100, 2)

    rows = tuple(_row(place, one, x, 0 < through == place - 1) for place, one in enumerate(values, 1))
    return Plot(rows, tuple(Tick(value, x(value)) for value in round_numbers(least, most)))


def _row(place: int, one: Valued, x: Callable[[float], float], cut: bool) -> Row:
    return Row(
        place=place,
        name=one.name,
        small=one.small,
        x=x(one.value),
        raw_x=x(one.raw),
        low_x=x(one.low),
        high_x=x(one.high),
        said=one.said,
        said_raw=one.said_raw,
        chance=one.chance,
        chance_of=one.chance_of,
        tied=one.tied,
        cut=cut,
    )


def round_numbers(least: float, most: float) -> list[int]:
    """At most five round numbers from one value to another."""
    step = next((step for step in STEPS if (most - least) / step <= 5), STEPS[-1])
    first = -(-int(least) // step) * step
    return [value for value in range(first, int(most) + 1, step) if least <= value <= most]


def leanings(values: Sequence[tuple[str, str, float, str]]) -> list[Leaning]:
    """For each name, small text, leaning and what it is said as."""
    strongest = max((abs(lean) for _, _, lean, _ in values), default=0.0) or 1.0
    return [_leaning(name, small, lean / strongest * WIDEST, said) for name, small, lean, said in values]


def _leaning(name: str, small: str, reach: float, said: str) -> Leaning:
    up = reach >= 0
    return Leaning(name, small, said, up, 50.0 if up else round(50 + reach, 2), round(abs(reach), 2))
