"""How a page speaks: everything that a template writes for people, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel import Locale
from babel.dates import get_timezone_location
from markupsafe import Markup

from gateway.projections.sorting import sort_key
from shared.texts import LANGUAGES, numbers, plural, times, translate


@dataclass(frozen=True, slots=True)
class Words:
    """A language, and the wall clock of the event's zone."""

    language: str
    zone: str = times.HOME

    def text(self, source: str, **details: str | int) -> str:
        """A text of ours; a template calls it `_`."""
        return translate(source, self.language, details)

    def count(self, one: str, many: str, n: int, **details: str | int) -> str:
        """A text of ours with a count; a template calls it `ngettext`."""
        return plural(one, many, n, self.language, details)

    def said(self, text: Mapping[str, str | None]) -> str:
        """A text of organisers; where it isn't in the reader's language, marked as the language it is in."""
        if found := text.get(self.language):
            return found
        other = next((one for one in LANGUAGES if text.get(one)), None)
        return Markup('<span lang="{}">{}</span>').format(other, text[other]) if other else ""

    def paragraphs(self, text: Mapping[str, str | None]) -> list[str]:
        """A long text in the reader's language, else in the one that it is in, by its paragraphs."""
        said = text.get(self.language) or next((found for one in LANGUAGES if (found := text.get(one))), "")
        return [part for part in said.splitlines() if part.strip()]

    def quoted(self, words: Sequence[str]) -> str:
        """Words as somebody typed them, each in quotation marks."""
        return ", ".join(f"“{word}”" for word in words)

    def initials(self, name: str) -> str:
        """Of a person's name: the first and the last word's, as `NH` for Nguyễn Thị Hạnh."""
        words = name.split()
        return "".join(word[0].upper() for word in dict.fromkeys((words[0], words[-1]))) if words else ""

    def number(self, value: float, digits: int | None = None) -> str:
        """A number, with that many digits after the comma where it is given."""
        return numbers.number(value, self.language, digits)

    def place(self, zone: str) -> str:
        """Where the clocks show a zone's time: a country, or a city of one."""
        if "/" not in zone:
            return zone
        return str(get_timezone_location(zone, locale=self.language)).removeprefix("Giờ ").removesuffix(" Time")

    def country(self, code: str | None) -> str:
        """A country's name; a code that is none stays as it is."""
        return str(Locale(self.language).territories.get(code or "", code or ""))

    def date(self, instant: datetime) -> str:
        """A date."""
        return times.date(instant, self.language, self.zone)

    def day(self, instant: datetime) -> str:
        """A date without its year."""
        return times.day(instant, self.language, self.zone)

    def clock_time(self, instant: datetime) -> str:
        """A time to the second."""
        return times.clock_time(instant, self.language, self.zone)

    def moment(self, instant: datetime) -> str:
        """Date and time."""
        return times.moment(instant, self.language, self.zone)

    def deadline(self, instant: datetime) -> str:
        """Date and time with weekday and zone."""
        return times.deadline(instant, self.language, self.zone)

    def left(self, span: timedelta) -> tuple[int, int]:
        """Whole days and hours."""
        return span.days, span.seconds // 3600

    def countries(self) -> list[tuple[str, str]]:
        """Every country by its name, Viet Nam first."""
        known = {str(code): str(name) for code, name in Locale(self.language).territories.items()}
        codes = [code for code in known if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
        return sorted(((code, known[code]) for code in codes), key=lambda one: (one[0] != "VN", sort_key(one[1])))


NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
"""What CLDR names beside the countries of ISO 3166-1."""


def instant(text: Any) -> datetime:  # noqa: ANN401 - of an answer: ISO text, or already an instant
    """An instant of an answer."""
    return text if isinstance(text, datetime) else datetime.fromisoformat(text)
