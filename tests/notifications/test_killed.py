"""A sender that is killed between the server's answer and the outcome: the only way a mail can arrive twice."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import SecretStr

from deploy.local.mailbox.keeping import Mails
from services.notifications.api import NAME
from services.notifications.domain.mailing import CLAIMED_FOR
from services.notifications.main import joined
from services.notifications.settings import Settings
from shared.bus.itself import as_itself
from shared.bus.oplog_guard import OplogGuard
from shared.clock import FileClock
from shared.contracts.notifications.values import Outcome
from shared.ids import new_id
from shared.together import together
from shared.web.serving import serve
from tests.builders import notifications as build
from tests.builders.accounts import PERSON
from tests.builders.tokens import Signer, StoppedClock
from tests.harness.ports import free_ports
from tests.harness.waiting import eventually
from tests.notifications.accounts_double import SECRET, Accounts
from tests.notifications.sinks import Watched, mails_in, server

pytestmark = pytest.mark.real


@asynccontextmanager
async def accounts_answering():
    accounts, port = Accounts(), free_ports().accounts
    accounts.knows("person", PERSON)
    running = asyncio.create_task(together(serve(accounts.app(), ("127.0.0.1", port))))
    yield f"http://127.0.0.1:{port}"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def started(environment):
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.notifications.sender_process", env={**os.environ, **environment}
    )


async def test_it_arrives_again_with_the_same_message_id_and_then_never(real_parts, tmp_path):
    prefix, folder, clock = f"t{new_id()[:10]}", tmp_path / "mail", FileClock(tmp_path / "clock")
    processes: list[asyncio.subprocess.Process] = []

    def kill():
        if len(processes) == 1 and processes[0].returncode is None:
            os.kill(processes[0].pid, signal.SIGKILL)

    client: Any = AsyncIOMotorClient(real_parts.mongo, tz_aware=True, w="majority", journal=True)
    try:
        async with accounts_answering() as accounts, server(Watched(Mails(folder), kill)) as port:
            environment = {
                "TECHFEST_MONGO": real_parts.mongo,
                "TECHFEST_KAFKA": real_parts.kafka,
                "TECHFEST_DATABASE_PREFIX": prefix,
                "TECHFEST_SERVICE_SECRET": SECRET,
                "TECHFEST_ACCOUNTS_URL": accounts,
                "TECHFEST_SMTP": f"smtp://127.0.0.1:{port}",
                "TECHFEST_CLOCK": str(tmp_path / "clock"),
                "TECHFEST_TESTING": "1",
                "TECHFEST_COMMAND_CACHE": "0",
            }
            parts = await service(real_parts, client.get_database(f"{prefix}_{NAME}"))
            command = build.add_message(told_at=clock.now())
            await as_itself(NAME, parts.execute, clock)(command, new_id(), "")
            processes.append(await started(environment))
            assert await asyncio.wait_for(processes[0].wait(), 60) == -signal.SIGKILL
            assert len(mails_in(folder)) == 1
            assert (await parts.needs.messages.read(build.MESSAGE)).state.outcome is None
            (tmp_path / "clock").write_text(str(CLAIMED_FOR.total_seconds()))
            processes.append(await started(environment))
            await eventually(lambda: is_sent(parts), 60, "it is sent again")
            (tmp_path / "clock").write_text(str(86_400))
            processes.append(await started(environment))
            second = build.add_message(message_id="message-0002", told_at=clock.now())
            await as_itself(NAME, parts.execute, clock)(second, new_id(), "")
            await eventually(lambda: is_sent(parts, "message-0002"), 60, "another is sent")
            ids = [str(mail["Message-ID"]) for mail in mails_in(folder)]
            assert (len(ids), ids[0] == ids[1], ids[1] == ids[2]) == (3, True, False)
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.wait()
        await client.drop_database(f"{prefix}_{NAME}")
        client.close()


async def service(real_parts, database):
    settings = Settings(
        mongo=real_parts.mongo, kafka=real_parts.kafka, service_secret=SecretStr(SECRET), command_cache=0
    )
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, StoppedClock(), Signer().verifier(NAME, StoppedClock()))
    await guard.look()
    return parts


async def is_sent(parts, message_id=build.MESSAGE):
    return (await parts.needs.messages.read(message_id)).state.outcome is Outcome.SENT
