"""The sweeper: what is due is done, by a command that the service sends itself."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.bus.due import Due, DueAggregates
from shared.bus.lease import Lease
from shared.bus.nouns import Noun
from shared.bus.patience import patiently
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.commands import Command
from shared.errors import Refusal
from shared.mongo import Database

LOG = logging.getLogger(__name__)
LEASE = "sweeper"
EVERY = 1.0
"""Seconds between two looks."""
LONGEST_PAUSE = 300.0
"""Seconds."""

Timed = Mapping[tuple[str, str], Callable[[str, Any], Command]]
"""(noun, timer) → the command to send, made from the aggregate's id and its state."""


@dataclass(slots=True)
class Counts:
    """What a sweeper has done since its start; `failed` is to be alarmed."""

    sent: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Try:
    """How often a timer's command was sent, and when it may be sent again (by the loop's clock)."""

    number: int
    again_at: float


class Sweeper:
    """Sends the command of each timer whose time has come; of several processes one leads.

    A timer's command has one id, so that it is done once whoever sends it. A timer that is still there afterwards,
    because its command was refused, failed or changed nothing, is tried again after twice the time each time.
    """

    def __init__(
        self,
        database: Database,
        nouns: Sequence[Noun[Any]],
        timed: Timed,
        send: Send,
        clock: Clock,
        every: float = EVERY,
        lease_seconds: float = 6.0,
    ) -> None:
        self._due, self._timed, self._send, self._clock = DueAggregates(database, nouns), timed, send, clock
        self._every, self._lease = every, Lease(database, LEASE, seconds=lease_seconds)
        self._tries: dict[Due, _Try] = {}
        self.counts = Counts()

    async def run(self) -> None:
        """Waits until it leads, then sweeps for ever; raises `LeaseLost`, and the process is to end."""
        await self._lease.lead(self._sweeping)

    async def _sweeping(self) -> None:
        while True:
            await patiently(self.sweep)
            await asyncio.sleep(self._every)

    async def sweep(self) -> None:
        """Sends what is due now, but what was tried a short while ago."""
        still_due: dict[Due, _Try] = {}
        async for page in self._due.pages(self._clock.now()):
            await asyncio.gather(*(self._fire(due) for due in page if self._may_be_tried(due)))
            still_due |= {due: self._tries[due] for due in page}
        self._tries = still_due

    def _may_be_tried(self, due: Due) -> bool:
        known = self._tries.get(due)
        now = asyncio.get_running_loop().time()
        if known is not None and now < known.again_at:
            return False
        number = known.number + 1 if known else 1
        pause = min(LONGEST_PAUSE, self._every * 2.0 ** min(number - 1, 20))
        self._tries[due] = _Try(number, now + pause)
        return True

    async def _fire(self, due: Due) -> None:
        try:
            state = await self._due.state(due)
            if state is None:  # another was faster
                return
            await self._send(self._timed[due.noun, due.timer](due.id, state), due.command_id, "")
            self.counts.sent += 1
        except Exception as error:
            self.counts.failed += 1
            reason = error.code if isinstance(error, Refusal) else type(error).__name__
            number = self._tries[due].number
            LOG.warning("timer %s of %s %s: %s, attempt %d", due.timer, due.noun, due.id, reason, number)
