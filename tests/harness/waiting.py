"""Waits for a condition by asking again, with a deadline; the only waiting that tests do."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from deploy.local.waiting import TooLate, until

T = TypeVar("T")
PAUSE = 0.02

__all__ = ["TooLate", "eventually", "until"]


async def eventually(condition: Callable[[], Awaitable[T | None]], timeout: float = 10, what: str = "it") -> T:
    """What the condition returns as soon as that is true; raises `TooLate` after `timeout` seconds."""
    end = time.monotonic() + timeout
    while True:
        if found := await condition():
            return found
        if time.monotonic() > end:
            raise TooLate(f"{what}: not within {timeout:g} seconds")
        await asyncio.sleep(PAUSE)
