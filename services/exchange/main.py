"""Joins the exchange: `python -m services.exchange.main api|worker`."""

from typing import Any

from services.exchange.access import ACCESS
from services.exchange.api import Parts, exchange_app
from services.exchange.handlers import COMMANDS, ENQUIRY, HEARD, LISTING, NEGOTIATION, NOTICE, NOUNS, TIMED
from services.exchange.ports import Needs, Texts
from services.exchange.queries.own_data import PARTS
from services.exchange.settings import Settings
from services.exchange.store import MongoEnquiries, MongoListings, MongoModerators, MongoOrganisations
from shared.auth import Verifier
from shared.bus.dispatch import Dispatcher
from shared.bus.erasures import hear_erasures
from shared.bus.itself import as_itself
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.topic_end import TopicEnd
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.topics import TOPIC as ROLES_TOPIC
from shared.files.gridfs import MongoFiles
from shared.ids import new_id
from shared.mongo import Database, cluster_time, connect
from shared.roles import RolesCopy
from shared.settings import read_settings
from shared.together import together
from shared.vault import PersonTexts
from shared.web.authenticating import Verifies, authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

NAME = "exchange"
DIGESTS, LINKS = "command digests", "links to files"


async def joined(
    settings: Settings,
    database: Database,
    guard: OplogGuard,
    clock: Clock,
    verifier: Verifies,
    texts: Texts,
) -> Parts:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    stores: dict[str, AggregateStore[Any]] = {
        noun.name: MongoAggregates(database, noun, guard.check, settings.command_cache)
        for noun in (LISTING, ENQUIRY, NEGOTIATION, NOTICE)
    }
    organisations, listings, enquiries = MongoOrganisations(database), MongoListings(database), MongoEnquiries(database)
    own = MongoOwnStates(database, NOUNS)
    await own.prepare(PARTS)
    files = MongoFiles(database)
    for found in (organisations, listings, enquiries, files):
        await found.prepare()
    needs = Needs(
        stores["listing"],
        stores["enquiry"],
        stores["negotiation"],
        organisations,
        MongoModerators(database),
        files,
        texts,
        new_id,
    )
    execute = Dispatcher(
        COMMANDS, ACCESS, stores, needs, settings.own_key(DIGESTS), TopicEnd(database, ROLES_TOPIC).check
    ).execute
    return Parts(
        execute=execute,
        send=as_itself(NAME, execute, clock),
        authenticate=authenticator(verifier, RolesCopy(database, clock).of),
        listings=listings,
        enquiries=enquiries,
        readers=listings,
        needs=needs,
        own=own,
        files=files,
        links=settings.own_key(LINKS),
        clock=clock,
        checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
    )


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    texts = _texts(settings, clock)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock), texts)
    await together(serve(exchange_app(parts), settings.address), guard.run(), hear_erasures(settings.kafka, texts.hear))


async def worker() -> None:
    """Tells what was decided, hears of roles, organisations and its own facts, and does what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock), _texts(settings, clock))
    await together(guard.run(), work(NAME, settings, database, clock, parts.send, Tables(NOUNS, HEARD, TIMED)))


def _verifier(settings: Settings, clock: Clock) -> Verifier:
    return Verifier(f"{settings.accounts_url}/.well-known/jwks.json", NAME, clock)


def _texts(settings: Settings, clock: Clock) -> PersonTexts:
    return PersonTexts(settings.accounts_url, NAME, settings.service_secret, clock)


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
