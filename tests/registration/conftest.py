from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.registration.api import registration_app
from services.registration.main import joined
from services.registration.ports import ORGANISATIONS
from services.registration.settings import Settings
from shared.bus.itself import as_itself
from shared.bus.oplog_guard import OplogGuard
from shared.bus.projection import Projection, Row
from shared.bus.reactions import Send
from shared.contracts.accounts.roles import Role
from shared.mongo import Database
from shared.roles import COLLECTION, SOURCE
from tests.builders import registration as build
from tests.builders.accounts import ORGANISATION, PERSON, TENANT
from tests.builders.edges import send, speaking_to
from tests.builders.registration import DURING
from tests.builders.tokens import Signer, StoppedClock
from tests.fakes.memory_texts import MemoryTexts

SIGNER = Signer()


@dataclass
class Edge:
    """Registration behind HTTP, with a key that it trusts and a clock that the test moves."""

    http: httpx.AsyncClient
    database: Database
    clock: StoppedClock
    signer: Signer
    guard: OplogGuard
    texts: MemoryTexts
    itself: Send

    def person(self, person_id: str = PERSON, **claims: Any) -> str:
        return self.signer.token(self.clock.at, sub=person_id, **claims)

    def client(self, *scopes: str) -> str:
        return self.signer.of_client(*scopes, now=self.clock.at)

    async def hold(self, person_id: str, *roles: Role, seq: int = 1) -> None:
        """The roles are told, and a second passes, within which they hold."""
        held = {"roles": [r.model_dump(mode="json") for r in roles]}
        await Projection(self.database).write([Row(COLLECTION, person_id, SOURCE, seq, held)])
        self.clock.at += timedelta(seconds=1)

    async def registered(self, organisation_id: str = ORGANISATION, registered_by: str = PERSON, **kept: Any) -> None:
        """An organisation is told."""
        row = {"tenant_id": TENANT, "registered_by": registered_by, **kept}
        await Projection(self.database).write([Row(ORGANISATIONS, organisation_id, "organisation", 1, row)])

    async def send(self, command, token="", command_id="command-0001", **headers):
        return await send(self.http, command, token, command_id, headers)


@pytest.fixture
async def edge(real_parts, database):
    clock = StoppedClock(DURING)
    settings = Settings(mongo=real_parts.mongo, kafka=real_parts.kafka)
    guard, texts = OplogGuard(database), MemoryTexts()
    parts = await joined(settings, database, guard, clock, SIGNER.verifier("registration", clock), texts)
    await guard.look()
    async with speaking_to(registration_app(parts)) as http:
        yield Edge(http, database, clock, SIGNER, guard, texts, as_itself("registration", parts.execute, clock))


@pytest.fixture
async def open_edge(edge):
    """With the programme open, and Lan's organisation."""
    await edge.registered()
    token = edge.client("editions:open")
    for n, command in enumerate((build.open_edition(), build.open_programme())):
        assert (await edge.send(command, token, f"opening-{n}")).status_code == 200
    return edge
