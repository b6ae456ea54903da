"""Dates and times in the house style, on the wall clock of an event's zone.

`20/11/2026` · `17:00, thứ Sáu 30/10/2026 (giờ Việt Nam)`; in English `20 Nov 2026` · `20 Nov 2026, 17:00 (UTC+7)`.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

HOME = "Asia/Ho_Chi_Minh"


def date(instant: datetime, language: str, zone: str = HOME) -> str:
    """The day on which an instant falls."""
    return _written(instant, language, zone, "dd/MM/yyyy" if language == "vi" else "d MMM yyyy")


def day(instant: datetime, language: str, zone: str = HOME) -> str:
    """The day without its year, for the axis of a chart."""
    return _written(instant, language, zone, "dd/MM" if language == "vi" else "d MMM")


def clock_time(instant: datetime, language: str, zone: str = HOME) -> str:
    """The time to the second."""
    return _written(instant, language, zone, "HH:mm:ss")


def moment(instant: datetime, language: str, zone: str = HOME) -> str:
    """Date and time, short: for lists."""
    return _written(instant, language, zone, "HH:mm, dd/MM/yyyy" if language == "vi" else "d MMM yyyy, HH:mm")


def deadline(instant: datetime, language: str, zone: str = HOME) -> str:
    """Date and time whole, with weekday and zone: for whoever must not be late."""
    if language == "vi":
        time, on = _written(instant, "vi", zone, "HH:mm"), date(instant, "vi", zone)
        return f"{time}, {_weekday(instant, zone)} {on} ({_zone(instant, zone)})"
    return f"{moment(instant, language, zone)} ({_offset(instant, zone)})"


def _written(instant: datetime, language: str, zone: str, pattern: str) -> str:
    return str(
        format_datetime(instant, pattern, tzinfo=ZoneInfo(zone), locale="en_GB" if language == "en" else language)
    )


def _weekday(instant: datetime, zone: str) -> str:
    """`thứ Sáu` within a sentence; Sunday's name stays as it is."""
    name = _written(instant, "vi", zone, "EEEE")
    return name.replace("Thứ", "thứ")


def _zone(instant: datetime, zone: str) -> str:
    return "giờ Việt Nam" if zone == HOME else _offset(instant, zone)


def _offset(instant: datetime, zone: str) -> str:
    minutes = (instant.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
