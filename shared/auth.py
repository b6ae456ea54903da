"""Who asks: the actor behind a request, and the check of the tokens that accounts signs."""

import asyncio
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, GuestProtocol, KeySet
from joserfc.jws import extract_compact
from pydantic import BaseModel, StringConstraints, ValidationError

from shared.clock import Clock, SystemClock
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.scopes import OWN_READ, OWN_WRITE
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import Unauthenticated, Unavailable

ISSUER = "techfest:accounts"
ALGORITHM = "ES256"
TOKEN_LIMIT = 8_192
"""Characters; a longer token is not looked at."""
LEEWAY_SECONDS = 5
TOKENS_HELD = 1_000
KEYS_KEPT = timedelta(minutes=10)
KEYS_ASKED_AGAIN = timedelta(seconds=5)
"""The least time between two questions for the keys, answered or not."""
KEYS_WAITED_FOR = 2.0
"""Seconds."""

GATEWAY_HEADER = "Techfest-Gateway"
"""Carries `gateway_proof`: the request comes from the gateway, so that the client's address beside it is believed."""
VIEWER_HEADER = "Techfest-Viewer"
"""Carries the viewer's own token where a service asks another, beside its own, in somebody's name."""
CLIENT_ADDRESS_HEADER = "Techfest-Client-Address"
CLIENT_AGENT_HEADER = "Techfest-Client-Agent"
"""What the client's browser calls itself."""


class ActorKind(StrEnum):
    """What stands behind a request."""

    ANONYMOUS = "anonymous"
    PERSON = "person"
    CLIENT = "client"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a client, one of our services, or nobody.

    Roles come from the asked service's own copy, scopes from the token.
    """

    id: str
    kind: ActorKind
    scopes: frozenset[str] = frozenset()
    tenant_id: str | None = None
    roles: tuple[Role, ...] = ()
    roles_seq: int = 0
    """The person's roles as the token knew them: a service whose copy is older waits for this seq."""
    session_id: str | None = None
    """The session that the token was made for, by the name that it has to its person."""
    token_id: str | None = None
    """The personal token that a program has shown."""

    @property
    def signed_in(self) -> bool:
        """Whether anybody is behind the request at all."""
        return self.kind is not ActorKind.ANONYMOUS

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.kind is ActorKind.PERSON

    @property
    def is_service(self) -> bool:
        """Whether it is one of our services, whose name is its id."""
        return self.kind is ActorKind.SERVICE

    @property
    def in_person(self) -> bool:
        """Whether it is a person in a session of their own, not a program that holds one of their tokens."""
        return self.is_person and not self.scopes

    @property
    def may_read(self) -> bool:
        """Whether it may read at all: a program with a person's token only by its scope."""
        return self.in_person or not self.is_person or OWN_READ in self.scopes

    @property
    def may_write(self) -> bool:
        """Whether it may send commands at all: a program with a person's token only by its scope."""
        return self.in_person or not self.is_person or OWN_WRITE in self.scopes

    def has_scope(self, scope: str, tenant_id: str | None = None) -> bool:
        """Whether it is a client or a service that was given the scope, and reaches the tenant.

        A client that a tenant has made reaches that tenant alone; without one is asked for what is nobody's.
        """
        given = self.kind in (ActorKind.CLIENT, ActorKind.SERVICE) and scope in self.scopes
        return given and self.tenant_id in (None, tenant_id)

    def is_one_at(self, places: Places, *names: RoleName) -> bool:
        """Whether it is a person with one of the roles at one of the places along the chain."""
        return self.is_person and any(r.name in names and holds_at(r, places) for r in self.roles)

    def with_roles(self, roles: tuple[Role, ...]) -> "Actor":
        """The same actor, its roles known."""
        return replace(self, roles=roles)


ANONYMOUS = Actor("anonymous", ActorKind.ANONYMOUS)


def service_actor(name: str) -> Actor:
    """A service as it asks something of itself: by a timer, a reaction or a job."""
    return Actor(name, ActorKind.SERVICE)


def holds_at(role: Role, places: Places) -> bool:
    """Whether a role reaches a place: it was given there or further out."""
    return (
        role.tenant_id == places.tenant_id
        and role.edition_id in (None, places.edition_id)
        and role.programme_id in (None, places.programme_id)
        and role.award_id in (None, places.award_id)
        and role.organisation_id in (None, places.organisation_id)
    )


def gateway_proof(gateway_secret: str) -> str:
    """What the gateway shows a service beside a client's address; the secret itself never travels."""
    return hmac.new(gateway_secret.encode(), b"gateway to service", hashlib.sha256).hexdigest()


ServiceName = Annotated[str, StringConstraints(pattern=r"^[a-z]{3,32}$")]
"""The name of one of our services, which may be shorter than an id."""


def service_secret(root: str, name: str) -> str:
    """What a service of this name proves itself to accounts with; accounts, which knows the root, derives the same."""
    return hmac.new(root.encode(), name.encode(), hashlib.sha256).hexdigest()


