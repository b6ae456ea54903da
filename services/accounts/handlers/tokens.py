"""Tokens: short-lived, signed, for named services; they name the person, or the client and its scopes."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.accounts.domain.derived import PERSONAL_TOKEN
from services.accounts.domain.roles import roles_id
from services.accounts.handlers.programs import Programs
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.ports import Needs, SigningKey
from shared.auth import ISSUER, Actor, ActorKind, Verifier, service_secret
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import FieldFault, InvalidInput
from shared.services import EVERYBODY

SCOPES = frozenset(
    {
        "tenants:create",
        "roles:grant",
        "editions:open",
        "entries:import",
        "entries:read",
        "bounces:report",
        "people:vouch",
    }
)
SERVICE_SCOPES: Mapping[str, frozenset[str]] = {
    "registration": frozenset({"vault:keys"}),
    "matchmaking": frozenset(),
    "judging": frozenset({"vault:keys"}),
    "exchange": frozenset({"vault:keys"}),
    "notifications": frozenset({"mail:contents"}),
}
"""What each of our services may ask of accounts as itself."""
OPERATOR = "operator"
PERSON_TOKEN_LASTS = CLIENT_TOKEN_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it goes out."""

    token: str
    expires_in: int
    """Seconds."""
    scope: str


class Tokens:
    """Signs tokens for clients and for who shows a session or a token of ours."""

    def __init__(
        self,
        key: SigningKey,
        needs: Needs,
        sessions: Doorkeeper,
        verifier: Verifier,
        programs: Programs,
        operator_secret: str | None,
        services_root: str | None = None,
    ) -> None:
        """`verifier` checks tokens that are shown for the gateway's audience: only such a one is exchanged.

        `services_root` is what each service's secret is derived from; without it no service is believed.
        """
        self._key, self._needs, self._sessions, self._verifier = key, needs, sessions, verifier
        self._programs = programs
        self._clients: Mapping[str, str] = {OPERATOR: operator_secret} if operator_secret else {}
        known = SERVICE_SCOPES if services_root else ()
        self._services = {name: service_secret(services_root or "", name) for name in known}

    def public_keys(self) -> dict[str, Any]:
        """The key set that others check tokens with."""
        return self._key.public()

    def is_of_ours(self, client_id: str) -> bool:
        """Whether it names one of the services."""
        return client_id in SERVICE_SCOPES

    async def for_client(
        self, client_id: str, secret: str, scopes: frozenset[str], audiences: Sequence[str], now: datetime
    ) -> Issued:
        """A client's token for some of its scopes, or for all of them where none is named.

        Raises `WrongCredentials`, or `InvalidInput` for a scope that it doesn't have.
        """
        if client_id in self._services:
            return self._for_service(client_id, secret, scopes, now)
        if client_id not in self._clients:
            return await self._for_tenants_client(client_id, secret, scopes, audiences, now)
        expected = self._clients.get(client_id, "")
        if not hmac.compare_digest(expected.encode(), secret.encode()) or not expected:
            raise WrongCredentials
        if not scopes <= SCOPES:
            raise InvalidInput((FieldFault(("scope",), "not_a_choice"),))
        client = Actor(client_id, ActorKind.CLIENT, scopes)
        return self._issue(client, audiences or EVERYBODY, now, CLIENT_TOKEN_LASTS)

    def _for_service(self, name: str, secret: str, scopes: frozenset[str], now: datetime) -> Issued:
        """For accounts alone, and for as long as a person's."""
        if not hmac.compare_digest(self._services[name].encode(), secret.encode()):
            raise WrongCredentials
        if not scopes <= SERVICE_SCOPES[name]:
            raise InvalidInput((FieldFault(("scope",), "not_a_choice"),))
        return self._issue(Actor(name, ActorKind.SERVICE, scopes), ("accounts",), now, PERSON_TOKEN_LASTS)

    async def _for_tenants_client(
        self, client_id: str, secret: str, scopes: frozenset[str], audiences: Sequence[str], now: datetime
    ) -> Issued:
        found = await self._programs.client(client_id, secret, now)
        if not scopes <= set(found.scopes):
            raise InvalidInput((FieldFault(("scope",), "not_a_choice"),))
        client = Actor(client_id, ActorKind.CLIENT, scopes or frozenset(found.scopes), found.tenant_id)
        return self._issue(client, audiences or EVERYBODY, now, CLIENT_TOKEN_LASTS)

    async def exchange(self, subject: str, audiences: Sequence[str], now: datetime) -> Issued:
        """A token for other services, as the same person or client, for a session or a token meant for the gateway.

        It never outlives the token that was shown. Raises `Unauthenticated`.
        """
        if subject.startswith(PERSONAL_TOKEN):
            person, until = await self._programs.person(subject, now)
            lasts = min(until - now, PERSON_TOKEN_LASTS)
            return self._issue(await self._with_seq(person), audiences or ("gateway",), now, lasts)
        if "." not in subject:
            person = await self._of_session(subject, now)
            return self._issue(person, audiences or ("gateway",), now, PERSON_TOKEN_LASTS)
        shown = await self._verifier.check(subject)
        await self._programs.check(shown.actor, now)
        if shown.actor.session_id is not None:
            await self._sessions.still_open(shown.actor.id, shown.actor.session_id, now)
        left = timedelta(seconds=shown.expires_at - int(now.timestamp()))
        actor = await self._with_seq(shown.actor) if shown.actor.is_person else shown.actor
        return self._issue(actor, audiences or ("gateway",), now, min(left, PERSON_TOKEN_LASTS))

    async def _of_session(self, token: str, now: datetime) -> Actor:
        session = await self._sessions.own(token, now)
        person = Actor(session.person_id, ActorKind.PERSON, tenant_id=session.tenant_id, session_id=session.session_id)
        return await self._with_seq(person)

    async def _with_seq(self, person: Actor) -> Actor:
        """With the seq of the person's roles as they are now, so that a role just granted is waited for."""
        held = await self._needs.roles.read(roles_id(person.id))
        return replace(person, roles_seq=held.seq if held else 0)

    def _issue(self, actor: Actor, audiences: Sequence[str], now: datetime, lasts: timedelta) -> Issued:
        if not set(audiences) <= set(EVERYBODY):
            raise InvalidInput((FieldFault(("audience",), "not_a_choice"),))
        scope, issued_at = " ".join(sorted(actor.scopes)), int(now.timestamp())
        seconds = int(lasts.total_seconds())
        named = (("tenant_id", actor.tenant_id), ("sid", actor.session_id), ("tid", actor.token_id))
        about = {name: value for name, value in named if value}
        claims = {
            "iss": ISSUER,
            "aud": list(audiences),
            "sub": actor.id,
            "kind": actor.kind.value,
            "scope": scope,
            "roles_seq": actor.roles_seq,
            "iat": issued_at,
            "exp": issued_at + seconds,
            **about,
        }
        return Issued(self._key.sign(claims), seconds, scope)
