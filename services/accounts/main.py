"""Joins accounts: `python -m services.accounts.main api|worker`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from pydantic import SecretStr

from services.accounts.access import ACCESS
from services.accounts.api import Parts, accounts_app
from services.accounts.domain.mail import domain_key, mail_key
from services.accounts.domain.organisation import tax_key
from services.accounts.domain.roles import roles_id
from services.accounts.handlers import COMMANDS, HEARD, NOUNS, TIMED
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.nouns import MEMBERS, ORGANISATION, PERSON, ROLES, TENANT
from services.accounts.handlers.signing_in import SigningIn
from services.accounts.handlers.tokens import Tokens
from services.accounts.ports import Needs
from services.accounts.settings import Settings
from services.accounts.store import (
    ArgonPasswords,
    MongoAttempts,
    MongoKnownOrganisations,
    MongoPeopleByMail,
    MongoSessions,
    MongoVault,
    open_signing_key,
    read_secret,
    subkey,
)
from shared.auth import Verifier, gateway_proof
from shared.bus.aggregates import Guard
from shared.bus.dispatch import Dispatcher
from shared.bus.itself import as_itself
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Noun
from shared.bus.oplog_guard import OplogGuard
from shared.bus.ports import AggregateStore
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.roles import Role
from shared.mongo import Database, cluster_time, connect
from shared.settings import read_settings
from shared.together import together
from shared.web.authenticating import authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

NAME = "accounts"

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
    vault = open_vault(database, secret, clock)
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
        tax_key=partial(tax_key, subkey(secret, "tax codes")),
    )
    limits = Limits(await _attempts(database))
    signing_in = SigningIn(needs, await _sessions(database), limits)
    key = await open_signing_key(database, subkey(secret, "signing key"))

    async def own_keys() -> dict[str, Any]:
        return key.public()

    shown = Verifier("", "gateway", clock, own_keys)
    gateway_secret = _plain(settings.gateway_secret)
    try:
        yield Parts(
            execute=Dispatcher(COMMANDS, ACCESS, stores.by_noun, needs, subkey(secret, "command digests")).execute,
            authenticate=authenticator(Verifier("", "accounts", clock, own_keys), stores.roles_of),
            people=stores.of(PERSON),
            vault=vault,
            signing_in=signing_in,
            limits=limits,
            known_organisations=await _known_organisations(database),
            tokens=Tokens(key, needs, signing_in, shown, _plain(settings.operator_secret)),
            clock=clock,
            checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
            gateway_proof=gateway_proof(gateway_secret) if gateway_secret else None,
        )
    finally:
        passwords.close()


def open_vault(database: Database, secret: bytes, clock: Clock) -> MongoVault:
    """The keys of people, in a database of their own beside this one."""
    keys = database.client.get_database(f"{database.name.removesuffix('_accounts')}_keys")
    return MongoVault(keys, subkey(secret, "vault"), clock)


async def _by_mail(database: Database) -> MongoPeopleByMail:
    by_mail = MongoPeopleByMail(database)
    await by_mail.prepare()
    return by_mail


async def _sessions(database: Database) -> MongoSessions:
    sessions = MongoSessions(database)
    await sessions.prepare()
    return sessions


async def _known_organisations(database: Database) -> MongoKnownOrganisations:
    known = MongoKnownOrganisations(database)
    await known.prepare()
    return known


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
        await together(serve(accounts_app(parts), settings.address), guard.run())


async def worker() -> None:
    """Tells what was decided, hears what it is to react to, and does what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    async with joined(settings, database, guard, clock) as parts:
        await MongoKnownOrganisations(database).fill()
        send, tables = as_itself(NAME, parts.execute, clock), Tables(NOUNS, HEARD, TIMED)
        await together(guard.run(), work(NAME, settings, database, clock, send, tables))


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
