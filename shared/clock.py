"""The only place that asks the machine for the time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the instant, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one place


class FileClock:
    """The machine's clock moved by the seconds that a file names, so that one write moves every process of a test."""

    def __init__(self, path: Path) -> None:
        self._path, self._machine = path, SystemClock()

    def now(self) -> datetime:
        """The moved instant, in UTC; a file that isn't there moves nothing."""
        try:
            offset = float(self._path.read_text() or 0)
        except FileNotFoundError:
            offset = 0.0
        return self._machine.now() + timedelta(seconds=offset)
