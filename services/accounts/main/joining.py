"""Everything that the application stands on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

import httpx

from services.accounts.access import ACCESS
from services.accounts.api import Parts
from services.accounts.api.imports import Files
from services.accounts.api.people import PeopleReads
from services.accounts.domain.derived import Purpose, link_target
from services.accounts.domain.mail import domain_key, mail_key
from services.accounts.domain.organisation import tax_key
from services.accounts.handlers import COMMANDS, NOUNS
from services.accounts.handlers.limits import Limits
from services.accounts.handlers.nouns import (
    API_CLIENT,
    DATA_REQUEST,
    INVITATION,
    JOBS,
    MEMBERS,
    ORGANISATION,
    PERSON,
    PERSONAL_TOKEN,
    ROLES,
    TENANT,
)
from services.accounts.handlers.passwords import ending_sessions
from services.accounts.handlers.programs import Programs
from services.accounts.handlers.signing_in_mail import has_proven
from services.accounts.handlers.tokens import Tokens
from services.accounts.main.doors import all_doors
from services.accounts.main.making import (
    LINKS,
    NAME,
    TAX_CODES,
    Stores,
    asking_itself,
    open_vault,
    plain,
    prepared,
    secret_of,
)
from services.accounts.ports import Needs
from services.accounts.queries.own_data import PARTS, OwnDataReads
from services.accounts.queries.search import PeopleSearch
from services.accounts.settings import Settings
from services.accounts.store import (
    ArgonPasswords,
    MongoAttempts,
    MongoColleagues,
    MongoKnownOrganisations,
    MongoOrganisationsOfTenant,
    MongoPeople,
    MongoPeopleByMail,
    MongoTenants,
    MongoTickets,
    MongoTokensOfPerson,
    MongoUploads,
    MongoVault,
    look,
    open_signing_key,
    read_table,
    subkey,
)
from shared.auth import Verifier
from shared.bus.dispatch import Dispatcher
from shared.bus.jobs import MongoResults
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.clock import Clock
from shared.mongo import Database, cluster_time
from shared.web.authenticating import authenticator
from shared.web.service import guarded, reaches


@asynccontextmanager
async def joined(settings: Settings, database: Database, guard: OplogGuard, clock: Clock) -> AsyncIterator[Parts]:
    """The parts, their database prepared."""
    await prepare(database, NOUNS)
    stores = Stores(database, guard.check, settings.command_cache)
    secret, passwords, http = secret_of(settings), ArgonPasswords(), httpx.AsyncClient()
    try:
        vault = open_vault(database, secret, clock)
        needs = await _needs(database, stores, secret, vault, passwords, clock)
        yield await _parts(settings, database, guard, stores, needs, secret, vault, http)
    finally:
        passwords.close()
        await http.aclose()


async def _needs(
    database: Database, stores: Stores, secret: bytes, vault: MongoVault, passwords: ArgonPasswords, clock: Clock
) -> Needs:
    async def is_proven(asker: str, person_id: str) -> bool:
        return await has_proven(MongoTickets(database), asker, person_id, clock.now())

    return Needs(
        tenants=stores.of(TENANT),
        people=stores.of(PERSON),
        roles=stores.of(ROLES),
        by_mail=await prepared(MongoPeopleByMail(database)),
        passwords=passwords,
        mail_key=partial(mail_key, subkey(secret, "mail addresses")),
        domain_key=partial(domain_key, subkey(secret, "mail domains")),
        vault=vault,
        organisations=stores.of(ORGANISATION),
        members=stores.of(MEMBERS),
        data_requests=stores.of(DATA_REQUEST),
        invitations=stores.of(INVITATION),
        clients=stores.of(API_CLIENT),
        invitation_of=partial(link_target, subkey(secret, LINKS), Purpose.INVITATION),
        tax_key=partial(tax_key, subkey(secret, TAX_CODES)),
        attempts=await prepared(MongoAttempts(database)),
        tokens_of=await prepared(MongoTokensOfPerson(database)),
        clock=clock,
        jobs=stores.of(JOBS.noun),
        of_tenant=await prepared(MongoOrganisationsOfTenant(database)),
        only_tenant=MongoTenants(database).only,
        is_proven=is_proven,
    )


async def _parts(
    settings: Settings,
    database: Database,
    guard: OplogGuard,
    stores: Stores,
    needs: Needs,
    secret: bytes,
    vault: MongoVault,
    http: httpx.AsyncClient,
) -> Parts:
    limits, jobs, clock = Limits(needs.attempts), stores.of(JOBS.noun), needs.clock
    execute = Dispatcher(COMMANDS, ACCESS, stores.by_noun, needs, subkey(secret, "command digests")).execute
    doors = await all_doors(settings, database, stores, needs, execute, secret, http)
    programs_key = subkey(secret, "secrets of programs")
    programs = Programs(asking_itself(execute), stores.of(API_CLIENT), stores.of(PERSONAL_TOKEN), programs_key)
    key = await open_signing_key(database, subkey(secret, "signing key"), clock)

    async def own_keys() -> dict[str, Any]:
        return key.public()

    operator, services_root = plain(settings.operator_secret), plain(settings.services_root)
    shown, verifier = Verifier("", "gateway", clock, own_keys), Verifier("", NAME, clock, own_keys)
    results = await prepared(MongoResults(database))
    return Parts(
        execute=ending_sessions(execute, doors.keeper),
        authenticate=authenticator(verifier, stores.roles_of),
        verifier=verifier,
        viewers=cache(lambda service: Verifier("", service, clock, own_keys)),
        people=await _people_reads(database, stores, vault, clock),
        doors=doors,
        limits=limits,
        known_organisations=await prepared(MongoKnownOrganisations(database)),
        tokens=Tokens(key, needs, doors.keeper, shown, programs, operator, services_root),
        programs=programs,
        jobs=jobs,
        results=results,
        files=Files(await prepared(MongoUploads(database, vault)), jobs, results, limits, look, read_table),
        keys=key,
        clock=clock,
        checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
    )


async def _people_reads(database: Database, stores: Stores, vault: MongoVault, clock: Clock) -> PeopleReads:
    many, colleagues = await prepared(MongoPeople(database)), await prepared(MongoColleagues(database))
    states = MongoOwnStates(database, NOUNS)
    await states.prepare(PARTS)
    own = OwnDataReads(stores.of(PERSON), states, vault)
    return PeopleReads(stores.of(PERSON), many, vault, colleagues, PeopleSearch(many, vault, clock), own)
