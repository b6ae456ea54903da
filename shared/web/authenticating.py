"""From a request to who asks."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from fastapi import Request

from shared.auth import ANONYMOUS, Actor
from shared.contracts.accounts.roles import Role
from shared.errors import Forbidden, Unauthenticated

COMMANDS = "/commands/"
"""Where the routes of commands begin; every other route that asks who it is reads."""
RolesOf = Callable[[str, int], Awaitable[tuple[Role, ...]]]
"""`roles_of(person_id, at_least_seq)`: what the person holds, by the service's own copy."""


class Verifies(Protocol):
    """Checks a token."""

    async def verify(self, token: str) -> Actor: ...


def authenticator(verifier: Verifies, roles_of: RolesOf) -> Callable[[Request], Awaitable[Actor]]:
    """Reads the bearer token of a request and the roles of its person; nobody, where there is no token.

    A program with a person's token sends commands, or reads, only where it was given that: else it is `Forbidden`.
    """

    async def authenticate(request: Request) -> Actor:
        token = bearer_token(request)
        if token is None:
            return ANONYMOUS
        actor = await verifier.verify(token)
        if not (actor.may_write if request.url.path.startswith(COMMANDS) else actor.may_read):
            raise Forbidden
        return actor.with_roles(await roles_of(actor.id, actor.roles_seq)) if actor.is_person else actor

    return authenticate


def bearer_token(request: Request) -> str | None:
    """The token that a request carries. Raises `Unauthenticated` for credentials of another kind."""
    return bearer_of(request.headers.get("authorization"))


def bearer_of(given: str | None) -> str | None:
    """The token of an `Authorization` header, wherever that stands. Raises `Unauthenticated` for another kind."""
    if given is None:
        return None
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    return token.strip()
