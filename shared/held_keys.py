"""Keys of people in the memory of a process: for a minute at most, and not a moment longer than the person's data."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.clock import Clock

HELD_FOR = timedelta(seconds=60)
MOST_HELD = 50_000


class HeldKeys:
    """Holds keys by person for `HELD_FOR`, then lets go of them by itself."""

    def __init__(self, clock: Clock, held_for: timedelta = HELD_FOR) -> None:
        self._clock, self._held_for = clock, held_for
        self._keys: dict[str, tuple[datetime, bytes]] = {}
        self._sweeping: asyncio.TimerHandle | None = None

    def get(self, person_id: str) -> bytes | None:
        """The key, unless it is held too long."""
        at, key = self._keys.get(person_id, (None, None))
        return key if at is not None and self._fresh(at) else None

    def hold(self, person_id: str, key: bytes, at: datetime) -> None:
        """Holds a key that was asked for at an instant: what it was then is good for a minute from there."""
        self._keys.pop(person_id, None)
        self._keys[person_id] = (at, key)
        if len(self._keys) > MOST_HELD:
            del self._keys[next(iter(self._keys))]
        if self._sweeping is None:
            self._sweep_later()

    def drop(self, person_ids: Iterable[str]) -> None:
        """Lets go of keys now."""
        for person_id in person_ids:
            self._keys.pop(person_id, None)

    def drop_all(self) -> None:
        """Lets go of all keys now."""
        self._keys.clear()

    @property
    def count(self) -> int:
        """How many are in memory."""
        return len(self._keys)

    def sweep(self) -> None:
        """Lets go of what is held too long; it is called by itself as long as any key is held."""
        self._keys = {person_id: held for person_id, held in self._keys.items() if self._fresh(held[0])}
        self._sweeping = None
        if self._keys:
            self._sweep_later()

    def _sweep_later(self) -> None:
        oldest = next(iter(self._keys.values()))[0]
        seconds = (oldest + self._held_for - self._clock.now()).total_seconds()
        self._sweeping = asyncio.get_running_loop().call_later(max(1.0, seconds), self.sweep)

    def _fresh(self, at: datetime) -> bool:
        return timedelta(0) <= self._clock.now() - at < self._held_for
