"""Tokens: only what accounts signed for this audience, in time, is anybody."""

from datetime import timedelta

import httpx
import pytest

from shared.auth import Actor, ActorKind, gateway_proof, holds_at
from shared.contracts.places import Places
from shared.errors import Unauthenticated, Unavailable
from tests.builders import tokens
from tests.builders.accounts import OTHER_TENANT, PERSON, TENANT, role
from tests.builders.tokens import NOW, Signer, StoppedClock

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


async def test_without_any_key_nobody_is_refused_for_good():
    async def unreachable():
        raise httpx.ConnectError("no")

    checks = verifier()
    checks._keys._fetch = unreachable
    with pytest.raises(Unavailable):
        await checks.verify(SIGNER.token())


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
