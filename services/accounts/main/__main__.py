"""The two processes of accounts."""

from functools import partial

from services.accounts.api import accounts_app
from services.accounts.handlers import HEARD, NOUNS, TIMED
from services.accounts.handlers.nouns import JOBS
from services.accounts.handlers.open_boxes import seal_open_boxes
from services.accounts.main.joining import joined
from services.accounts.main.making import NAME
from services.accounts.main.remains import remains
from services.accounts.main.runners import runners
from services.accounts.settings import Settings
from services.accounts.store import MongoKnownOrganisations, MongoPeopleByMail
from shared.bus.erasures import hear_erasures
from shared.bus.itself import as_itself
from shared.bus.jobs import JobWorker
from shared.bus.oplog_guard import OplogGuard
from shared.bus.working import Tables, Work, work
from shared.mongo import connect
from shared.settings import read_settings
from shared.together import together
from shared.web.serving import run_role, serve


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
        tables = Tables(NOUNS, HEARD, TIMED, remains(settings, database, send, clock))
        await guard.look()
        people = MongoPeopleByMail(database)
        await seal_open_boxes(people.with_open_boxes(), send)
        await seal_open_boxes(people.with_open_claims(), send, "hold claims")
        jobs = JobWorker(
            database, JOBS.noun, JOBS.commands, runners(settings, database, send, clock), send, parts.results, clock
        )
        works: list[Work] = [jobs.run, partial(parts.keys.keep_fresh, rotating=True)]
        await together(guard.run(), work(NAME, settings, database, clock, send, tables, works))


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
