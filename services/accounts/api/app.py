"""The application of accounts: commands from the table, and signing in, tokens and one's own data beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI

from services.accounts.api.people import people_routes
from services.accounts.api.sessions import session_routes
from services.accounts.api.tokens import token_routes
from services.accounts.domain.person import Person
from services.accounts.handlers import COMMANDS
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.tokens import Tokens
from shared.bus.ports import AggregateStore
from shared.clock import Clock
from shared.web.commands import Authenticate, Execute, command_routes
from shared.web.service import Check, service_app


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from."""

    execute: Execute
    authenticate: Authenticate
    people: AggregateStore[Person]
    signing_in: SigningIn
    tokens: Tokens
    clock: Clock
    checks: Mapping[str, Check]
    gateway_proof: str | None = None
    """What a request from the gateway shows; only then is the client's address that it names believed."""


def accounts_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (
        command_routes(commands, parts.authenticate, parts.execute),
        token_routes(parts.tokens),
        session_routes(parts.signing_in, parts.gateway_proof),
        people_routes(parts.authenticate, parts.people),
    )
    return service_app("accounts", commands, routers, parts.checks, parts.clock)
