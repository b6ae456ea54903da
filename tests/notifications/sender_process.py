"""A sender as a process of its own, to be killed: `python -m <this>`, its settings in the environment."""

import asyncio

from services.notifications.api import NAME
from services.notifications.handlers.sending import Sender
from services.notifications.main import joined, post
from services.notifications.settings import Settings
from shared.bus.itself import as_itself
from shared.bus.oplog_guard import OplogGuard
from shared.mongo import connect
from shared.settings import read_settings
from tests.builders.tokens import Signer, StoppedClock


async def main() -> None:
    settings = read_settings(Settings)
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, Signer().verifier(NAME, StoppedClock()))
    await guard.look()
    await Sender(post(settings, database, clock), parts.needs, as_itself(NAME, parts.execute, clock), clock).run()


if __name__ == "__main__":
    asyncio.run(main())
