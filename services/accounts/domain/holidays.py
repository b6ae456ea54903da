"""The days off of Vietnam's public offices, year by year as they were announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Year:
    """A year's days off that are no Saturday or Sunday, and the Saturdays that are worked for it; and who says so."""

    off: frozenset[date]
    worked: frozenset[date]
    source: str


def _days(*spans: tuple[date, int]) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for first, length in spans for n in range(length))


ANNOUNCED: Mapping[int, Year] = {
    2025: Year(
        _days(
            (date(2025, 1, 1), 1),
            (date(2025, 1, 27), 5),
            (date(2025, 4, 7), 1),
            (date(2025, 4, 30), 3),
            (date(2025, 9, 1), 2),
        ),
        frozenset({date(2025, 4, 26)}),
        "Ministry of Labour's notices of 3 December 2024 (year 2025; 2 May worked on 26 April)",
    ),
    2026: Year(
        _days(
            (date(2026, 1, 1), 2),
            (date(2026, 2, 16), 5),
            (date(2026, 4, 27), 1),
            (date(2026, 4, 30), 2),
            (date(2026, 8, 31), 3),
            (date(2026, 11, 24), 1),
        ),
        frozenset({date(2026, 1, 10), date(2026, 8, 22)}),
        "Ministry of Home Affairs' notice of October 2025 (Tết 16-20 February, National Day with 31 August worked on "
        "22 August), its notice on 2 January worked on 10 January, and Resolution 80-NQ/TW of 7 January 2026 on the "
        "Vietnam Culture Day, 24 November",
    ),
}


def fixed_days(year: int) -> Year:
    """Of a year that isn't announced: the days that the law fixes by date (Labour Code, article 112).

    What follows the lunar calendar is missing, so that a due time may come too early, never too late.
    """
    days = ((1, 1), (4, 30), (5, 1), (9, 2), (11, 24))
    return Year(frozenset(date(year, *day) for day in days), frozenset(), "Labour Code, article 112")
