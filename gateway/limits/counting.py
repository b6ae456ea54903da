"""Counts requests in process, and settles with what the other processes have counted: not a write per request."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from gateway.limits.windows import Limit, Spent, Standing
from shared.clock import Clock
from shared.mongo import PyMongoError

log = logging.getLogger(__name__)

SETTLES_EVERY = 1.0
"""Seconds."""
Slot = tuple[str, int, int]
"""Who, the window's length in seconds, and its number."""


class Usage(Protocol):
    """What all processes together have counted."""

    async def add(self, slot: Slot, requests: int) -> int:
        """So many more; how many there are."""
        ...


@dataclass(slots=True)
class _Tally:
    """What this process knows of a window: what all had counted when it last settled, and what it has counted since."""

    known: int = 0
    unsent: int = 0
    sending: int = 0
    settled: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def used(self) -> int:
        return self.known + self.sending + self.unsent


class Counter:
    """Says whether one more request may come.

    Several processes together let pass at most a twentieth of a limit more for each further process, and one more
    request for each that is under way: no process takes more than that without settling, and each settles every
    second. While the database doesn't answer each process counts for itself.
    """

    def __init__(self, usage: Usage, clock: Clock) -> None:
        self._usage, self._clock = usage, clock
        self._tallies: dict[Slot, _Tally] = {}

    async def take(self, who: str, limits: Sequence[Limit]) -> Standing:
        """Counts one request, where it may come: one too many is counted nowhere."""
        now = self._clock.now()
        slots = [(who, limit.seconds, limit.number(now)) for limit in limits]
        tallies = [await self._first(slot) for slot in slots]
        if (full := _full(limits, tallies)) is not None:
            return _standing(limits, tallies, now, full)
        for tally in tallies:
            tally.unsent += 1
        for limit, slot, tally in zip(limits, slots, tallies, strict=True):
            if tally.unsent >= limit.batch:
                await self._settle(slot, tally)
        return _standing(limits, tallies, now, self._passed(limits, tallies))

    def _passed(self, limits: Sequence[Limit], tallies: Sequence[_Tally]) -> int | None:
        """Others were faster: the request that this process has just counted is taken back."""
        over = next((n for n, (limit, t) in enumerate(zip(limits, tallies, strict=True)) if t.used > limit.most), None)
        if over is not None:
            for tally in tallies:
                tally.unsent -= 1
        return over

    async def _first(self, slot: Slot) -> _Tally:
        """A window that this process meets for the first time is asked for: others may know it long since."""
        tally = self._tallies.setdefault(slot, _Tally())
        if not tally.settled:
            await self._settle(slot, tally)
        return tally

    async def _settle(self, slot: Slot, tally: _Tally) -> None:
        async with tally.lock:
            if tally.settled and not tally.unsent:
                return
            tally.sending, tally.unsent = tally.unsent, 0
            try:
                tally.known = await self._usage.add(slot, tally.sending)
            except PyMongoError as error:
                log.warning("requests are counted by each process for itself: %s", type(error).__name__)
                tally.unsent += tally.sending
            tally.sending, tally.settled = 0, True

    async def settle(self) -> None:
        """Tells what was counted since the last time, and forgets the windows that are over."""
        now = self._clock.now().timestamp()
        for slot, tally in list(self._tallies.items()):
            await self._settle(slot, tally)
            if (slot[2] + 1) * slot[1] <= now and not tally.unsent:
                self._tallies.pop(slot, None)

    async def run(self) -> None:
        """Settles every second."""
        while True:
            await asyncio.sleep(SETTLES_EVERY)
            await self.settle()


def _full(limits: Sequence[Limit], tallies: Sequence[_Tally]) -> int | None:
    pairs = enumerate(zip(limits, tallies, strict=True))
    return next((n for n, (limit, tally) in pairs if tally.used >= limit.most), None)


def _standing(limits: Sequence[Limit], tallies: Sequence[_Tally], now: datetime, over: int | None) -> Standing:
    pairs = zip(limits, tallies, strict=True)
    spent = tuple(Spent(limit, tally.used, limit.left(now)) for limit, tally in pairs)
    return Standing(spent, None if over is None else spent[over])
