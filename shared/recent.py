"""What was read a moment ago, so that what is asked for again and again is not read each time."""

from datetime import datetime, timedelta
from typing import Generic, TypeVar

V = TypeVar("V")

REMEMBERED = 10_000


class Recent(Generic[V]):
    """Holds values by key for `good_for`, at most ten thousand; the one put longest ago goes first."""

    def __init__(self, good_for: timedelta) -> None:
        self._good_for = good_for
        self._found: dict[str, tuple[datetime, V]] = {}

    def get(self, key: str, now: datetime) -> V | None:
        """The value, unless it is older than it is good for, or from a time that has not come yet."""
        at, value = self._found.get(key, (None, None))
        return value if at is not None and timedelta(0) <= now - at <= self._good_for else None

    def put(self, key: str, value: V, at: datetime) -> V:
        """Remembers a value that was read at an instant, or later; returns it."""
        self._found.pop(key, None)
        self._found[key] = (at, value)
        if len(self._found) > REMEMBERED:
            del self._found[next(iter(self._found))]
        return value
