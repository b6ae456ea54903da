"""What another provider says is believed only if it is its own, for us, in time and of this very sign-in."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from services.accounts.ports import Identity
from services.accounts.store.oidc import HttpProvider, Registration
from shared.contracts.accounts.refusals import ProviderRefused
from shared.errors import Unavailable
from tests.builders.registration import DURING
from tests.builders.tokens import StoppedClock

ISSUER = "https://id.example"
AS = Registration(ISSUER, "techfest", "secret of the client", "https://techfest.example/sign-in/oidc/callback")
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "alg": "RS256"})
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "alg": "ES256"})
OTHER = RSAKey.generate_key(2048, {"kid": "rsa-1", "alg": "RS256"})

UNSIGNED = "eyJhbGciOiJub25lIiwia2lkIjoicnNhLTEifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJsYW4ifQ."
"""alg=none"""


class Far:
    """A provider that says what a test wants; `asked` lists what came."""

    def __init__(self, **documents):
        self.keys: list[Any] = [RSA, EC]
        self.token, self.status, self.asked = "", 200, []
        self.documents = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/auth",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            **documents,
        }

    def __call__(self, request):
        self.asked.append(request.url.path)
        if request.url.path == "/keys":
            return httpx.Response(200, json={"keys": [key.as_dict(private=False) for key in self.keys]})
        if request.url.path == "/token":
            return httpx.Response(self.status, json={"id_token": self.token, "access_token": "x"})
        return httpx.Response(200, json=self.documents)


def claims(now=DURING, **more):
    at = int(now.timestamp())
    usual = {"iss": ISSUER, "aud": "techfest", "sub": "lan", "nonce": "nonce", "iat": at, "exp": at + 300}
    return {k: v for k, v in {**usual, **more}.items() if v is not None}


def signed(key: Any = RSA, alg="RS256", kid="rsa-1", **more):
    """Whatever the key was made for."""
    free = type(key).import_key({k: v for k, v in key.as_dict(private=True).items() if k != "alg"})
    return jwt.encode({"alg": alg, "kid": kid}, claims(**more), free, algorithms=[alg])


@pytest.fixture
async def far():
    made: Any = Far()
    made.clock = StoppedClock(DURING)
    async with httpx.AsyncClient(transport=httpx.MockTransport(made)) as http:
        made.provider = HttpProvider(AS, made.clock, http)
        yield made


async def who(far, token):
    far.token = token
    return await far.provider.identity("code", "nonce", "verifier")


async def test_a_browser_is_sent_with_state_nonce_and_challenge(far):
    asked = parse_qs(urlsplit(await far.provider.address("state", "nonce", "verifier")).query)
    challenge = urlsafe_b64encode(hashlib.sha256(b"verifier").digest()).rstrip(b"=").decode()
    assert {name: value for name, (value,) in asked.items()} == {
        "response_type": "code",
        "client_id": "techfest",
        "redirect_uri": AS.redirect,
        "scope": "openid email profile",
        "state": "state",
        "nonce": "nonce",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


@pytest.mark.parametrize(("key", "alg", "kid"), [(RSA, "RS256", "rsa-1"), (EC, "ES256", "ec-1")])
async def test_what_the_provider_has_signed_for_us_is_believed(far, key, alg, kid):
    token = signed(key, alg, kid, email="lan@example.vn", email_verified=True, name="Nguyễn Thị Lan")
    assert await who(far, token) == Identity(ISSUER, "lan", "lan@example.vn", "Nguyễn Thị Lan")


@pytest.mark.parametrize("verified", [False, None, "true", 1])
async def test_an_address_that_is_not_verified_is_none(far, verified):
    assert (await who(far, signed(email="lan@example.vn", email_verified=verified))).mail is None


@pytest.mark.parametrize(
    "token",
    [
        signed(nonce="another"),
        signed(nonce=None),
        signed(iss="https://evil.example"),
        signed(iss=None),
        signed(aud="another client"),
        signed(aud=["another client"]),
        signed(aud=["techfest", "another client"]),
        signed(aud=["techfest", "another client"], azp="another client"),
        signed(aud=None),
        signed(exp=int(DURING.timestamp()) - 61),
        signed(exp=None),
        signed(iat=None),
        signed(iat=int(DURING.timestamp()) + 3_600),
        signed(sub=None),
        signed(sub=""),
        signed(sub=5),
        signed(sub="x" * 256),
        signed(OTHER),
        signed(RSA, "RS512"),
        signed(RSA, "PS256"),
        signed(OctKey.import_key("secret of the client" * 2), "HS256"),
        signed(EC, "ES256", "rsa-1"),
        UNSIGNED,
        "no.token.atall",
        "",
    ],
)
async def test_what_does_not_hold_is_refused(far, token):
    with pytest.raises(ProviderRefused):
        await who(far, token)


@pytest.mark.parametrize("alg", ["RS512", "PS256", "RS384"])
async def test_a_key_that_says_nothing_of_its_algorithm_is_for_ours_alone(far, alg):
    far.keys = [RSAKey.import_key({k: v for k, v in RSA.as_dict(private=True).items() if k != "alg"})]
    assert await who(far, signed())
    with pytest.raises(ProviderRefused):
        await who(far, signed(RSA, alg))


async def test_two_audiences_are_taken_where_we_are_who_asked(far):
    assert await who(far, signed(aud=["techfest", "another client"], azp="techfest"))


async def test_documents_and_keys_are_asked_for_once_an_hour(far):
    for _ in range(3):
        await who(far, signed())
    assert far.asked.count("/.well-known/openid-configuration") == 1
    assert far.asked.count("/keys") == 1
    far.clock.at += timedelta(hours=1)
    await who(far, signed(now=far.clock.at))
    assert far.asked.count("/keys") == 2


async def test_a_key_that_is_new_is_asked_for_and_an_old_one_no_more_believed(far):
    await who(far, signed())
    far.clock.at += timedelta(minutes=1)
    fresh = RSAKey.generate_key(2048, {"kid": "rsa-2", "alg": "RS256"})
    far.keys = [fresh]
    assert await who(far, signed(fresh, kid="rsa-2"))
    with pytest.raises(ProviderRefused):
        await who(far, signed())


async def test_forged_key_ids_do_not_make_the_provider_be_asked_again_and_again(far):
    await who(far, signed())
    for n in range(10):
        with pytest.raises(ProviderRefused):
            await who(far, signed(OTHER, kid=f"forged-{n}"))
    assert far.asked.count("/keys") == 1


async def test_a_refused_code_is_a_refusal_and_silence_is_none(far):
    far.status = 400
    with pytest.raises(ProviderRefused):
        await who(far, signed())
    far.status = 500
    with pytest.raises(Unavailable):
        await who(far, signed())


@pytest.mark.parametrize(
    "documents",
    [
        {"issuer": "https://evil.example"},
        {"issuer": f"{ISSUER}/"},
        {"token_endpoint": "http://id.example/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_a_provider_that_says_that_it_is_another_is_not_believed(documents):
    async with httpx.AsyncClient(transport=httpx.MockTransport(Far(**documents))) as http:
        with pytest.raises(Unavailable):
            await HttpProvider(AS, StoppedClock(DURING), http).address("state", "nonce", "verifier")
