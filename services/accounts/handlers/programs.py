"""Programs: the secrets they are given, once, and who stands behind what they show."""

import hmac
from datetime import datetime

from services.accounts.domain.api_client import ApiClient, ShowApiSecret
from services.accounts.domain.derived import api_secret, personal_secret, personal_secret_of
from services.accounts.domain.personal_token import PersonalToken, ShowPersonalToken
from services.accounts.handlers.confirming import Ask
from shared.auth import Actor, ActorKind
from shared.bus.ports import Reads
from shared.contracts.accounts.refusals import WrongCredentials
from shared.errors import Forbidden, Unauthenticated
from shared.ids import is_id, new_id


class Programs:
    """Derives secrets, shows each once, and knows whose they are; nothing of them is stored."""

    def __init__(self, ask: Ask, clients: Reads[ApiClient], tokens: Reads[PersonalToken], key: bytes) -> None:
        """`key` is what secrets are derived from."""
        self._ask, self._clients, self._tokens, self._key = ask, clients, tokens, key

    async def show_secret(self, actor: Actor, client_id: str, now: datetime) -> str:
        """A client's newest secret, for who has just made it. Raises `SecretShown`, `NotFound`, `Forbidden`."""
        _in_person(actor)
        answer = await self._ask(ShowApiSecret(client_id=client_id, asked_by=actor.id), new_id(), now)
        return api_secret(self._key, client_id, int((answer.result or {})["rotation"]))

    async def show_token(self, actor: Actor, token_id: str, now: datetime) -> str:
        """A token, for who has just made it. Raises as `show_secret`."""
        _in_person(actor)
        await self._ask(ShowPersonalToken(token_id=token_id, asked_by=actor.id), new_id(), now)
        return personal_secret(self._key, token_id)

    async def client(self, client_id: str, secret: str, now: datetime) -> ApiClient:
        """The client whose secret it is. Raises `WrongCredentials`, of an unknown one too."""
        found = await self._clients.read(client_id) if is_id(client_id) else None
        rotations = found.state.rotations(now) if found else ()
        fits = [_same(api_secret(self._key, client_id, rotation), secret) for rotation in rotations]
        if found is None or not any(fits):
            raise WrongCredentials
        return found.state

    async def person(self, shown: str, now: datetime) -> tuple[Actor, datetime]:
        """As whom a token acts, and until when. Raises `Unauthenticated`."""
        token_id = personal_secret_of(self._key, shown)
        found = await self._tokens.read(token_id) if token_id else None
        if found is None or not found.state.holds(now):
            raise Unauthenticated
        token, scopes = found.state, frozenset(found.state.scopes)
        actor = Actor(token.person_id, ActorKind.PERSON, scopes, token.tenant_id, token_id=token.token_id)
        return actor, token.expires_at

    async def check(self, actor: Actor, now: datetime) -> None:
        """That what a token of ours was once given for still holds. Raises `Unauthenticated`."""
        if actor.token_id is not None:
            token = await self._tokens.read(actor.token_id)
            if token is None or not token.state.holds(now):
                raise Unauthenticated
        if actor.kind is ActorKind.CLIENT and actor.tenant_id is not None:
            client = await self._clients.read(actor.id)
            if client is None or client.state.revoked:
                raise Unauthenticated


def _in_person(actor: Actor) -> None:
    if not actor.signed_in:
        raise Unauthenticated
    if not actor.in_person:
        raise Forbidden


def _same(expected: str, shown: str) -> bool:
    return hmac.compare_digest(expected.encode(), shown.encode())
