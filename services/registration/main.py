"""Joins registration: `python -m services.registration.main api|worker`."""

from typing import Any

from services.registration.access import ACCESS, decides
from services.registration.api import Parts, registration_app
from services.registration.handlers import (
    COMMANDS,
    DECISION_PAGE,
    EDITION,
    ENTRY,
    HEARD,
    NOUNS,
    PROGRAMME,
    RELEASE,
    TIMED,
)
from services.registration.handlers.sweeping import sweep
from services.registration.ports import Needs, Remains, Texts
from services.registration.queries import Reading
from services.registration.queries.own_data import PARTS
from services.registration.settings import Settings
from services.registration.store import (
    MongoAuthored,
    MongoCandidates,
    MongoDrafts,
    MongoOrganisations,
    MongoPages,
    MongoPeople,
)
from shared.auth import Verifier
from shared.bus.dispatch import Dispatcher
from shared.bus.erasures import hear_erasures
from shared.bus.itself import as_itself
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.recent_reads import RecentReads
from shared.bus.topic_end import TopicEnd
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.topics import TOPIC as ROLES_TOPIC
from shared.mongo import Database, cluster_time, connect
from shared.roles import RolesCopy
from shared.settings import read_settings
from shared.together import together
from shared.vault import PersonTexts
from shared.web.authenticating import Verifies, authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

NAME = "registration"
DIGESTS = "command digests"


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
    editions = MongoAggregates(database, EDITION, guard.check, settings.command_cache)
    programmes = MongoAggregates(database, PROGRAMME, guard.check, settings.command_cache)
    entries = MongoAggregates(database, ENTRY, guard.check, settings.command_cache)
    decision_pages = MongoAggregates(database, DECISION_PAGE, guard.check, settings.command_cache)
    releases = MongoAggregates(database, RELEASE, guard.check, settings.command_cache)
    stores: dict[str, AggregateStore[Any]] = {
        "edition": editions,
        "programme": programmes,
        "entry": entries,
        "decision_page": decision_pages,
        "release": releases,
    }
    drafts, pages = MongoDrafts(database), MongoPages(database)
    await drafts.prepare()
    await pages.prepare()
    people = MongoPeople(database)
    await people.prepare()
    own = MongoOwnStates(database, NOUNS)
    await own.prepare(PARTS)
    needs = Needs(
        editions,
        RecentReads(programmes, clock),
        entries,
        MongoOrganisations(database),
        texts,
        decision_pages,
        releases,
        MongoCandidates(database),
        pages,
    )
    return Parts(
        execute=Dispatcher(
            COMMANDS, ACCESS, stores, needs, settings.own_key(DIGESTS), TopicEnd(database, ROLES_TOPIC).check
        ).execute,
        authenticate=authenticator(verifier, RolesCopy(database, clock).of),
        entries=entries,
        drafts=drafts,
        own=own,
        people=people,
        reading=Reading(needs.programmes, needs.releases, needs.pages, needs.candidates, needs.texts, decides),
        texts=texts,
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
    await together(
        serve(registration_app(parts), settings.address), guard.run(), hear_erasures(settings.kafka, texts.hear)
    )


async def worker() -> None:
    """Tells what was decided, hears of roles, and does what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock), _texts(settings, clock))
    send = as_itself(NAME, parts.execute, clock)
    remains = Remains(parts.people, MongoAuthored(database), send)
    tables = Tables(NOUNS, HEARD, TIMED, remains)
    await together(guard.run(), work(NAME, settings, database, clock, send, tables, [sweep(remains)]))


def _verifier(settings: Settings, clock: Clock) -> Verifier:
    return Verifier(f"{settings.accounts_url}/.well-known/jwks.json", NAME, clock)


def _texts(settings: Settings, clock: Clock) -> PersonTexts:
    return PersonTexts(settings.accounts_url, NAME, settings.service_secret, clock)


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
