"""An API client of a tenant: what it may, and which of its secrets hold. No secret is kept: each is derived anew."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.accounts.domain.person import PROGRAMS
from shared.contracts.accounts.commands import RegisterApiClient, RevokeApiClient, RotateApiSecret
from shared.contracts.accounts.events import ApiClientRegistered, ApiClientRevoked, ApiClientSnapshot
from shared.contracts.accounts.refusals import ClientExists, ClientRevoked, SecretShown, UnknownScope
from shared.contracts.accounts.scopes import CLIENT_SCOPES
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

SHOWN_WITHIN = timedelta(minutes=15)
OLD_HOLDS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ApiClient:
    """A client as it stands. `rotation` numbers its newest secret, made by somebody at an instant."""

    client_id: str
    tenant_id: str
    label: str
    scopes: tuple[str, ...]
    per_minute: int
    per_day: int
    revoked: bool = False
    rotation: int = 0
    made_by: str | None = None
    made_at: datetime | None = None
    shown: bool = False

    def rotations(self, now: datetime) -> tuple[int, ...]:
        """The numbers of the secrets that hold: of two one is a day old at most; none of a client that has ended."""
        if self.revoked:
            return ()
        before = self.rotation > 0 and self.made_at is not None and now < self.made_at + OLD_HOLDS_FOR
        return (self.rotation, self.rotation - 1) if before else (self.rotation,)


class ShowApiSecret(Command, wire="accounts.show_api_secret", about="client_id", refuses=(SecretShown,), internal=True):
    """The newest secret is shown to who has made it."""

    client_id: Id
    """Of which client."""
    asked_by: Id
    """Who wants to see it."""


class SecretMade(Kept):
    """There is a new secret."""

    rotation: int
    made_by: Id
    made_at: Instant


class SecretTaken(Kept):
    """The newest secret was shown; it isn't shown again."""

    rotation: int


def register(
    client: ApiClient | None, command: RegisterApiClient, context: Context, is_person: bool
) -> tuple[Event, ...]:
    """A new client; the same again changes nothing.

    Refuses `UnknownScope`, `ClientExists` for other content, and for the id of a person or a program of ours: what is
    one's own is found by the id alone.
    """
    scopes = tuple(sorted(set(command.scopes)))
    if not set(scopes) <= set(CLIENT_SCOPES):
        raise UnknownScope
    if is_person or command.client_id in PROGRAMS:
        raise ClientExists
    told = ApiClientRegistered(
        client_id=command.client_id,
        tenant_id=command.tenant_id,
        label=command.name,
        scopes=scopes,
        per_minute=command.per_minute,
        per_day=command.per_day,
    )
    if client is None:
        return told, SecretMade(rotation=0, made_by=context.actor_id, made_at=context.now)
    if client.revoked or any(getattr(client, name) != value for name, value in told):
        raise ClientExists
    return ()


def rotate(client: ApiClient | None, _: RotateApiSecret, context: Context) -> tuple[Event, ...]:
    """A new secret. Refuses `ClientRevoked`."""
    if client is None:
        raise NotFound
    if client.revoked:
        raise ClientRevoked
    return (SecretMade(rotation=client.rotation + 1, made_by=context.actor_id, made_at=context.now),)


def revoke(client: ApiClient | None, _: RevokeApiClient, __: Context) -> tuple[Event, ...]:
    """It has ended; again changes nothing."""
    if client is None:
        raise NotFound
    if client.revoked:
        return ()
    return (ApiClientRevoked(client_id=client.client_id, tenant_id=client.tenant_id),)


def show(client: ApiClient | None, command: ShowApiSecret, context: Context) -> tuple[Event, ...]:
    """Once, within some minutes, and to who has made it: to others it isn't there. Refuses `SecretShown`."""
    if client is None or client.revoked or client.made_by != command.asked_by:
        raise NotFound
    if client.shown or client.made_at is None or context.now > client.made_at + SHOWN_WITHIN:
        raise SecretShown
    return (SecretTaken(rotation=client.rotation),)


def apply(client: ApiClient | None, event: Event) -> ApiClient:
    """The client after the fact."""
    match event:
        case ApiClientRegistered():
            return ApiClient(**dict(event))
        case ApiClientRevoked() if client:
            return replace(client, revoked=True)
        case SecretMade() if client:
            return replace(client, **dict(event), shown=False)
        case SecretTaken() if client:
            return replace(client, shown=True)
        case ApiClientSnapshot():
            return replace(client, **dict(event)) if client else ApiClient(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this client")


def snapshot(client: ApiClient) -> ApiClientSnapshot:
    """All that told facts have said."""
    return ApiClientSnapshot(**{name: getattr(client, name) for name in ApiClientSnapshot.model_fields})


def places(client: ApiClient) -> Places:
    """The tenant whose data it reaches."""
    return Places(client.tenant_id)
