"""Password hashes: slow on purpose, the same work for everybody, never too many at once."""

import asyncio
import threading
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from services.accounts.store import ArgonPasswords
from services.accounts.store.passwords import MOST_OF_LINE
from shared.errors import Unavailable

HERE = "10.0.0.1"


@pytest.fixture
def passwords():
    made = ArgonPasswords()
    yield made
    made.close()


async def test_a_hash_is_of_its_password_alone(passwords):
    made = await passwords.hash("mười chữ trở lên", HERE)
    assert made.startswith("$argon2id$")
    assert await passwords.matches(made, "mười chữ trở lên", HERE)
    assert not await passwords.matches(made, "mười chữ trở xuống", HERE)


@pytest.mark.parametrize("stored", [None, "", "no hash", "$argon2id$broken"])
async def test_without_a_hash_nobody_fits(passwords, stored):
    assert not await passwords.matches(stored, "nobody has this password", HERE)


async def test_two_hashes_of_one_password_differ(passwords):
    assert await passwords.hash("mười chữ trở lên", HERE) != await passwords.hash("mười chữ trở lên", HERE)


async def test_too_many_at_once_of_one_place_are_sent_away(passwords):
    asked = [passwords.matches(None, "x", HERE) for _ in range(1 + MOST_OF_LINE + 5)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(a, Unavailable) for a in answers) == 5
    assert answers.count(False) == 1 + MOST_OF_LINE


class Counting(PasswordHasher):
    """The real one, that writes down when and where it works."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8_192, parallelism=1)
        self.now, self.most, self.works, self.threads = 0, 0, 0, set()

    def hash(self, password, *, salt=None):
        with self._working():
            return super().hash(password, salt=salt)

    def verify(self, hash, password):  # noqa: A002 - the library's name
        with self._working():
            return super().verify(hash, password)

    @contextmanager
    def _working(self):
        self.now, self.works = self.now + 1, self.works + 1
        self.most = max(self.most, self.now)
        self.threads.add(threading.get_ident())
        try:
            yield
        finally:
            self.now -= 1


async def test_one_hash_is_made_at_a_time_and_none_in_the_loops_thread():
    hasher = Counting()
    passwords = ArgonPasswords(hasher)
    try:
        made = await passwords.hash("mười chữ trở lên", HERE)
        await asyncio.gather(
            *(passwords.matches(known, "x", HERE) for known in [made, None] * 10), passwords.hash("another", HERE)
        )
    finally:
        passwords.close()
    assert (hasher.most, hasher.works) == (1, 23)
    assert hasher.threads.isdisjoint({threading.get_ident()})
    assert len(hasher.threads) == 1
