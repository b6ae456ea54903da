"""Signing keys: a new one every month, published before it signs and after, so that no token that holds is refused."""

import asyncio
from datetime import timedelta

import pytest

from services.accounts.store.keys import (
    PUBLISHED_AFTER,
    PUBLISHED_BEFORE,
    ROTATED_EVERY,
    KeyRing,
    SealedOtherwise,
    open_signing_key,
)
from shared.auth import KEYS_KEPT, Verifier
from shared.errors import Unauthenticated
from tests.builders import tokens
from tests.builders.registration import DURING

pytestmark = pytest.mark.real
SEALING = b"s" * 32


class Installation:
    """A ring, and a service that checks tokens by what is published."""

    def __init__(self, database, clock, ring):
        self.database, self.clock, self.ring, self.asked = database, clock, ring, 0
        self.verifier = Verifier("", "registration", clock, self.published)

    async def published(self):
        self.asked += 1
        return self.ring.public()

    def token(self, **claims):
        return self.ring.sign(tokens.claims_of(self.clock.at, **claims))

    def later(self, **span):
        self.clock.at += timedelta(**span)

    @property
    def kids(self):
        return [key["kid"] for key in self.ring.public()["keys"]]


@pytest.fixture
async def here(database):
    clock = tokens.StoppedClock(DURING)
    return Installation(database, clock, await open_signing_key(database, SEALING, clock))


def kid_of(token):
    from shared.auth import jwt_headers

    return jwt_headers(token)["kid"]


async def test_a_new_key_is_published_before_it_signs(here):
    first = here.kids[0]
    new = await here.ring.rotate()
    assert here.kids == [new, first]
    assert kid_of(here.token()) == first
    here.later(seconds=PUBLISHED_BEFORE.total_seconds() - 1)
    assert kid_of(here.token()) == first
    here.later(seconds=1)
    assert kid_of(here.token()) == new
    assert PUBLISHED_BEFORE > KEYS_KEPT


async def test_tokens_hold_on_while_keys_are_rotated_in_mid_session(here):
    shown = here.token()
    assert (await here.verifier.verify(shown)).id
    await here.ring.rotate()
    for _ in range(9):
        assert (await here.verifier.verify(shown)).id
        here.later(minutes=1)
    here.later(minutes=6)
    fresh = here.token()
    assert kid_of(fresh) != kid_of(shown)
    assert (await here.verifier.verify(fresh)).id
    longest = here.ring.sign(tokens.claims_of(here.clock.at, exp=int(here.clock.at.timestamp()) + 43_200))
    here.later(hours=11)
    assert (await here.verifier.verify(longest)).id


async def test_an_old_key_is_published_no_more_and_its_tokens_are_refused(here):
    old = here.ring.sign(tokens.claims_of(here.clock.at, exp=int(here.clock.at.timestamp()) + 10**7))
    await here.ring.rotate()
    here.later(seconds=(PUBLISHED_BEFORE + PUBLISHED_AFTER).total_seconds())
    assert len(here.kids) == 1
    with pytest.raises(Unauthenticated):
        await here.verifier.verify(old)
    await here.ring.rotate()
    assert await here.database["signing_keys"].count_documents({}) == 2


async def test_every_instance_learns_of_a_new_key_and_signs_with_the_same(here):
    other = await open_signing_key(here.database, SEALING, here.clock)
    new = await here.ring.rotate()
    await other.read()
    assert other.public() == here.ring.public()
    here.later(minutes=15)
    assert {kid_of(ring.sign(tokens.claims_of())) for ring in (other, here.ring)} == {new}


async def test_of_many_rotations_at_one_moment_one_key_is_made(here):
    rings = [await open_signing_key(here.database, SEALING, here.clock) for _ in range(3)]
    made = await asyncio.gather(*(ring.rotate() for ring in rings))
    assert len(set(made)) == 1
    assert await here.database["signing_keys"].count_documents({}) == 2


async def test_of_many_first_starts_one_key_is_made(database):
    clock = tokens.StoppedClock(DURING)
    rings = await asyncio.gather(*(open_signing_key(database, SEALING, clock) for _ in range(4)))
    assert len({str(ring.public()) for ring in rings}) == 1


async def test_a_key_is_rotated_when_it_is_a_month_old(here):
    await here.ring.rotate_if_due()
    assert len(here.kids) == 1
    here.later(seconds=ROTATED_EVERY.total_seconds())
    await here.ring.rotate_if_due()
    await here.ring.rotate_if_due()
    assert len(here.kids) == 2
    assert (await here.verifier.verify(here.token())).id, "what signs until then is published too"


async def test_a_key_from_before_there_were_several_signs_on_and_is_rotated(here):
    only = {"number": "", "signs_from": "", "made_at": ""}
    await here.database["signing_keys"].update_one({"_id": "current"}, {"$unset": only})
    old = KeyRing(here.database, SEALING, here.clock)
    await old.open()
    assert old.public() == here.ring.public()
    await old.rotate_if_due()
    assert len(old.public()["keys"]) == 2


async def test_a_key_that_was_moved_to_another_place_does_not_open(here):
    keys = here.database["signing_keys"]
    (found,) = [await keys.find_one({"_id": "current"})]
    await keys.insert_one({**found, "_id": "1", "number": 1})
    with pytest.raises(SealedOtherwise):
        await here.ring.read()


async def test_no_published_key_holds_anything_private(here):
    await here.ring.rotate()
    assert all("d" not in key and key["alg"] == "ES256" for key in here.ring.public()["keys"])