class _Claims(BaseModel):
    """What a token of ours says; a token of any other form is no token."""

    sub: Id | ServiceName
    kind: ActorKind
    scope: str = ""
    tenant_id: Id | None = None
    roles_seq: int = 0
    sid: Id | None = None
    tid: Id | None = None
    exp: int

    def actor(self) -> Actor:
        scopes = frozenset(self.scope.split())
        return Actor(
            id=self.sub,
            kind=self.kind,
            scopes=scopes,
            tenant_id=self.tenant_id,
            roles_seq=self.roles_seq,
            session_id=self.sid,
            token_id=self.tid,
        )


@dataclass(frozen=True, slots=True)
class Verified:
    """A token that holds: whose it is, and until when."""

    actor: Actor
    expires_at: int
    """Seconds since 1970."""


FetchKeys = Callable[[], Awaitable[Mapping[str, Any]]]


class Verifier:
    """Checks tokens of accounts for one audience, by the public keys that accounts publishes.

    Keys are asked for once and kept for ten minutes; a token that names a key not yet known has them asked for again.
    While accounts doesn't answer, the known keys stay good, and only one token every few seconds waits for it.
    A token that held is remembered as long as the keys and itself (a signature costs more than the rest of a command).
    """

    def __init__(
        self, jwks_url: str, audience: str, clock: Clock | None = None, fetch: FetchKeys | None = None
    ) -> None:
        self._audience, self._clock = audience, clock or SystemClock()
        self._keys = _Keys(fetch or _over_http(jwks_url), self._clock)
        self._held: OrderedDict[str, Verified] = OrderedDict()

    async def verify(self, token: str) -> Actor:
        """Whose token it is. Raises `Unauthenticated`, or `Unavailable` when no key could be had."""
        return (await self.check(token)).actor

    async def check(self, token: str) -> Verified:
        """Whose token it is and until when; raises as `verify` does."""
        if len(token) > TOKEN_LIMIT:
            raise Unauthenticated
        if await self._keys.know(_key_id(token)):
            self._held.clear()
        held = self._held.get(token)
        if held is None or held.expires_at <= self._clock.now().timestamp():
            held = self._held[token] = self._checked(token)
            if len(self._held) > TOKENS_HELD:
                self._held.popitem(last=False)
        return held

    def _checked(self, token: str) -> Verified:
        try:
            claims = _Claims.model_validate(self._decoded(token))
        except (JoseError, ValidationError, ValueError, TypeError):
            raise Unauthenticated from None
        if claims.kind is ActorKind.ANONYMOUS:
            raise Unauthenticated
        return Verified(claims.actor(), claims.exp)

    def _decoded(self, token: str) -> dict[str, Any]:
        decoded = jwt.decode(token, self._keys.key, algorithms=[ALGORITHM])
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock.now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        registry.validate(decoded.claims)
        return decoded.claims


class _Keys:
    """The public keys of accounts, by their ids."""

    def __init__(self, fetch: FetchKeys, clock: Clock) -> None:
        self._fetch, self._clock = fetch, clock
        self._by_id: dict[str, ECKey] = {}
        self._asked_at: datetime | None = None
        self._had_at: datetime | None = None
        self._asking = asyncio.Lock()

    async def know(self, key_id: str) -> bool:
        """Whether the keys were asked for just now: what was checked with the old ones holds no more.

        Raises `Unavailable` while none is known.
        """
        if key_id in self._by_id and self._asking.locked():
            return False
        async with self._asking:
            renewed = self._due(key_id) and await self._renewed()
        if not self._by_id:
            raise Unavailable
        return renewed

    def _due(self, key_id: str) -> bool:
        """Asked too often accounts would be held up by its own failure, so that an unanswered question counts too."""
        now = self._clock.now()
        if _within(KEYS_ASKED_AGAIN, self._asked_at, now):
            return False
        return key_id not in self._by_id or not _within(KEYS_KEPT, self._had_at, now)

    async def _renewed(self) -> bool:
        now = self._asked_at = self._clock.now()
        try:
            async with asyncio.timeout(KEYS_WAITED_FOR):
                self._by_id = _by_id(await self._fetch())
        except (TimeoutError, httpx.HTTPError, JoseError, ValueError, TypeError, LookupError):
            return False
        self._had_at = now
        return True

    def key(self, about: GuestProtocol) -> ECKey:
        found = self._by_id.get(str(about.headers().get("kid")))
        if found is None:
            raise Unauthenticated
        return found


def _within(span: timedelta, since: datetime | None, now: datetime) -> bool:
    return since is not None and abs(now - since) < span


def _by_id(jwks: Mapping[str, Any]) -> dict[str, ECKey]:
    keys = KeySet.import_key_set({"keys": list(jwks["keys"])})
    return {str(k.kid): k for k in keys.keys if isinstance(k, ECKey) and k.kid}


def _key_id(token: str) -> str:
    try:
        return str(jwt_headers(token).get("kid", ""))
    except ValueError:
        raise Unauthenticated from None


def jwt_headers(token: str) -> dict[str, Any]:
    """The protected header of a token, not yet trusted. Raises `ValueError` for what is no token."""
    try:
        return dict(extract_compact(token.encode()).headers())
    except JoseError:
        raise ValueError("no token") from None


def _over_http(jwks_url: str) -> FetchKeys:
    async def fetch() -> Mapping[str, Any]:
        async with httpx.AsyncClient(timeout=KEYS_WAITED_FOR) as http:
            answer = await http.get(jwks_url)
            answer.raise_for_status()
            return dict(answer.json())

    return fetch
