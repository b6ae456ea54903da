"""Facts about API clients and personal tokens; never a secret."""

from shared.contracts.accounts.topics import TOPIC
from shared.contracts.events import Told
from shared.contracts.personal import PersonText
from shared.contracts.values import Id, Instant


class ApiClientRegistered(Told, wire="accounts.api_client_registered", version=1, topic=TOPIC, about="client_id"):
    """An API client exists."""

    client_id: Id
    tenant_id: Id
    label: str
    """What organisers call it."""
    scopes: tuple[str, ...]
    per_minute: int
    per_day: int


class ApiClientRevoked(Told, wire="accounts.api_client_revoked", version=1, topic=TOPIC, about="client_id"):
    """An API client opens nothing more."""

    client_id: Id
    tenant_id: Id


class ApiClientSnapshot(Told, wire="accounts.api_client_snapshot", version=1, topic=TOPIC, about="client_id"):
    """All that told events have said of an API client."""

    client_id: Id
    tenant_id: Id
    label: str
    scopes: tuple[str, ...]
    per_minute: int
    per_day: int
    revoked: bool = False


class PersonalTokenCreated(Told, wire="accounts.personal_token_created", version=1, topic=TOPIC, about="token_id"):
    """A person has a token for own programs."""

    token_id: Id
    person_id: Id
    tenant_id: Id
    label: PersonText
    """What the person calls it; sealed as `token.label`."""
    scopes: tuple[str, ...]
    expires_at: Instant


class PersonalTokenRevoked(Told, wire="accounts.personal_token_revoked", version=1, topic=TOPIC, about="token_id"):
    """A token opens nothing more."""

    token_id: Id
    person_id: Id
    tenant_id: Id


class PersonalTokenSnapshot(Told, wire="accounts.personal_token_snapshot", version=1, topic=TOPIC, about="token_id"):
    """All that told events have said of a token."""

    token_id: Id
    person_id: Id
    tenant_id: Id
    label: PersonText | None = None
    scopes: tuple[str, ...]
    expires_at: Instant
    revoked: bool = False
