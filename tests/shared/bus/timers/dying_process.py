"""Saves an aggregate that has a timer, and is gone: `python -m <this> MONGO DATABASE HALL AT`."""

import asyncio
import os
import signal
import sys
from datetime import datetime

from shared.mongo import connect
from tests.shared.bus.timers.closing import closes_at


async def main(mongo: str, name: str, hall_id: str, at: str) -> None:
    await closes_at(connect(mongo)[name], hall_id, datetime.fromisoformat(at))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
