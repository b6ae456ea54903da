"""The application of accounts: commands from the table, and signing in, tokens and one's own data beside."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request

from services.accounts.api.clients import client_routes
from services.accounts.api.devices import caller_of
from services.accounts.api.imports import Files, import_routes
from services.accounts.api.invitations import invitation_routes
from services.accounts.api.mailings import mailing_routes
from services.accounts.api.organisations import organisation_routes
from services.accounts.api.people import PeopleReads, people_routes
from services.accounts.api.provider import provider_routes
from services.accounts.api.second_factor import second_factor_routes
from services.accounts.api.sessions import Doors, session_routes
from services.accounts.api.sign_in import proof_routes, sign_in_routes
from services.accounts.api.tokens import token_routes
from services.accounts.api.vault import VerifierFor, vault_routes
from services.accounts.handlers import COMMANDS
from services.accounts.handlers.limits import INVITATIONS_OF_ONE, REGISTRATIONS_AT_PLACE, Limits, place_of
from services.accounts.handlers.programs import Programs
from services.accounts.handlers.tokens import Tokens
from services.accounts.ports import KnownOrganisations, SigningKey
from shared.auth import Actor
from shared.bus.jobs import Job, Results
from shared.bus.ports import Reads
from shared.clock import Clock
from shared.contracts.accounts.commands import InvitePerson, RegisterPerson
from shared.contracts.accounts.imports import LARGEST_UPLOAD
from shared.web.arrival import arrival_of
from shared.web.authenticating import Verifies
from shared.web.commands import Authenticate, Before, Execute, command_routes
from shared.web.jobs import job_routes
from shared.web.service import Check, service_app


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is joined from."""

    execute: Execute
    authenticate: Authenticate
    verifier: Verifies
    viewers: VerifierFor
    people: PeopleReads
    doors: Doors
    limits: Limits
    known_organisations: KnownOrganisations
    tokens: Tokens
    keys: SigningKey
    programs: Programs
    jobs: Reads[Job]
    results: Results
    files: Files
    clock: Clock
    checks: Mapping[str, Check]


def registering(parts: Parts) -> Before:
    """Lets nobody unknown make accounts without end. Raises `TooManyAttempts`."""

    async def before(request: Request, actor: Actor) -> None:
        if not actor.signed_in:
            place = place_of(caller_of(request, parts.doors.gateway_proof).address)
            await parts.limits.spend([(f"register:{place}", REGISTRATIONS_AT_PLACE)], arrival_of(request).at)

    return before


def inviting(parts: Parts) -> Before:
    """Lets nobody send mails without end. Raises `TooManyAttempts`."""

    async def before(request: Request, actor: Actor) -> None:
        await parts.limits.spend([(f"invite:{actor.id}", INVITATIONS_OF_ONE)], arrival_of(request).at)

    return before


def accounts_app(parts: Parts) -> FastAPI:
    """The application."""
    commands = [row.command for row in COMMANDS]
    routers = (
        command_routes(
            commands,
            parts.authenticate,
            parts.execute,
            {RegisterPerson: registering(parts), InvitePerson: inviting(parts)},
        ),
        token_routes(parts.tokens),
        client_routes(parts.authenticate, parts.programs),
        session_routes(parts.doors),
        sign_in_routes(parts.doors),
        proof_routes(parts.doors),
        provider_routes(parts.doors),
        second_factor_routes(parts.doors),
        mailing_routes(parts.authenticate, parts.doors),
        invitation_routes(parts.authenticate, parts.doors),
        organisation_routes(parts.authenticate, parts.known_organisations, parts.limits),
        people_routes(parts.authenticate, parts.people),
        vault_routes(parts.authenticate, parts.viewers, parts.people, parts.doors),
        job_routes(parts.authenticate, parts.jobs, parts.results),
        import_routes(parts.authenticate, parts.files),
    )
    return service_app("accounts", commands, routers, parts.checks, parts.clock, {"/uploads": LARGEST_UPLOAD})
