"""Password hashes: argon2id, one at a time, in a thread beside the loop; each place has its turn."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from services.accounts.store.turns import Turns

T = TypeVar("T")

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""What OWASP's cheat sheet on password storage asks of argon2id at least."""
MOST_WAITING, MOST_OF_LINE = 256, 32
"""All together, and in one line: a hash takes some 20 ms, so that nobody waits for more than a second in their own."""


class ArgonPasswords:
    """Implements `Passwords`."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._thread = ThreadPoolExecutor(1, "argon2")
        self._nobodys = self._thread.submit(self._hasher.hash, "nobody has this password")
        self._turns = Turns(MOST_WAITING, MOST_OF_LINE)

    async def hash(self, password: str, line: str) -> str:
        """As `Passwords.hash`."""
        return await self._beside(line, lambda: self._hasher.hash(password))

    async def matches(self, password_hash: str | None, password: str, line: str) -> bool:
        """As `Passwords.matches`."""
        fits = await self._beside(line, lambda: self._fits(password_hash or self._nobodys.result(), password))
        return fits and bool(password_hash)

    def close(self) -> None:
        """Lets go of the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def _beside(self, line: str, work: Callable[[], T]) -> T:
        async with self._turns.turn(line):
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
