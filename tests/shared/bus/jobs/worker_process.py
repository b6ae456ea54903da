"""A worker that kills itself in the middle of a job: `python -m <this> MONGO DATABASE STEP`."""

import asyncio
import sys

from shared.clock import SystemClock
from shared.mongo import connect
from tests.shared.bus.jobs.mill import Mill, dies_at, grinding


async def main(mongo: str, name: str, step: str) -> None:
    database = connect(mongo)[name]
    await Mill(database, SystemClock()).worker(grind=grinding(database, dies_at(int(step)))).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
