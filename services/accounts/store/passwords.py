"""Password hashes: argon2id, one at a time, in a thread beside the loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from shared.errors import Unavailable

T = TypeVar("T")

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""What OWASP's cheat sheet on password storage asks of argon2id at least."""
MOST_WAITING = 64


class ArgonPasswords:
    """Implements `Passwords`."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._thread = ThreadPoolExecutor(1, "argon2")
        self._nobodys = self._thread.submit(self._hasher.hash, "nobody has this password")
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """As `Passwords.hash`."""
        return await self._beside(lambda: self._hasher.hash(password))

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """As `Passwords.matches`. Raises `Unavailable` when too many wait already."""
        fits = await self._beside(lambda: self._fits(password_hash or self._nobodys.result(), password))
        return fits and bool(password_hash)

    def close(self) -> None:
        """Lets go of the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def _beside(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Unavailable
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1
