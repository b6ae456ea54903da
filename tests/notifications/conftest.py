from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from deploy.local.mailbox.keeping import Mails
from deploy.local.mailbox.receiving import Receiver
from services.notifications.api import NAME, Parts, notifications_app
from services.notifications.handlers.sending import Post, Sender
from services.notifications.main import joined
from services.notifications.settings import Settings
from services.notifications.store import HttpContents, MongoDueMails, SmtpMailer, TemplateWriter
from services.notifications.store.smtp import server_of
from shared.bus.itself import as_itself
from shared.bus.oplog_guard import OplogGuard
from shared.bus.reactions import Send
from shared.clock import SystemClock
from shared.ids import new_id
from shared.mongo import Database
from tests.builders import notifications as build
from tests.builders.accounts import PERSON
from tests.builders.edges import send, speaking_to
from tests.builders.tokens import Signer, StoppedClock
from tests.notifications.accounts_double import SECRET, Accounts
from tests.notifications.sinks import server

SIGNER = Signer()


@dataclass
class Edge:
    """Notifications behind HTTP, with what it says to itself, and a clock that the test moves."""

    http: httpx.AsyncClient
    database: Database
    clock: StoppedClock
    parts: Parts

    @property
    def itself(self) -> Send:
        return as_itself(NAME, self.parts.execute, self.clock)

    def person(self, person_id: str = PERSON, **claims: Any) -> str:
        return SIGNER.token(self.clock.at, sub=person_id, aud=[NAME], **claims)

    def client(self, *scopes: str) -> str:
        return SIGNER.of_client(*scopes, now=self.clock.at, aud=[NAME])

    async def send(self, command, token="", command_id="command-0001", **headers):
        return await send(self.http, command, token, command_id, headers)

    async def ask(self, command):
        return await self.itself(command, new_id(), "")

    async def message(self, message_id=build.MESSAGE):
        found = await self.parts.needs.messages.read(message_id)
        return found.state if found else None


@pytest.fixture
async def edge(real_parts, database):
    clock = StoppedClock(build.NOW)
    settings = Settings(
        mongo=real_parts.mongo, kafka=real_parts.kafka, service_secret=SecretStr(SECRET), command_cache=0
    )
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, SIGNER.verifier(NAME, clock))
    await guard.look()
    async with speaking_to(notifications_app(parts)) as http:
        yield Edge(http, database, clock, parts)


@dataclass
class Office:
    """A sender over the service's own database, with accounts and a mail server beside."""

    edge: Edge
    accounts: Accounts
    folder: Path
    contents: HttpContents
    port: int

    def sender(self, mailer=None, clock=None) -> Sender:
        due, writer = MongoDueMails(self.edge.database), TemplateWriter(build.HEAD)
        url = SecretStr(f"smtp://127.0.0.1:{self.port}")
        post = Post(due, self.contents, writer, mailer or SmtpMailer(server_of(url), build.HEAD.sender))
        now = clock or self.edge.clock
        return Sender(post, self.edge.parts.needs, as_itself(NAME, self.edge.parts.execute, now), now, every=0.02)

    async def sends(self, mailer=None) -> Sender:
        """One look, and what is begun in it ends."""
        sender = self.sender(mailer)
        await sender.look()
        await sender.finish()
        return sender


@pytest.fixture
async def office(edge, tmp_path):
    accounts, folder = Accounts(), tmp_path / "mail"
    accounts.knows("person", PERSON)
    transport = httpx.ASGITransport(accounts.app())
    contents = HttpContents("http://accounts", SecretStr(SECRET), edge.clock, transport)
    async with server(Receiver(Mails(folder), SystemClock())) as port:
        yield Office(edge, accounts, folder, contents, port)
    await contents.close()
