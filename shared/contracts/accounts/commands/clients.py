"""API clients and personal tokens."""

from typing import Annotated

from pydantic import Field

from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.values import Scope
from shared.contracts.commands import Command
from shared.contracts.values import Id, Instant, Line
from shared.errors import N_

Name = Annotated[Line, Field(min_length=1, max_length=80, title=N_("Name"))]
Scopes = Annotated[tuple[Scope, ...], Field(min_length=1, max_length=20, title=N_("Scopes"))]


class RegisterApiClient(
    Command,
    wire="accounts.register_api_client",
    about="client_id",
    refuses=(no.ClientExists, no.UnknownScope),
    grave=True,
):
    """Makes an API client of a tenant. Its secret is asked for once, by `POST /clients/{client_id}/secret`."""

    client_id: Id
    """The new client."""
    tenant_id: Id
    """Whose data it reaches: no other tenant's, ever."""
    name: Name
    """What organisers call it."""
    scopes: Scopes
    """What it may."""
    per_minute: Annotated[int, Field(ge=1, le=6_000)] = 600
    """Requests in a minute."""
    per_day: Annotated[int, Field(ge=1, le=1_000_000)] = 50_000
    """Requests in a day."""


class RotateApiSecret(
    Command, wire="accounts.rotate_api_secret", about="client_id", refuses=(no.ClientRevoked,), in_person=True
):
    """Makes a new secret; the old one holds for another day."""

    client_id: Id
    """Which."""


class RevokeApiClient(Command, wire="accounts.revoke_api_client", about="client_id", in_person=True):
    """Ends a client; its tokens open nothing more within a second."""

    client_id: Id
    """Which."""


class CreatePersonalToken(
    Command,
    wire="accounts.create_personal_token",
    about="token_id",
    refuses=(no.TokenExists, no.UnknownScope, no.TooManyTokens, no.TokenTooLong),
    in_person=True,
):
    """Makes a token with which a person's own programs act as the person; it is shown once, as a secret is."""

    token_id: Id
    """The new token."""
    name: Name
    """What the person calls it."""
    scopes: Scopes
    """What it may of what the person may."""
    expires_at: Instant
    """Until when, at most a year."""


class RevokePersonalToken(Command, wire="accounts.revoke_personal_token", about="token_id", in_person=True):
    """Ends a token."""

    token_id: Id
    """Which."""
