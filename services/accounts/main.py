"""Joins accounts: `python -m services.accounts.main api|worker`."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import httpx
from pydantic import SecretStr

from services.accounts.access import ACCESS
from services.accounts.api import Parts, accounts_app
from services.accounts.api.imports import Files
from services.accounts.api.people import PeopleReads
from services.accounts.api.sessions import Doors
from services.accounts.domain.derived import Purpose, link_target
from services.accounts.domain.mail import domain_key, mail_key
from services.accounts.domain.organisation import tax_key
from services.accounts.domain.roles import roles_id
from services.accounts.handlers import COMMANDS, HEARD, NOUNS, TIMED, code_sheets
from services.accounts.handlers.erasing import Remains
from services.accounts.handlers.imports import Importing, import_runner
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.mailings import Mailings, invitation_mail, person_mail, sign_in_mail
from services.accounts.handlers.nouns import (
    API_CLIENT,
    CODE_BATCH,
    DATA_REQUEST,
    INVITATION,
    JOBS,
    MEMBERS,
    ORGANISATION,
    PERSON,
    PERSONAL_TOKEN,
    ROLES,
    SECOND_FACTOR,
    SIGN_IN,
    TENANT,
)
from services.accounts.handlers.open_boxes import seal_open_boxes
from services.accounts.handlers.passwords import ending_sessions
from services.accounts.handlers.programs import Programs
from services.accounts.handlers.second_factor import SecondStep
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.signing_in_invited import InvitedPeople
from services.accounts.handlers.signing_in_mail import MailLinks, has_proven
from services.accounts.handlers.signing_in_new import NewAccounts
from services.accounts.handlers.signing_in_printed import PrintedCodes
from services.accounts.handlers.signing_in_provider import ProviderDoor
from services.accounts.handlers.signing_in_sessions import Doorkeeper
from services.accounts.handlers.tokens import Tokens
from services.accounts.ports import Needs
from services.accounts.queries.own_data import PARTS, OwnDataReads
from services.accounts.queries.search import PeopleSearch
from services.accounts.settings import Settings
from services.accounts.store import (
    ArgonPasswords,
    HttpProvider,
    MongoAttempts,
    MongoCodes,
    MongoColleagues,
    MongoIdentities,
    MongoKnownOrganisations,
    MongoMemberships,
    MongoOrganisationsOfTenant,
    MongoPeople,
    MongoPeopleByMail,
    MongoSessions,
    MongoTenants,
    MongoTickets,
    MongoTokensOfPerson,
    MongoUploads,
    MongoVault,
    Registration,
    code_sheet_pdf,
    look,
    open_signing_key,
    read_secret,
    read_table,
    subkey,
)
from shared.auth import Verifier, gateway_proof, service_actor
from shared.bus.aggregates import Guard
from shared.bus.dispatch import Dispatcher
from shared.bus.erasures import hear_erasures
from shared.bus.itself import Execute, as_itself
from shared.bus.jobs import JobWorker, MongoResults, Runner
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Answer, Noun
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.reactions import Send
from shared.bus.working import Tables, Work, work
from shared.clock import Clock
from shared.contracts.accounts.imports import IMPORT_KIND
from shared.contracts.accounts.roles import Role
from shared.contracts.commands import Command
from shared.mongo import Database, cluster_time, connect
from shared.settings import read_settings
from shared.together import together
from shared.web.authenticating import authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

NAME = "accounts"
LINKS = "mailed links"
TAX_CODES = "tax codes"

S = TypeVar("S")


class Stores:
    """The aggregates of accounts."""

    def __init__(self, database: Database, guard: Guard, cache: int) -> None:
        self.by_noun: dict[str, AggregateStore[Any]] = {
            noun.name: MongoAggregates(database, noun, guard, cache) for noun in NOUNS
        }

    def of(self, noun: Noun[S]) -> AggregateStore[S]:
        """Those of one kind."""
        return self.by_noun[noun.name]

    async def roles_of(self, person_id: str, _: int) -> tuple[Role, ...]:
        """What a person holds: here the roles themselves are at hand, never older than a token."""
        held = await self.of(ROLES).read(roles_id(person_id))
        return held.state.roles if held else ()


@asynccontextmanager
async def joined(settings: Settings, database: Database, guard: OplogGuard, clock: Clock) -> AsyncIterator[Parts]:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    stores = Stores(database, guard.check, settings.command_cache)
    secret = read_secret(_plain(settings.accounts_secret), settings.data)
    passwords = ArgonPasswords()
    keyed = partial(mail_key, subkey(secret, "mail addresses"))
    vault, attempts = open_vault(database, secret, clock), await _attempts(database)
    needs = Needs(
        tenants=stores.of(TENANT),
        people=stores.of(PERSON),
        roles=stores.of(ROLES),
        by_mail=await _by_mail(database),
        passwords=passwords,
        mail_key=keyed,
        domain_key=partial(domain_key, subkey(secret, "mail domains")),
        vault=vault,
        organisations=stores.of(ORGANISATION),
        members=stores.of(MEMBERS),
        data_requests=stores.of(DATA_REQUEST),
        invitations=stores.of(INVITATION),
        clients=stores.of(API_CLIENT),
        invitation_of=partial(link_target, subkey(secret, LINKS), Purpose.INVITATION),
        tax_key=partial(tax_key, subkey(secret, TAX_CODES)),
        attempts=attempts,
        tokens_of=await _tokens_of(database),
        clock=clock,
        jobs=stores.of(JOBS.noun),
        of_tenant=await _of_tenant(database),
        only_tenant=MongoTenants(database).only,
        is_proven=partial(_is_proven, MongoTickets(database), clock),
    )
    limits = Limits(attempts)
    execute = Dispatcher(COMMANDS, ACCESS, stores.by_noun, needs, subkey(secret, "command digests")).execute
    doors = await _doors(settings, database, stores, needs, execute, secret)
    provider, provider_http = await _provider_door(settings, database, needs, execute, doors.keeper, secret)
    programs = _programs(stores, execute, subkey(secret, "secrets of programs"))
    key = await open_signing_key(database, subkey(secret, "signing key"), clock)

    async def own_keys() -> dict[str, Any]:
        return key.public()

    operator, services_root = _plain(settings.operator_secret), _plain(settings.services_root)
    shown, verifier = Verifier("", "gateway", clock, own_keys), Verifier("", NAME, clock, own_keys)
    try:
        yield Parts(
            execute=ending_sessions(execute, doors.keeper),
            authenticate=authenticator(verifier, stores.roles_of),
            verifier=verifier,
            people=await _people_reads(database, stores, vault, clock),
            doors=replace(doors, provider=provider),
            limits=limits,
            known_organisations=await _known_organisations(database),
            tokens=Tokens(key, needs, doors.keeper, shown, programs, operator, services_root),
            programs=programs,
            jobs=stores.of(JOBS.noun),
            results=(results := await _results(database)),
            files=Files(await _uploads(database, vault), stores.of(JOBS.noun), results, limits, look, read_table),
            keys=key,
            clock=clock,
            checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
        )
    finally:
        passwords.close()
        await provider_http.aclose()


async def _is_proven(tickets: MongoTickets, clock: Clock, asker: str, person_id: str) -> bool:
    return await has_proven(tickets, asker, person_id, clock.now())


def open_vault(database: Database, secret: bytes, clock: Clock) -> MongoVault:
    """The keys of people, in a database of their own beside this one."""
    keys = database.client.get_database(f"{database.name.removesuffix('_accounts')}_keys")
    return MongoVault(keys, subkey(secret, "vault"), clock)


async def _people_reads(database: Database, stores: Stores, vault: MongoVault, clock: Clock) -> PeopleReads:
    many, colleagues = MongoPeople(database), MongoColleagues(database)
    await many.prepare()
    await colleagues.prepare()
    return PeopleReads(
        stores.of(PERSON),
        many,
        vault,
        colleagues,
        PeopleSearch(many, vault, clock),
        await _own_data(database, stores, vault),
    )


async def _own_data(database: Database, stores: Stores, vault: MongoVault) -> OwnDataReads:
    states = MongoOwnStates(database, NOUNS)
    await states.prepare(PARTS)
    return OwnDataReads(stores.of(PERSON), states, vault)


async def _by_mail(database: Database) -> MongoPeopleByMail:
    by_mail = MongoPeopleByMail(database)
    await by_mail.prepare()
    return by_mail


async def _doors(
    settings: Settings, database: Database, stores: Stores, needs: Needs, execute: Execute, secret: bytes
) -> Doors:
    """All ways in."""
    sessions, tickets, codes = MongoSessions(database), MongoTickets(database), MongoCodes(database)
    for one in (sessions, tickets, codes):
        await one.prepare()
    ask, limits = partial(_asked_of_itself, execute), Limits(needs.attempts)
    sign_ins, factors, batches = stores.of(SIGN_IN), stores.of(SECOND_FACTOR), stores.of(CODE_BATCH)
    keeper = Doorkeeper(sessions, tickets, factors)
    links, slips, steps = (subkey(secret, of) for of in (LINKS, "printed codes", "second factors"))
    gateway_secret = _plain(settings.gateway_secret)
    mail = MailLinks(needs, ask, sign_ins, keeper, tickets, limits, links)
    return Doors(
        keeper=keeper,
        password=SigningIn(needs, keeper, limits),
        mail=mail,
        new=NewAccounts(needs, execute, mail, keeper, limits),
        printed=PrintedCodes(needs, ask, codes, batches, keeper, limits, slips),
        second=SecondStep(ask, factors, keeper, limits, steps, "Techfest"),
        invited=InvitedPeople(needs, ask, keeper, limits, links),
        mailings=Mailings(
            {
                "sign_in": sign_in_mail(needs, sign_ins, links),
                "invitation": invitation_mail(needs, links),
                "person": person_mail(needs),
            }
        ),
        gateway_proof=gateway_proof(gateway_secret) if gateway_secret else None,
    )


async def _provider_door(
    settings: Settings, database: Database, needs: Needs, execute: Execute, keeper: Doorkeeper, secret: bytes
) -> tuple[ProviderDoor | None, httpx.AsyncClient]:
    """The door of another provider's accounts, where one is set up, and the connections that it asks it over."""
    http, given = httpx.AsyncClient(), _plain(settings.oidc_client_secret)
    if settings.oidc_issuer is None or settings.oidc_client_id is None or given is None:
        return None, http
    identities, redirect = MongoIdentities(database), settings.gateway_url.rstrip("/") + "/sign-in/oidc/callback"
    await identities.prepare()
    registration = Registration(settings.oidc_issuer, settings.oidc_client_id, given, redirect)
    door = ProviderDoor(
        needs,
        partial(_asked_of_itself, execute),
        HttpProvider(registration, needs.clock, http),
        identities,
        MongoTickets(database),
        keeper,
        Limits(needs.attempts),
        subkey(secret, "another provider"),
        settings.oidc_label,
    )
    return door, http


