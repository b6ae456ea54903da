"""Joins accounts: `python -m services.accounts.main api|worker`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from services.accounts.access import ACCESS
from services.accounts.api import Parts, accounts_app
from services.accounts.domain.person import mail_key
from services.accounts.domain.roles import roles_id
from services.accounts.handlers import COMMANDS, NOUNS
from services.accounts.handlers.nouns import ORGANISATION, PERSON, ROLES, TENANT
from services.accounts.handlers.signing_in import WINDOW, SigningIn
from services.accounts.handlers.tokens import Tokens
from services.accounts.ports import Needs
from services.accounts.settings import Settings
from services.accounts.store import (
    ArgonPasswords,
    MongoAttempts,
    MongoPeopleByMail,
    MongoSessions,
    open_signing_key,
    read_secret,
    subkey,
)
from shared.auth import Verifier, gateway_proof
from shared.bus.dispatch import Dispatcher
from shared.bus.kafka import KafkaPublisher
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.ports import AggregateStore
from shared.bus.relay import Relay
from shared.clock import Clock
from shared.contracts.accounts.roles import Role
from shared.mongo import Database, cluster_time, connect
from shared.settings import read_settings
from shared.web.authenticating import authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve, together


@asynccontextmanager
async def joined(settings: Settings, database: Database, guard: OplogGuard, clock: Clock) -> AsyncIterator[Parts]:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    tenants, people, roles, organisations = (
        MongoAggregates(database, TENANT, guard.check, settings.command_cache),
        MongoAggregates(database, PERSON, guard.check, settings.command_cache),
        MongoAggregates(database, ROLES, guard.check, settings.command_cache),
        MongoAggregates(database, ORGANISATION, guard.check, settings.command_cache),
    )
    given = settings.accounts_secret.get_secret_value() if settings.accounts_secret else None
    secret = read_secret(given, settings.data)
    passwords = ArgonPasswords()
    needs = Needs(tenants, people, roles, passwords, partial(mail_key, subkey(secret, "mail addresses")))
    sessions, attempts = MongoSessions(database), MongoAttempts(database, WINDOW)
    await sessions.prepare()
    await attempts.prepare()
    signing_in = SigningIn(needs, MongoPeopleByMail(database), sessions, attempts)
    key = await open_signing_key(database, subkey(secret, "signing key"))

    async def own_keys() -> dict[str, object]:
        return key.public()

    async def roles_of(person_id: str, _: int) -> tuple[Role, ...]:
        held = await roles.read(roles_id(person_id))
        return held.state.roles if held else ()

    operator = settings.operator_secret.get_secret_value() if settings.operator_secret else None
    proof = gateway_proof(settings.gateway_secret.get_secret_value()) if settings.gateway_secret else None
    stores: dict[str, AggregateStore[Any]] = {
        "tenant": tenants,
        "person": people,
        "roles": roles,
        "organisation": organisations,
    }
    try:
        yield Parts(
            execute=Dispatcher(COMMANDS, ACCESS, stores, needs).execute,
            authenticate=authenticator(Verifier("", "accounts", clock, own_keys), roles_of),
            people=people,
            signing_in=signing_in,
            tokens=Tokens(key, needs, signing_in, Verifier("", "gateway", clock, own_keys), operator),
            clock=clock,
            checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
            gateway_proof=proof,
        )
    finally:
        passwords.close()


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database = connect(settings.mongo).get_database(settings.database("accounts"))
    guard = OplogGuard(database)
    async with joined(settings, database, guard, settings.make_clock()) as parts:
        await together(serve(accounts_app(parts), settings.address), guard.run())


async def worker() -> None:
    """Tells what was decided."""
    settings = read_settings(Settings)
    database = connect(settings.mongo).get_database(settings.database("accounts"))
    async with KafkaPublisher(settings.kafka) as publisher:
        await Relay(database, publisher).run()


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
