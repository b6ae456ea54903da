"""Who listens at this process: at most so many at once for each viewer, and all let go before it stops."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from gateway.graph.subscriptions.tellings import Tellings
from gateway.limits.metering import place_of
from gateway.viewer import Viewer

SOCKETS = 5
STREAMS = 20
LEAVING_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Doorstep:
    """How many sockets may be open of which nobody has said yet whose they are: in all, and from one place; and how
    long each may be, in seconds."""

    in_all: int = 1_000
    at_place: int = 20
    seconds: float = 3.0


def place(connection: HTTPConnection) -> str:
    """From where somebody comes."""
    return place_of(connection.client.host if connection.client else "")


def listener(viewer: Viewer, connection: HTTPConnection) -> str:
    """Who is counted: the viewer or, where nobody is signed in, the place."""
    return viewer.id if viewer.signed_in else f"nobody at {place(connection)}"


class Crowd:
    """Counts what is open, and ends it."""

    def __init__(self, tellings: Tellings, doorstep: Doorstep | None = None) -> None:
        self.tellings = tellings
        self.doorstep = doorstep or Doorstep()
        self._waiting: Counter[str] = Counter()
        self.closing = asyncio.Event()
        self._open: Counter[tuple[str, str]] = Counter()
        self._empty = asyncio.Event()

    @property
    def open(self) -> int:
        """How many connections and streams there are."""
        return self._open.total()

    @property
    def waiting(self) -> int:
        """How many sockets there are of which nobody has said whose they are."""
        return self._waiting.total()

    def is_doorstep_full(self, place: str) -> bool:
        """Whether one more would be too many, of a place or in all."""
        return self.waiting >= self.doorstep.in_all or self._waiting[place] >= self.doorstep.at_place

    @contextmanager
    def at_doorstep(self, place: str) -> Iterator[None]:
        """Until somebody has said whose a socket is. The end of the process doesn't wait for it."""
        self._waiting[place] += 1
        try:
            yield
        finally:
            self._waiting.subtract({place: 1})
            self._waiting = +self._waiting

    def is_full(self, kind: str, who: str, most: int) -> bool:
        """Whether one more of a kind would be too many."""
        return self._open[kind, who] >= most

    @contextmanager
    def entered(self, kind: str, who: str) -> Iterator[None]:
        """While one of a kind is open."""
        self._open[kind, who] += 1
        try:
            yield
        finally:
            self._open.subtract({(kind, who): 1})
            self._open = +self._open
            if not self.open:
                self._empty.set()

    async def close(self, seconds: float = LEAVING_SECONDS) -> None:
        """Ends what is open, each with what its protocol says at the end, and waits until that is said."""
        self.closing.set()
        self.tellings.close()
        if self.open:
            self._empty.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._empty.wait()