async def _asked_of_itself(execute: Execute, command: Command, command_id: str, now: datetime) -> Answer:
    return await execute(command, service_actor(NAME), command_id, "", now)


def _programs(stores: Stores, execute: Execute, key: bytes) -> Programs:
    ask = partial(_asked_of_itself, execute)
    return Programs(ask, stores.of(API_CLIENT), stores.of(PERSONAL_TOKEN), key)


async def _tokens_of(database: Database) -> MongoTokensOfPerson:
    tokens = MongoTokensOfPerson(database)
    await tokens.prepare()
    return tokens


async def _known_organisations(database: Database) -> MongoKnownOrganisations:
    known = MongoKnownOrganisations(database)
    await known.prepare()
    return known


async def _of_tenant(database: Database) -> MongoOrganisationsOfTenant:
    organisations = MongoOrganisationsOfTenant(database)
    await organisations.prepare()
    return organisations


async def _attempts(database: Database) -> MongoAttempts:
    attempts = MongoAttempts(database)
    await attempts.prepare()
    return attempts


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database = connect(settings.mongo).get_database(settings.database(NAME))
    guard = OplogGuard(database)
    async with joined(settings, database, guard, settings.make_clock()) as parts:
        hearing = hear_erasures(settings.kafka, parts.people.forget)
        await together(serve(accounts_app(parts), settings.address), guard.run(), hearing, parts.keys.keep_fresh())


