"""Joins matchmaking: `python -m services.matchmaking.main api|worker`."""

import asyncio
from typing import Any

from services.matchmaking.access import ACCESS
from services.matchmaking.api import NAME, Parts, matchmaking_app
from services.matchmaking.handlers import COMMANDS, HEARD, NOUNS, TIMED
from services.matchmaking.handlers.filling import fill
from services.matchmaking.handlers.nouns import MATCH
from services.matchmaking.ports import Hearing, Needs
from services.matchmaking.queries.own_data import PARTS
from services.matchmaking.settings import Settings
from services.matchmaking.store.index import FolderIndex
from services.matchmaking.store.rows import MongoAwards, MongoListings, MongoMatches, MongoOrganisations
from shared.auth import Verifier
from shared.bus.dispatch import Dispatcher
from shared.bus.itself import as_itself
from shared.bus.lease import Lease
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.reactions import Send
from shared.bus.topic_end import TopicEnd
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.topics import TOPIC as ROLES_TOPIC
from shared.mongo import Database, cluster_time, connect
from shared.roles import RolesCopy
from shared.settings import read_settings
from shared.together import together
from shared.web.authenticating import Verifies, authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve

INDEX = "index"
"""The lease of the worker that writes the index, and so the one that hears of listings."""


async def joined(settings: Settings, database: Database, guard: OplogGuard, clock: Clock, verifier: Verifies) -> Parts:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    matches = MongoAggregates(database, MATCH, guard.check, settings.command_cache)
    for rows in (MongoListings(database), MongoAwards(database), MongoMatches(database)):
        await rows.prepare()
    own = MongoOwnStates(database, NOUNS)
    await own.prepare(PARTS)
    stores: dict[str, AggregateStore[Any]] = {MATCH.name: matches}
    needs = Needs(matches, MongoOrganisations(database))
    digests, end = settings.own_key("command digests"), TopicEnd(database, ROLES_TOPIC)
    return Parts(
        execute=Dispatcher(COMMANDS, ACCESS, stores, needs, digests, end.check).execute,
        authenticate=authenticator(verifier, RolesCopy(database, clock).of),
        own=own,
        clock=clock,
        checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
    )


def hearing(database: Database, index: FolderIndex, send: Send) -> Hearing:
    """What is needed when a listing is heard of."""
    return Hearing(index, MongoListings(database), MongoAwards(database), MongoMatches(database), send)


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock))
    await together(serve(matchmaking_app(parts), settings.address), guard.run())


async def worker() -> None:
    """Tells what was decided, and matches what it hears of; one at a time, as one writes the index."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock))
    send = as_itself(NAME, parts.execute, clock)

    async def matching() -> None:
        index = await asyncio.to_thread(FolderIndex, settings.index)
        try:
            needs = hearing(database, index, send)
            await fill(index, needs.listings, needs.awards)
            await work(NAME, settings, database, clock, send, Tables(NOUNS, HEARD, TIMED, needs))
        finally:
            await asyncio.to_thread(index.close)

    await together(guard.run(), Lease(database, INDEX).lead(matching))


def _verifier(settings: Settings, clock: Clock) -> Verifier:
    return Verifier(f"{settings.accounts_url}/.well-known/jwks.json", NAME, clock)


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
