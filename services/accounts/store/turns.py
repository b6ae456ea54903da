"""Work of which one is done at a time: lines that take turns, so that a long one keeps no other waiting."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from shared.errors import Unavailable


class Turns:
    """Each line has a turn after the other, however many wait in it; where too many wait, the longest gives way."""

    def __init__(self, most: int, most_of_line: int) -> None:
        """So many wait at most, all together and in one line."""
        self._most, self._most_of_line = most, most_of_line
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}
        self._busy = False

    @property
    def waiting(self) -> int:
        """How many do."""
        return sum(map(len, self._lines.values()))

    @asynccontextmanager
    async def turn(self, line: str) -> AsyncIterator[None]:
        """Waits for it, and ends it. Raises `Unavailable` for who would wait too long behind others."""
        await self._have(line)
        try:
            yield
        finally:
            self._next()

    async def _have(self, line: str) -> None:
        if not self._busy:
            self._busy = True
            return
        self._make_room(line)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(line, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            self._leave(line, mine)
            raise

    def _make_room(self, line: str) -> None:
        own = len(self._lines.get(line, ()))
        if own >= self._most_of_line:
            raise Unavailable
        if self.waiting < self._most:
            return
        longest = max(self._lines, key=lambda name: len(self._lines[name]))
        if len(self._lines[longest]) <= own + 1:
            raise Unavailable
        self._lines[longest].pop().set_exception(Unavailable())

    def _leave(self, line: str, mine: "asyncio.Future[None]") -> None:
        """Whose turn had just come passes it on."""
        if mine.done() and not mine.cancelled():
            self._next()
            return
        with suppress(KeyError, ValueError):
            self._lines[line].remove(mine)
            if not self._lines[line]:
                del self._lines[line]

    def _next(self) -> None:
        """The first of the line whose turn is longest ago; it goes behind all others."""
        while self._lines:
            line = next(iter(self._lines))
            waiting = self._lines.pop(line)
            mine = waiting.popleft()
            if waiting:
                self._lines[line] = waiting
            if not mine.done():
                mine.set_result(None)
                return
        self._busy = False
