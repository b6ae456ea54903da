"""Waits for a condition by asking again, with a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.05


class TooLate(TimeoutError):
    """The condition did not come true in time."""


def until(condition: Callable[[], T | None], timeout: float, what: str) -> T:
    """What the condition returns as soon as that is true; raises `TooLate`, naming `what`, after `timeout` seconds."""
    end = time.monotonic() + timeout
    while True:
        if found := condition():
            return found
        if time.monotonic() > end:
            raise TooLate(f"{what}: not within {timeout:g} seconds")
        time.sleep(PAUSE)
