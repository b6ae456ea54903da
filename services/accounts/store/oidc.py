"""Another provider's accounts, by OpenID Connect: authorization code with PKCE, state and nonce."""

import asyncio
import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, Key, KeySet

from services.accounts.ports import Identity
from shared.clock import Clock
from shared.contracts.accounts.refusals import ProviderRefused
from shared.errors import Unavailable

SCOPE = "openid email profile"
ALGORITHMS = ["RS256", "ES256"]
LEEWAY_SECONDS = 60
SECONDS = 5.0
"""How long the provider is waited for."""
KEPT_FOR = timedelta(hours=1)
"""How long its documents are believed; keys are asked for again for a token that names another."""
ASKED_AGAIN = timedelta(seconds=5)
LARGEST = 200_000
"""Bytes of one answer."""


@dataclass(frozen=True, slots=True)
class Registration:
    """As what the provider knows us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str


class HttpProvider:
    """Implements `Provider` over HTTP; its documents and keys are cached."""

    def __init__(self, registration: Registration, clock: Clock, http: httpx.AsyncClient) -> None:
        self._as, self._clock, self._http = registration, clock, http
        self._found: Mapping[str, Any] = {}
        self._found_at: datetime | None = None
        self._keys: dict[str | None, Key] = {}
        self._keys_at: datetime | None = None
        self._asking = asyncio.Lock()

    async def address(self, state: str, nonce: str, verifier: str) -> str:
        """As `Provider.address`."""
        asked = {
            "response_type": "code",
            "client_id": self._as.client_id,
            "redirect_uri": self._as.redirect,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        endpoint = (await self._documents())["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def identity(self, code: str, nonce: str, verifier: str) -> Identity:
        """As `Provider.identity`."""
        granted = await self._redeemed(code, verifier)
        try:
            claims = await self._claims(str(granted["id_token"]), nonce)
            return _identity(claims)
        except (JoseError, ValueError, KeyError, TypeError):
            raise ProviderRefused from None

    async def _redeemed(self, code: str, verifier: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._as.redirect,
            "code_verifier": verifier,
        }
        pair = f"{quote(self._as.client_id, safe='')}:{quote(self._as.client_secret, safe='')}"
        shown = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return await self._asked("POST", (await self._documents())["token_endpoint"], data=form, headers=shown)

    async def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """What the token says, if it is the provider's own, for us, in time, and of this very sign-in."""
        decoded = await self._decoded(token)
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock.now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._as.issuer},
            aud={"essential": True, "value": self._as.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(decoded.claims)
        audience = decoded.claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and decoded.claims.get("azp") != self._as.client_id:
            raise ProviderRefused
        return decoded.claims

    async def _decoded(self, token: str) -> jwt.Token:
        """With the keys that are known; once more with those of now, where it names another."""
        await self._renew_keys(KEPT_FOR)
        try:
            return jwt.decode(token, self._key, algorithms=ALGORITHMS)
        except _UnknownKey:
            await self._renew_keys(ASKED_AGAIN)
            return jwt.decode(token, self._key, algorithms=ALGORITHMS)

    def _key(self, about: GuestProtocol) -> Key:
        headers = about.headers()
        found = self._keys.get(headers.get("kid"))
        if found is None:
            raise _UnknownKey
        if found.alg not in (None, headers.get("alg")):
            raise ProviderRefused
        return found

    async def _renew_keys(self, older_than: timedelta) -> None:
        async with self._asking:
            if self._keys_at is not None and self._clock.now() - self._keys_at < older_than:
                return
            found = await self._asked("GET", (await self._documents())["jwks_uri"])
            self._keys_at = self._clock.now()
        try:
            self._keys = {key.kid: key for key in KeySet.import_key_set({"keys": _of_ours(found["keys"])}).keys}
        except (JoseError, ValueError, KeyError, TypeError):
            raise Unavailable from None

    async def _documents(self) -> Mapping[str, Any]:
        """What the provider says of itself. An issuer that says that it is another isn't believed."""
        if self._found_at is not None and self._clock.now() - self._found_at < KEPT_FOR:
            return self._found
        found = await self._asked("GET", f"{self._as.issuer.rstrip('/')}/.well-known/openid-configuration")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self._as.issuer or not all(_is_safe(found.get(name)) for name in wanted):
            raise Unavailable
        self._found, self._found_at = found, self._clock.now()
        return found

    async def _asked(self, method: str, url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        try:
            answer = await self._http.request(method, url, timeout=SECONDS, follow_redirects=False, **more)
            found = answer.json() if len(answer.content) <= LARGEST else None
        except (httpx.HTTPError, ValueError):
            raise Unavailable from None
        if answer.is_client_error and method == "POST":
            raise ProviderRefused
        if not answer.is_success or not isinstance(found, dict):
            raise Unavailable
        return found


def _challenge(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class _UnknownKey(ValueError):
    """A token names a key that isn't known."""


def _of_ours(keys: Any) -> list[Any]:  # noqa: ANN401 - what came
    """Keys to check signatures with, of the kinds that we take."""
    return [key for key in keys if key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"]


def _is_safe(address: object) -> bool:
    """Over https, or on this machine."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))


def _identity(claims: Mapping[str, Any]) -> Identity:
    mail, name, subject = claims.get("email"), claims.get("name"), claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ProviderRefused
    verified = isinstance(mail, str) and claims.get("email_verified") is True
    return Identity(claims["iss"], subject, mail if verified else None, name if isinstance(name, str) else None)
