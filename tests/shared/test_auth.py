"""Tokens: only what accounts signed for this audience, in time, is anybody."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from shared.auth import KEYS_ASKED_AGAIN, KEYS_KEPT, Actor, ActorKind, Verifier, gateway_proof, holds_at
from shared.contracts.places import Places
from shared.errors import Unauthenticated, Unavailable
from tests.builders import tokens
from tests.builders.accounts import OTHER_TENANT, PERSON, TENANT, role
from tests.builders.tokens import NOW, Signer, StoppedClock
from tests.harness.waiting import eventually

SIGNER = Signer()


def verifier(clock=None, signer=SIGNER, audience="registration"):
    return signer.verifier(audience, clock or StoppedClock())


async def test_a_persons_token_names_the_person():
    actor = await verifier().verify(SIGNER.token(roles_seq=4))
    assert actor == Actor(PERSON, ActorKind.PERSON, frozenset(), TENANT, (), 4)


async def test_a_clients_token_carries_its_scopes():
    actor = await verifier().verify(SIGNER.of_client("entries:import", "entries:read"))
    assert actor == Actor("operator", ActorKind.CLIENT, frozenset({"entries:import", "entries:read"}))
    assert actor.has_scope("entries:import")
    assert not actor.has_scope("roles:grant")


async def test_a_services_token_names_the_service_and_carries_its_scopes():
    token = SIGNER.token(sub="gateway", kind="service", tenant_id=None, scope="people:read")
    actor = await verifier().verify(token)
    assert actor == Actor("gateway", ActorKind.SERVICE, frozenset({"people:read"}))
    assert (actor.is_service, actor.is_person, actor.signed_in) == (True, False, True)
    assert (actor.has_scope("people:read"), actor.has_scope("roles:grant")) == (True, False)


BAD = {
    "alg none": tokens.unsigned(),
    "HS256 with the public key": tokens.signed_with_public_key(SIGNER),
    "RS256": tokens.signed_with_rsa(),
    "another issuer": SIGNER.token(iss="somebody"),
    "another audience": SIGNER.token(aud=["accounts"]),
    "no audience": SIGNER.token(aud=None),
    "expired": SIGNER.token(NOW - timedelta(hours=1)),
    "never expires": SIGNER.token(exp=None),
    "expiry of a wrong type": SIGNER.token(exp="soon"),
    "not yet": SIGNER.token(nbf=int(NOW.timestamp()) + 600),
    "no subject": SIGNER.token(sub=None),
    "no kind": SIGNER.token(kind=None),
    "an unknown kind": SIGNER.token(kind="god"),
    "nobody": SIGNER.token(kind="anonymous"),
    "tampered": tokens.tampered(SIGNER.token()),
    "signed by another": Signer().token(),
    "an unknown key": Signer("key-2").token(),
    "no token": "abc",
    "three empty parts": "..",
    "empty": "",
    "huge": SIGNER.token(scope="x" * 9000),
    "not ascii": "é.é.é",
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD.keys())
async def test_whoever_brings_another_token_is_nobody(token):
    with pytest.raises(Unauthenticated):
        await verifier().verify(token)


async def test_the_keys_are_asked_for_once_and_again_when_a_new_one_signs():
    signer, clock = Signer(), StoppedClock()
    checks = signer.verifier("registration", clock)
    for _ in range(3):
        await checks.verify(signer.token())
    assert signer.asked == 1
    renewed = Signer("key-9")
    signer.key, signer.kid = renewed.key, renewed.kid
    with pytest.raises(Unauthenticated):
        await checks.verify(signer.token())
    clock.at += timedelta(seconds=6)
    await checks.verify(signer.token())
    assert signer.asked == 2


async def test_a_token_that_held_holds_until_it_expires_or_its_key_is_gone():
    signer, clock = Signer(), StoppedClock()
    checks = signer.verifier("registration", clock)
    token = signer.token()
    assert await checks.verify(token) == await checks.verify(token)
    clock.at += timedelta(seconds=606)
    with pytest.raises(Unauthenticated):
        await checks.verify(token)
    lasting = signer.token(clock.at, exp=int(clock.at.timestamp()) + 7200)
    await checks.verify(lasting)
    renewed = Signer("key-9")
    signer.key, signer.kid = renewed.key, renewed.kid
    clock.at += timedelta(minutes=11)
    with pytest.raises(Unauthenticated):
        await checks.verify(lasting)


class Hanging:
    """Accounts as it takes questions for its keys; it answers them when it is let."""

    def __init__(self, signer=SIGNER):
        self.signer, self.asked, self.answers = signer, 0, asyncio.Event()

    async def jwks(self):
        self.asked += 1
        await self.answers.wait()
        return await self.signer.jwks()


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), TimeoutError(), ValueError("no JSON"), TypeError("a list")]
)
async def test_without_any_key_nobody_is_refused_for_good(error):
    asked, clock = [], StoppedClock()

    async def unreachable():
        asked.append(1)
        raise error

    checks = Verifier("", "registration", clock, unreachable)
    for _ in range(3):
        with pytest.raises(Unavailable):
            await checks.verify(SIGNER.token())
    assert len(asked) == 1
    clock.at += KEYS_ASKED_AGAIN
    with pytest.raises(Unavailable):
        await checks.verify(SIGNER.token())
    assert len(asked) == 2


async def test_a_key_that_is_known_stays_good_while_accounts_does_not_answer(monkeypatch):
    monkeypatch.setattr("shared.auth.KEYS_WAITED_FOR", 0.01)
    accounts, clock = Hanging(), StoppedClock()
    accounts.answers.set()
    checks = Verifier("", "registration", clock, accounts.jwks)
    token = SIGNER.token(exp=int(NOW.timestamp()) + 7200)
    await checks.verify(token)
    accounts.answers.clear()
    clock.at += KEYS_KEPT
    for _ in range(3):
        assert (await checks.verify(token)).id == PERSON
    assert accounts.asked == 2
    clock.at += KEYS_ASKED_AGAIN
    assert (await checks.verify(token)).id == PERSON
    assert accounts.asked == 3


async def test_the_keys_are_asked_for_once_at_a_time_and_known_ones_wait_for_nobody():
    accounts, clock = Hanging(), StoppedClock()
    checks = Verifier("", "registration", clock, accounts.jwks)
    first = [asyncio.create_task(checks.verify(SIGNER.token())) for _ in range(5)]
    accounts.answers.set()
    assert {actor.id for actor in await asyncio.gather(*first)} == {PERSON}
    assert accounts.asked == 1
    accounts.answers.clear()
    clock.at += KEYS_ASKED_AGAIN
    unknown = asyncio.create_task(checks.verify(Signer("key-2").token()))
    await eventually(lambda: is_asked(accounts, 2), 5, "the keys are asked for")
    assert (await checks.verify(SIGNER.token())).id == PERSON
    assert not unknown.done()
    accounts.answers.set()
    with pytest.raises(Unauthenticated):
        await unknown


async def is_asked(accounts, times):
    return accounts.asked == times


@pytest.mark.parametrize(
    ("given", "place", "holds"),
    [
        (role(), Places(TENANT, "edition-1", "programme-1"), True),
        (role(), Places(OTHER_TENANT), False),
        (role(edition_id="edition-1"), Places(TENANT, "edition-1", "programme-1"), True),
        (role(edition_id="edition-1"), Places(TENANT, "edition-2"), False),
        (role(edition_id="edition-1"), Places(TENANT), False),
        (role(programme_id="programme-1"), Places(TENANT, "edition-1", "programme-1"), True),
        (role(programme_id="programme-1"), Places(TENANT, "edition-1", "programme-2"), False),
    ],
)
def test_a_role_holds_where_it_was_given_and_within(given, place, holds):
    assert holds_at(given, place) is holds


def test_the_gateways_proof_does_not_show_its_secret():
    assert "secret" not in gateway_proof("secret")
    assert gateway_proof("secret") != gateway_proof("other")
