"""Gathers what a document asks for in one turn of the loop into one read."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class Loader(Generic[V]):
    """Reads each key once for a request, all keys of a turn together.

    `load` gives the value itself where it is known already: an answer without waiting costs a fraction.
    """

    def __init__(self, fetch: Callable[[list[str]], Awaitable[Mapping[str, V]]], missing: Callable[[], V]) -> None:
        self._fetch, self._missing = fetch, missing
        self._known: dict[str, V] = {}
        self._waiting: dict[str, asyncio.Future[V]] = {}
        self._task: asyncio.Task[None] | None = None

    def load(self, key: str) -> V | Awaitable[V]:
        """The value, or a future of it."""
        if key in self._known:
            return self._known[key]
        if key not in self._waiting:
            self._waiting[key] = asyncio.get_running_loop().create_future()
            self._task = self._task or asyncio.create_task(self._turn())
        return self._waiting[key]

    async def prime(self, keys: Iterable[str]) -> None:
        """Reads all keys now, so that each `load` answers at once."""
        if unknown := [key for key in dict.fromkeys(keys) if key not in self._known]:
            await self._read(unknown)

    async def _turn(self) -> None:
        await asyncio.sleep(0)
        waiting, self._waiting, self._task = self._waiting, {}, None
        try:
            await self._read(list(waiting))
        except Exception as error:
            for future in _still(waiting.values()):
                future.set_exception(error)
            return
        for key, future in waiting.items():
            if not future.done():
                future.set_result(self._known[key])

    async def _read(self, keys: list[str]) -> None:
        found = await self._fetch(keys)
        for key in keys:
            self._known[key] = found[key] if key in found else self._missing()


def _still(futures: Iterable[asyncio.Future[V]]) -> list[asyncio.Future[V]]:
    """Those that somebody waits for still: a cancelled request leaves done ones behind."""
    return [future for future in futures if not future.done()]
