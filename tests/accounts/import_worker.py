"""A worker that kills itself while it carries out an import: `python -m <this> MONGO KAFKA DATABASE FOLDER STEP`."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from services.accounts.domain.imported import ImportOrganisation
from shared.bus.itself import as_itself
from shared.clock import FileClock
from shared.mongo import connect
from tests.accounts.importing import importing, settings_at


async def main(mongo: str, kafka: str, name: str, folder: str, step: str) -> None:
    clock, sent = FileClock(Path(folder) / "clock"), 0
    async with importing(settings_at(mongo, kafka, Path(folder)), connect(mongo)[name], clock) as imports:
        itself = as_itself("accounts", imports.parts.execute, clock)

        async def dying(command: Any, command_id: str, traceparent: str) -> Any:
            nonlocal sent
            answer = await itself(command, command_id, traceparent)
            sent += isinstance(command, ImportOrganisation)
            if sent == int(step):
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        await imports.worker(dying).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
