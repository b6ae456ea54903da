"""Joins judging: `python -m services.judging.main api|worker`."""

from typing import Any, TypeVar

from services.judging.access import ACCESS
from services.judging.api import Parts, judging_app
from services.judging.handlers import COMMANDS, HEARD, NOUNS, TIMED
from services.judging.handlers.following import Following
from services.judging.handlers.nouns import (
    ASSIGNMENT,
    AWARD,
    CANDIDATE,
    CONFLICT,
    FOUND_BY,
    JOBS,
    JUDGE,
    RESULT,
    ROUND,
    RUBRIC,
    SCORESHEET,
)
from services.judging.handlers.plans import Planning, plan_runner
from services.judging.ports import Needs, Shelf, Texts
from services.judging.queries.own_data import PARTS
from services.judging.settings import Settings
from services.judging.store import MongoDocuments, MongoFinds, MongoHeard, SystemChance, prepare_finds
from shared.auth import Verifier
from shared.bus.aggregates import Guard
from shared.bus.dispatch import Dispatcher
from shared.bus.erasures import hear_erasures
from shared.bus.itself import as_itself
from shared.bus.jobs import JobWorker, MongoResults
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Noun
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.recent_reads import RecentReads
from shared.bus.topic_end import TopicEnd
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.topics import TOPIC as ROLES_TOPIC
from shared.contracts.judging.commands.jobs import ASSIGNMENT_KIND
from shared.mongo import Database, cluster_time, connect
from shared.roles import RolesCopy
from shared.search.text import fold, tokens
from shared.settings import read_settings
from shared.together import together
from shared.vault import PersonTexts
from shared.web.authenticating import Verifies, authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

NAME = "judging"
DIGESTS = "command digests"

S = TypeVar("S")


class Stores:
    """The aggregates of judging."""

    def __init__(self, database: Database, guard: Guard, cache: int) -> None:
        self._database = database
        self.by_noun: dict[str, AggregateStore[Any]] = {
            noun.name: MongoAggregates(database, noun, guard, cache) for noun in NOUNS
        }

    def shelf(self, noun: Noun[S]) -> Shelf[S]:
        """Those of one kind."""
        return Shelf(self.by_noun[noun.name], MongoFinds(self._database, noun))


def words(text: str) -> tuple[str, ...]:
    """As they are compared: folded, because who types on a phone leaves the marks out."""
    return tuple(tokens(fold(text)))


async def needs_of(database: Database, stores: Stores, clock: Clock, texts: Texts) -> Needs:
    """What the rules need, its collections prepared."""
    heard = MongoHeard(database)
    await heard.prepare()
    rounds = stores.shelf(ROUND)
    return Needs(
        awards=stores.shelf(AWARD),
        rubrics=stores.shelf(RUBRIC),
        rounds=rounds,
        candidates=stores.shelf(CANDIDATE),
        judges=stores.shelf(JUDGE),
        conflicts=stores.shelf(CONFLICT),
        assignments=stores.shelf(ASSIGNMENT),
        sheets=stores.shelf(SCORESHEET),
        results=stores.shelf(RESULT),
        jobs=stores.by_noun[JOBS.noun.name],
        recent_rounds=RecentReads(rounds.store, clock),
        heard=heard,
        documents=MongoDocuments(database),
        texts=texts,
        chance=SystemChance(),
        words=words,
        now=clock.now,
    )


async def joined(
    settings: Settings, database: Database, guard: OplogGuard, clock: Clock, verifier: Verifies, texts: Texts
) -> Parts:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    await prepare_finds(database, NOUNS, FOUND_BY)
    stores = Stores(database, guard.check, settings.command_cache)
    needs = await needs_of(database, stores, clock, texts)
    own, results = MongoOwnStates(database, NOUNS), MongoResults(database)
    await own.prepare(PARTS)
    await results.prepare()
    grave = TopicEnd(database, ROLES_TOPIC).check
    return Parts(
        execute=Dispatcher(COMMANDS, ACCESS, stores.by_noun, needs, settings.own_key(DIGESTS), grave).execute,
        authenticate=authenticator(verifier, RolesCopy(database, clock).of),
        needs=needs,
        results=results,
        own=own,
        clock=clock,
        checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
    )


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard, texts = OplogGuard(database), _texts(settings, clock)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock), texts)
    hearing = hear_erasures(settings.kafka, texts.hear)
    await together(serve(judging_app(parts), settings.address), guard.run(), hearing)


async def worker() -> None:
    """Tells what was decided, hears what it is to react to, works out plans, and does what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock), _texts(settings, clock))
    send = as_itself(NAME, parts.execute, clock)
    tables = Tables(NOUNS, HEARD, TIMED, Following(parts.needs, send))
    kinds = {ASSIGNMENT_KIND: plan_runner(Planning(parts.needs, send))}
    jobs = JobWorker(database, JOBS.noun, JOBS.commands, kinds, send, parts.results, clock)
    await together(guard.run(), work(NAME, settings, database, clock, send, tables, [jobs.run]))


def _verifier(settings: Settings, clock: Clock) -> Verifier:
    return Verifier(f"{settings.accounts_url}/.well-known/jwks.json", NAME, clock)


def _texts(settings: Settings, clock: Clock) -> PersonTexts:
    return PersonTexts(settings.accounts_url, NAME, settings.service_secret, clock)


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
