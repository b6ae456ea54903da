"""Scenario M1 on real parts: Kafka, MongoDB, an index on disk, a mail server; two services that know each other only by
what they tell."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from services.matchmaking.handlers import HEARD, NOUNS, TIMED
from services.matchmaking.handlers.filling import fill
from services.matchmaking.main import hearing, joined
from services.matchmaking.settings import Settings
from services.matchmaking.store.index import FolderIndex
from services.notifications.handlers import HEARD as NOTIFICATIONS_HEARD
from services.notifications.ports import Telling
from services.notifications.store import MongoBelonging
from shared.bus.itself import as_itself
from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics
from shared.bus.oplog_guard import OplogGuard
from shared.bus.working import Tables, work
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.envelope import Envelope, headers_of
from shared.contracts.events import told_events
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.values import Topic
from shared.ids import new_id
from shared.mongo import find_all
from tests.builders import matchmaking as build
from tests.builders import notifications as mailing
from tests.builders.accounts import PERSON, TENANT, membership_changed
from tests.builders.matchmaking import BUYER, NEED, for_, offered, wanted
from tests.builders.tokens import StoppedClock
from tests.harness.waiting import eventually
from tests.notifications.conftest import SIGNER, edge, office

__all__ = ["edge", "office"]
pytestmark = pytest.mark.real
FIRST, SECOND, THIRD, LAST = "offer-trl-6", "offer-trl-8-380", "offer-trl-8-450", "offer-trl-8-300"
GOAL = 1.0
"""Seconds from publication to the match."""


@pytest.fixture
async def topic(real_parts, monkeypatch):
    """One topic, with one partition, for all that is heard and told."""
    name = f"test.{new_id()}"
    own = (*told_events("matchmaking"), *told_events("notifications"))
    for event in {*HEARD, *NOTIFICATIONS_HEARD, *own}:
        monkeypatch.setattr(event, "topic", name)
    await ensure_topics(real_parts.kafka, [TopicSpec(name, 1)])
    yield name
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics([name])
    await admin.close()


class Exchange:
    """Tells of listings, and can tell all of it again."""

    def __init__(self, publisher, topic):
        self._publisher, self._topic, self._log, self._seqs = publisher, topic, [], {}

    async def tell(self, event):
        about = getattr(event, event.about)
        self._seqs[about] = self._seqs.get(about, 0) + 1
        source = f"/{event.wire.split('.')[0]}/{event.about.removesuffix('_id')}"
        at = mailing.NOW
        envelope = Envelope(event.wire, event.version, source, about, self._seqs[about], at, TENANT, None, PERSON)
        self._log.append((about, event.model_dump_json().encode(), headers_of(envelope)))
        await self._send(*self._log[-1])

    async def again(self):
        for told in list(self._log):
            await self._send(*told)

    async def _send(self, key, value, headers):
        await self._publisher.send(self._topic, key, value, headers)
        await self._publisher.flush()


@asynccontextmanager
async def matchmaking(parts, database, folder):
    """Its worker, over a database of its own."""
    settings = Settings(mongo=parts.mongo, kafka=parts.kafka, data=folder, command_cache=0)
    own, clock = database.client.get_database(f"{database.name}_m"), StoppedClock(mailing.NOW)
    guard = OplogGuard(own)
    joined_parts = await joined(settings, own, guard, clock, SIGNER.verifier("matchmaking", clock))
    await guard.look()
    index = FolderIndex(settings.index)
    send = as_itself("matchmaking", joined_parts.execute, clock)
    needs = hearing(own, index, send)
    await fill(index, needs.listings, needs.awards)
    running = asyncio.create_task(
        work(f"group{new_id()[:8]}", settings, own, clock, send, Tables(NOUNS, HEARD, TIMED, needs))
    )
    yield own
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    index.close()
    await database.client.drop_database(own.name)


@asynccontextmanager
async def notifications(parts, edge, office):
    """Its worker, which mails."""
    settings = Settings(mongo=parts.mongo, kafka=parts.kafka)
    tables = Tables((), NOTIFICATIONS_HEARD, {}, Telling(MongoBelonging(edge.database), edge.itself))
    name = f"group{new_id()[:8]}"
    works = work(name, settings, edge.database, edge.clock, edge.itself, tables, [office.sender().run])
    running = asyncio.create_task(works)
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_m1(real_parts, database, edge, office, topic, tmp_path):
    async def outcomes():
        found = await find_all(edge.database["messages"], {})
        return sorted(str(document["state"].get("outcome")) for document in found)

    async def are(*expected):
        return await outcomes() == sorted(expected)

    async with (
        KafkaPublisher(real_parts.kafka) as publisher,
        matchmaking(real_parts, database, tmp_path) as matching,
        notifications(real_parts, edge, office),
    ):
        exchange = Exchange(publisher, topic)
        member = Member(person_id=PERSON, standing=Standing.ADMIN)
        await exchange.tell(membership_changed(member, members_id="members-of-htx", organisation_id=BUYER))
        await exchange.tell(build.listing_published(NEED, wanted(), BUYER))
        await exchange.tell(build.listing_published(FIRST, offered(trl=6, price=for_(390)), "organisation-one"))
        await exchange.tell(build.listing_published(THIRD, offered(price=for_(450)), "organisation-three"))
        began = time.monotonic()
        await exchange.tell(build.listing_published(SECOND, offered(price=for_(380)), "organisation-two"))
        await eventually(lambda: matching["matches"].find_one({}), 60, "the match")
        took = time.monotonic() - began
        print(f"matched {took:.2f} s after its publication")
        await eventually(lambda: are("sent"), 60, "the first alert")
        await exchange.tell(build.listing_changed(FIRST, offered(trl=7, price=for_(350)), "organisation-one"))
        await eventually(lambda: are("sent", "sent"), 60, "the alert on the edit")
        news = [
            d["state"]["news"] for d in await find_all(matching["matches"], {}, sort=[("state.offer.listing_id", 1)])
        ]
        assert news == [["trl_raised", "price_lowered"], ["published"]]

        await exchange.again()
        off = ChangeSubscription(person_id=PERSON, topic=Topic.MATCHES, mailed=False)
        assert (await edge.send(off, edge.person())).status_code == 200
        await exchange.tell(build.listing_published(LAST, offered(price=for_(300)), "organisation-four"))
        await eventually(lambda: are("sent", "sent", "unwanted"), 60, "the next, which isn't mailed")
    assert took < 10 * GOAL
