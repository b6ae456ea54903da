"""Password hashes: slow on purpose, the same work for everybody, never too many at once."""

import asyncio

import pytest

from services.accounts.store import ArgonPasswords
from services.accounts.store.passwords import MOST_WAITING
from shared.errors import Unavailable


@pytest.fixture
def passwords():
    made = ArgonPasswords()
    yield made
    made.close()


async def test_a_hash_is_of_its_password_alone(passwords):
    made = await passwords.hash("mười chữ trở lên")
    assert made.startswith("$argon2id$")
    assert await passwords.matches(made, "mười chữ trở lên")
    assert not await passwords.matches(made, "mười chữ trở xuống")


@pytest.mark.parametrize("stored", [None, "", "no hash", "$argon2id$broken"])
async def test_without_a_hash_nobody_fits(passwords, stored):
    assert not await passwords.matches(stored, "nobody has this password")


async def test_two_hashes_of_one_password_differ(passwords):
    assert await passwords.hash("mười chữ trở lên") != await passwords.hash("mười chữ trở lên")


async def test_too_many_at_once_are_sent_away(passwords):
    asked = [passwords.matches(None, "x") for _ in range(MOST_WAITING + 5)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(a, Unavailable) for a in answers) == 5
    assert answers.count(False) == MOST_WAITING