async def worker() -> None:
    """Tells what was decided, hears what it is to react to, and does what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    async with joined(settings, database, guard, clock) as parts:
        await MongoKnownOrganisations(database).fill()
        send = as_itself(NAME, parts.execute, clock)
        tables = Tables(NOUNS, HEARD, TIMED, _remains(settings, database, send, clock))
        await guard.look()
        people = MongoPeopleByMail(database)
        await seal_open_boxes(people.with_open_boxes(), send)
        await seal_open_boxes(people.with_open_claims(), send, "hold claims")
        jobs = JobWorker(
            database, JOBS.noun, JOBS.commands, _runners(settings, database, send, clock), send, parts.results, clock
        )
        works: list[Work] = [jobs.run, partial(parts.keys.keep_fresh, rotating=True)]
        await together(guard.run(), work(NAME, settings, database, clock, send, tables, works))


def _remains(settings: Settings, database: Database, send: Send, clock: Clock) -> Remains:
    vault = open_vault(database, read_secret(_plain(settings.accounts_secret), settings.data), clock)
    files = (MongoUploads(database, vault), MongoResults(database), MongoIdentities(database))
    memberships, tokens = MongoMemberships(database), MongoTokensOfPerson(database)
    return Remains(vault, MongoSessions(database), memberships, tokens, send, files)


async def _uploads(database: Database, vault: MongoVault) -> MongoUploads:
    uploads = MongoUploads(database, vault)
    await uploads.prepare()
    return uploads


async def _results(database: Database) -> MongoResults:
    results = MongoResults(database)
    await results.prepare()
    return results


def _runners(settings: Settings, database: Database, send: Send, clock: Clock) -> Mapping[str, Runner]:
    """Who does the jobs of which kind."""
    secret = read_secret(_plain(settings.accounts_secret), settings.data)
    slips = subkey(secret, "printed codes")
    vault = open_vault(database, secret, clock)
    importing = Importing(
        uploads=MongoUploads(database, vault),
        of_tenant=MongoOrganisationsOfTenant(database),
        people=MongoAggregates(database, PERSON, cache=0),
        vault=vault,
        tax_key=partial(tax_key, subkey(secret, TAX_CODES)),
        read_table=read_table,
        send=send,
        clock=clock,
    )
    return {
        IMPORT_KIND: import_runner(importing),
        code_sheets.KIND: code_sheets.code_sheet_runner(send, slips, settings.gateway_url, code_sheet_pdf),
    }


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
