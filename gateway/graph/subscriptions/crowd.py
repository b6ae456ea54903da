"""Who listens at this process: at most so many at once for each viewer, and all let go before it stops."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.requests import HTTPConnection

from gateway.graph.subscriptions.tellings import Tellings
from gateway.viewer import Viewer

SOCKETS = 5
STREAMS = 20
LEAVING_SECONDS = 3.0


def listener(viewer: Viewer, connection: HTTPConnection) -> str:
    """Who is counted: the viewer or, where nobody is signed in, the address."""
    return viewer.id if viewer.signed_in else f"nobody at {connection.client.host if connection.client else ''}"


class Crowd:
    """Counts what is open, and ends it."""

    def __init__(self, tellings: Tellings) -> None:
        self.tellings = tellings
        self.closing = asyncio.Event()
        self._open: Counter[tuple[str, str]] = Counter()
        self._empty = asyncio.Event()

    @property
    def open(self) -> int:
        """How many connections and streams there are."""
        return self._open.total()

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
