"""What stands over the organiser's list of entries: figures, and charts that say what they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gateway.web import addresses, charts
from gateway.web.chosen import Chosen
from gateway.web.programmes import of_edition
from gateway.web.visit import Data, Visit
from gateway.web.words import Words

SHOWN = 8
"""Fields that the chart names."""
NOON = time(12)
DAYS, LEAST_DAYS = 30, 7
"""How many days the chart shows at most, and at least: one day alone says nothing of the run of them."""
LAST = 3
"""Days of which the chart says whether most came in them."""
SOON = timedelta(days=2)
"""From then on what is left is told in hours and minutes."""
Figure = tuple[str, str, str]
"""A number, its unit, and what is more to say."""
OPEN = ("open", "grace")


@dataclass(frozen=True, slots=True)
class Board:
    """`growing` says that the last column is today's, which still grows."""

    figures: Sequence[Figure]
    by_day: Sequence[charts.Column]
    growing: bool
    finding: str
    by_field: Sequence[charts.Bar]


def board(visit: Visit, picked: Chosen, found: Data, edition: Data | None) -> Board:
    """Of the entries found, on the wall clock of the edition."""
    facets = found["facets"]
    counts = {date.fromisoformat(one["value"]): int(one["count"]) for one in facets["submittedDays"]}
    today = visit.site.clock.now().astimezone(ZoneInfo(visit.words.zone)).date()
    return Board(
        figures=list(_figures(visit, found, counts, today, edition)),
        by_day=charts.columns([(_label(visit.words, day), counts.get(day, 0)) for day in _run(counts)]),
        growing=today in counts and today == max(counts),
        finding=_finding(visit.words, counts),
        by_field=_by_field(visit.words, picked, facets["tags"]),
    )


def _figures(visit: Visit, found: Data, counts: dict[date, int], today: date, edition: Data | None) -> Sequence[Figure]:
    words, total = visit.words, int(found["totalCount"])
    yesterday = counts.get(today - timedelta(days=1), 0)
    places, fields = found["facets"]["countries"], found["facets"]["tags"]
    whence = words.count("from {count} country", "from {count} countries", len(places)) if len(places) > 1 else ""
    figures = [
        (words.number(total), words.count("entry submitted", "entries submitted", total), whence),
        (words.number(counts.get(today, 0)), words.text("today"), words.text("yesterday {count}", count=yesterday)),
        (
            words.number(len(fields)),
            words.count("field", "fields", len(fields)),
            words.text("most often “{field}”", field=words.text(fields[0]["value"])) if fields else "",
        ),
    ]
    return figures + _closing(visit, edition)


def _closing(visit: Visit, edition: Data | None) -> list[Figure]:
    """How long entries are still taken, of the open programme that closes first."""
    words, now = visit.words, visit.site.clock.now()
    still = [one for one in of_edition(edition, now) if one["state"] in OPEN]
    if not still:
        return []
    closes: datetime = min(one["closes_at"] for one in still)
    left = max(closes - now, timedelta())
    if left >= SOON:
        return [(words.number(left.days), words.text("days until it closes"), words.deadline(closes))]
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    return [(f"{hours}:{minutes:02}", words.text("hours until it closes"), words.deadline(closes))]


def _run(counts: dict[date, int]) -> list[date]:
    """Without gaps: a day on which nothing came is one of them."""
    if not counts:
        return []
    last = max(counts)
    length = min(max((last - min(counts)).days + 1, LEAST_DAYS), DAYS)
    return [last - timedelta(days=back) for back in reversed(range(length))]


def _finding(words: Words, counts: dict[date, int]) -> str:
    """The one sentence that the columns show."""
    if not counts:
        return ""
    last, total = max(counts), sum(counts.values())
    recent = sum(count for day, count in counts.items() if (last - day).days < LAST)
    if recent * 2 > total and (last - min(counts)).days >= LEAST_DAYS:
        return words.text("{recent} of {all} came within the last 3 days.", recent=recent, all=total)
    peak = max(counts, key=lambda day: (counts[day], day))
    said = words.text("Most arrived on {day}: {count}.", day=_label(words, peak), count=counts[peak])
    if peak == last:
        return said
    rest = words.text("On the last day, {day}: {count}.", day=_label(words, last), count=counts[last])
    return f"{said} {rest}"


def _label(words: Words, day: date) -> str:
    return words.day(datetime.combine(day, NOON, ZoneInfo(words.zone)))


def _by_field(words: Words, picked: Chosen, tags: list[dict[str, Any]]) -> list[charts.Bar]:
    return charts.bars([
        (words.text(one["value"]), one["count"], picked.address(addresses.ENTRIES, tags=picked.toggled(one["value"])))
        for one in tags[:SHOWN]
    ])  # fmt: skip
