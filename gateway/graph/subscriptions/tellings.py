"""What the projector tells, handed to those who watch it by name."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from shared.bus.projected import News
from shared.clock import Clock

TICK = 1.0
"""Seconds after which a watch looks at the clock again, which a test may have moved."""


class Watch:
    """What one reader depends on, by the names of the news: a document's tag, or a collection for all of it.

    During a reading everything is heard, because what it depends on is only known when it is over.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._heard: set[str] = set()
        self._told = asyncio.Event()

    def hear(self, names: Iterable[str]) -> None:
        """Keeps what is told during a reading until it is known what matters."""
        self._heard.update(names)

    def wake(self) -> None:
        """Whatever it depends on, it is to be read anew."""
        self._told.set()

    def begun(self) -> None:
        """A reading begins: what it depends on is found out anew."""
        self.names, self._heard = set(), set()
        self._told.clear()

    def settled(self) -> None:
        """The reading has ended; what was told of it meanwhile counts."""
        if self._heard & self.names:
            self._told.set()

    async def told(self, clock: Clock, until: datetime) -> None:
        """Returns when something was told that matters, or at an instant."""
        while not self._told.is_set() and clock.now() < until:
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK):
                    await self._told.wait()


class Tellings:
    """Knows who watches what, so that news costs what it names and not how many watch."""

    def __init__(self) -> None:
        self._by_name: defaultdict[str, set[Watch]] = defaultdict(set)
        self._watches: set[Watch] = set()
        self._reading: set[Watch] = set()
        self.closed = False

    @property
    def watching(self) -> int:
        """How many watch."""
        return len(self._watches)

    @property
    def names(self) -> frozenset[str]:
        """What is watched."""
        return frozenset(self._by_name)

    def hear(self, news: News) -> None:
        """Takes what `ProjectedFollower.listen` hands on. Another read model is news of everything."""
        if news.swap:
            return self._wake_all()
        names = {*news.tags, *(name.partition(":")[0] for name in news.tags)}
        for watch in self._reading:
            watch.hear(names)
        for watch in {w for name in names if name in self._by_name for w in self._by_name[name]}:
            watch.wake()
        return None

    def close(self) -> None:
        """Everybody who watches is woken, to see that it is over."""
        self.closed = True
        self._wake_all()

    @contextmanager
    def watch(self) -> Iterator[Watch]:
        """A watch, which watches nothing before its first reading."""
        watch = Watch()
        self._watches.add(watch)
        try:
            yield watch
        finally:
            self._forget(watch)
            self._watches.discard(watch)

    @contextmanager
    def reading(self, watch: Watch) -> Iterator[None]:
        """While something is read anew, which adds to `watch.names` what it depends on."""
        self._forget(watch)
        watch.begun()
        self._reading.add(watch)
        try:
            yield
        finally:
            self._reading.discard(watch)
            watch.settled()
            for name in watch.names:
                self._by_name[name].add(watch)

    def _forget(self, watch: Watch) -> None:
        for name in watch.names:
            watching = self._by_name[name]
            watching.discard(watch)
            if not watching:
                del self._by_name[name]

    def _wake_all(self) -> None:
        for watch in self._watches:
            watch.wake()
