"""Tokens as accounts signs them, and as others would like to."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from shared.auth import ISSUER, Verifier
from tests.builders.accounts import PERSON, TENANT

NOW = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)


class StoppedClock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


class Signer:
    """Signs as accounts does, with a key of its own."""

    def __init__(self, kid: str = "key-1") -> None:
        self.key = ECKey.generate_key("P-256", {"kid": kid})
        self.kid = kid
        self.asked = 0

    async def jwks(self) -> dict[str, Any]:
        self.asked += 1
        return {"keys": [self.key.as_dict(private=False)]}

    def verifier(self, audience: str, clock: StoppedClock) -> Verifier:
        return Verifier("", audience, clock, self.jwks)

    def token(self, now: datetime = NOW, header: dict[str, Any] | None = None, **claims: Any) -> str:
        return jwt.encode({"alg": "ES256", "kid": self.kid, **(header or {})}, claims_of(now, **claims), self.key)

    def of_client(self, *scopes: str, now: datetime = NOW, **claims: Any) -> str:
        mine = {"sub": "operator", "kind": "client", "tenant_id": None, "scope": " ".join(scopes)}
        return self.token(now, **{**mine, **claims})


def claims_of(now: datetime = NOW, **claims: Any) -> dict[str, Any]:
    usual = {
        "iss": ISSUER,
        "aud": ["accounts", "registration", "gateway"],
        "sub": PERSON,
        "kind": "person",
        "tenant_id": TENANT,
        "scope": "",
        "roles_seq": 0,
        "iat": int(now.timestamp()),
        "exp": int(now.timestamp()) + 600,
    }
    return {k: v for k, v in {**usual, **claims}.items() if v is not None}


def unsigned(**claims: Any) -> str:
    """alg=none."""
    parts = ({"alg": "none", "typ": "JWT", "kid": "key-1"}, claims_of(**claims))
    return ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."


def signed_with_public_key(signer: Signer) -> str:
    """HS256 with the published key as the secret: the old confusion."""
    secret = OctKey.import_key(json.dumps(signer.key.as_dict(private=False)))
    return jwt.encode({"alg": "HS256", "kid": signer.kid}, claims_of(), secret)


def signed_with_rsa() -> str:
    return jwt.encode({"alg": "RS256", "kid": "key-1"}, claims_of(), RSAKey.generate_key(2048))


def tampered(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    return ".".join(
        (head, _encoded(json.dumps({**claims, "kind": "client", "scope": "roles:grant"}).encode()), signature)
    )


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims_in(token: str) -> dict[str, Any]:
    """What a token says, unchecked."""
    body = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
