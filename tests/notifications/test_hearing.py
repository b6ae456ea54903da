"""Which fact is told to whom; once, however often it is heard."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from services.notifications.handlers.heard import HEARD
from services.notifications.ports import Telling
from services.notifications.store import MongoBelonging
from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics
from shared.bus.messages import Incoming
from shared.bus.projection import Projection
from shared.bus.reactions import Reactor
from shared.bus.working import Tables, work
from shared.contracts.accounts import events as accounts
from shared.contracts.envelope import Envelope, headers_of
from shared.contracts.events import told_event
from shared.contracts.exchange import events as exchange
from shared.contracts.exchange.values import NoticeKind
from shared.contracts.judging import events as judging
from shared.contracts.matchmaking import events as matchmaking
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.values import MessageKind, Outcome, Subject, Topic
from shared.contracts.registration import events as registration
from shared.ids import new_id
from shared.mongo import find_all
from shared.settings import BaseServiceSettings
from tests.builders import matchmaking as matching
from tests.builders import notifications as build
from tests.builders.accounts import OTHER_PERSON, PERSON, TENANT
from tests.builders.edges import everything_in
from tests.golden.test_messages import FOLDER
from tests.harness.waiting import eventually

pytestmark = pytest.mark.real
ENTRY, AUTHOR = "9a8b7c6d5e4f4a3b8c2d1e0f9a8b7c6d", "2c3d4e5f60714a8293a4b5c6d7e8f901"
JOB, REQUESTER = "5b1f6c0e7c0a4f36b5a4c1d2e3f40516", "7c9e6679f7425de944be07fc1f90ae74"


def fact(kind, /, seq=1, actor_id="person-hanh-04", at=build.NOW, **given):
    """The golden fact with other values, as it is heard."""
    wire, version = kind.wire, kind.version
    data = {**json.loads((FOLDER / f"{wire}.v{version}.json").read_text(encoding="utf-8")), **given}
    event, source = kind.read(version, data), f"/{wire.split('.')[0]}/{kind.about.removesuffix('_id')}"
    return Incoming(Envelope(wire, version, source, getattr(event, kind.about), seq, at, TENANT, None, actor_id), event)


def member(standing, person_id=PERSON):
    return {"person_id": person_id, "standing": standing}


def registered(**given):
    return fact(accounts.OrganisationRegistered, **given)


def submitted(**given):
    return fact(registration.EntrySubmitted, **given)


def masked(told):
    """The offer's owner is hidden."""
    offer = matching.offer_side(owner_id="pseudonym-0001", masked=True)
    return Incoming(told.envelope, told.event.model_copy(update={"offer": offer}))


def interest(**given):
    return fact(matchmaking.InterestShown, seq=2, match_id=matching.MATCH, **given)


ASKED = fact(
    accounts.MembershipChanged, person_id=OTHER_PERSON, members=[member("admin"), member("asked", OTHER_PERSON)]
)
LET_IN = fact(
    accounts.MembershipChanged, person_id=OTHER_PERSON, members=[member("admin"), member("member", OTHER_PERSON)]
)
BEGUN = fact(accounts.MembershipChanged, actor_id=PERSON, members=[member("admin")])
LEFT = fact(accounts.MembershipChanged, person_id=OTHER_PERSON, members=[member("admin")])
ORGANISATION, REQUEST = (
    Subject(noun="organisation", id="organisation-01"),
    Subject(noun="data_request", id="request-0001"),
)
ROLE, ASKING = Subject(noun="role_judge", id="award-0001"), Subject(noun="person", id=OTHER_PERSON)
BUYERS = fact(
    accounts.MembershipChanged,
    members_id="members-of-buyers",
    organisation_id="organisation-htx",
    members=[member("admin"), member("asked", OTHER_PERSON)],
    actor_id=PERSON,
)
SELLERS = fact(
    accounts.MembershipChanged,
    actor_id=OTHER_PERSON,
    person_id=OTHER_PERSON,
    members=[member("member", OTHER_PERSON)],
)
MATCHED = Incoming(fact(matchmaking.MatchSuggested, match_id=matching.MATCH).envelope, matching.match_suggested())
MATCH = Subject(noun="match", id=matching.MATCH)
SUGGESTED_TO_BUYER = (MessageKind.MATCH_SUGGESTED, PERSON, (MATCH,), True)
ENQUIRY = Subject(noun="enquiry", id="5e6f708192a34b5c6d7e8f9012a3b4c5")
LISTING = Subject(noun="listing", id="3f1c2b4a5d6e4f70819a2b3c4d5e6f70")


def told_of(kind):
    """Two people are told; of what an enquiry is about, its page comes first."""
    if kind is NoticeKind.MATCH_SUGGESTED:
        facts = [fact(exchange.PeopleTold, kind=kind, people=[PERSON], enquiry_id=None, match_id=matching.MATCH)]
        return facts, [SUGGESTED_TO_BUYER]
    about = {} if kind.startswith("listing_") else {"enquiry_id": ENQUIRY.id}
    facts = [fact(exchange.PeopleTold, kind=kind, people=[PERSON, OTHER_PERSON], **{"enquiry_id": None, **about})]
    subjects = (ENQUIRY, LISTING) if about else (LISTING,)
    return facts, [(MessageKind(kind.value), who, subjects, True) for who in sorted((PERSON, OTHER_PERSON))]


TABLE: dict[str, tuple[list[Incoming], list[Any]]] = {
    "a link to sign in": ([fact(accounts.SignInAsked)], [(MessageKind.SIGN_IN, PERSON, (), False)]),
    "an invitation": ([fact(accounts.InvitationSent)], [(MessageKind.INVITATION, None, (ROLE,), False)]),
    "an account": ([fact(accounts.PersonRegistered)], [(MessageKind.WELCOME, PERSON, (), True)]),
    "a changed password": ([fact(accounts.PasswordChanged)], [(MessageKind.PASSWORD_CHANGED, PERSON, (), True)]),
    "a role": ([fact(accounts.RoleGranted)], [(MessageKind.ROLE_GRANTED, PERSON, (ROLE,), True)]),
    "a role less": ([fact(accounts.RoleRevoked)], [(MessageKind.ROLE_REVOKED, PERSON, (ROLE,), True)]),
    "who asks": ([ASKED], [(MessageKind.JOIN_ASKED, PERSON, (ORGANISATION, ASKING), True)]),
    "who is let in": ([LET_IN], [(MessageKind.JOIN_ADMITTED, OTHER_PERSON, (ORGANISATION,), True)]),
    "who began it": ([BEGUN], []),
    "who left": ([LEFT], []),
    "verified": (
        [registered(), fact(accounts.OrganisationVerified, seq=2)],
        [(MessageKind.ORGANISATION_VERIFIED, PERSON, (ORGANISATION,), True)],
    ),
    "verified no more": ([registered(), fact(accounts.OrganisationVerified, seq=2, verified=False)], []),
    "verified, by whom is not known": ([fact(accounts.OrganisationVerified, seq=2)], []),
    "registered by a client": ([registered(registered_by="a.b"), fact(accounts.OrganisationVerified, seq=2)], []),
    "a request": ([fact(accounts.DataRequested)], [(MessageKind.DATA_REQUESTED, PERSON, (REQUEST,), True)]),
    "erasure": ([fact(accounts.DataRequestClosed)], [(MessageKind.DATA_ERASED, PERSON, (REQUEST,), True)]),
    "erasure refused": (
        [fact(accounts.DataRequestClosed, status="refused")],
        [(MessageKind.DATA_ANSWERED, PERSON, (REQUEST,), True)],
    ),
    "a request taken back": ([fact(accounts.DataRequestClosed, status="cancelled")], []),
    "a job goes on": ([fact(accounts.JobChanged)], []),
    "a job of a client": ([fact(accounts.JobChanged, status="done", requested_by="cli")], []),
    "a job has ended": (
        [fact(accounts.JobChanged, status="done")],
        [(MessageKind.JOB_DONE, REQUESTER, (Subject(noun="job", id=JOB),), True)],
    ),
    "a match": (
        [BUYERS, SELLERS, MATCHED],
        [(MessageKind.MATCH_SUGGESTED, who, (MATCH,), True) for who in sorted((PERSON, OTHER_PERSON))],
    ),
    "a match with who is masked": ([BUYERS, SELLERS, masked(MATCHED)], [SUGGESTED_TO_BUYER]),
    "a match of nobody who is known": ([MATCHED], []),
    "a match that is scored again": ([BUYERS, fact(matchmaking.MatchRescored, match_id=matching.MATCH)], []),
    "interest of one side": ([BUYERS, masked(MATCHED), interest(mutual=False)], [SUGGESTED_TO_BUYER]),
    "interest of both": (
        [BUYERS, masked(MATCHED), interest(mutual=True)],
        [(MessageKind.MATCH_MUTUAL, PERSON, (MATCH,), True), SUGGESTED_TO_BUYER],
    ),
    "a judge who is asked": (
        [fact(judging.JudgeInvited)],
        [(MessageKind.JUDGE_INVITED, "2c3d4e5f60714a8293a4b5c6d7e8f901",
          (Subject(noun="judge", id="d40516e7f8293a4b5c6d7e8f90011223"),), True)],
    ),
    "an entry": ([submitted()], [(MessageKind.ENTRY_SUBMITTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True)]),
    "an entry on behalf": ([submitted(on_behalf=True), fact(registration.EntryWithdrawn, seq=2)], []),
    "decisions announced": (
        [submitted(), fact(registration.DecisionsAnnounced, announced=[{"entry_id": ENTRY, "decision": "accepted"}])],
        [
            (MessageKind.ENTRY_ACCEPTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
            (MessageKind.ENTRY_SUBMITTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
        ],
    ),
    "a rejection announced": (
        [submitted(), fact(registration.DecisionsAnnounced, announced=[{"entry_id": ENTRY, "decision": "rejected"}])],
        [
            (MessageKind.ENTRY_REJECTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
            (MessageKind.ENTRY_SUBMITTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
        ],
    ),
    "an entry withdrawn": (
        [submitted(at=build.NOW - timedelta(days=9)), fact(registration.EntryWithdrawn, seq=2)],
        [
            (MessageKind.ENTRY_SUBMITTED, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
            (MessageKind.ENTRY_WITHDRAWN, AUTHOR, (Subject(noun="entry", id=ENTRY),), True),
        ],
    ),
    **{f"on the exchange: {kind}": told_of(kind) for kind in NoticeKind},
}  # fmt: skip


async def messages(edge):
    found = await find_all(edge.database["messages"], {})
    states = [await edge.message(document["_id"]) for document in found]
    return sorted((s.kind, s.person_id, s.subjects, s.shown) for s in states)


def hearing(edge):
    telling = Telling(MongoBelonging(edge.database), edge.itself)
    return Reactor(HEARD, edge.itself, Projection(edge.database), telling)


@pytest.mark.parametrize(("facts", "expected"), TABLE.values(), ids=TABLE.keys())
async def test_who_is_told(edge, facts, expected):
    hears = hearing(edge)
    await hears(facts)
    assert await messages(edge) == expected
    before = await everything_in(edge.database)
    edge.clock.at += timedelta(hours=2)
    for told in facts:
        await hears([told])
    assert await everything_in(edge.database) == before


def test_every_kind_of_message_is_told_somewhere():
    told = {kind for _, expected in TABLE.values() for kind, *_ in expected}
    assert set(MessageKind) - told == set()


async def test_an_old_log_fills_inboxes_and_mails_nobody(edge):
    old = [fact(kind, at=build.NOW - timedelta(days=2)) for kind in (accounts.PersonRegistered, accounts.SignInAsked)]
    await hearing(edge)(old)
    (document,) = await find_all(edge.database["messages"], {})
    state = await edge.message(document["_id"])
    assert (state.kind, state.mailing, "due" in document) == (MessageKind.WELCOME, None, False)


async def test_what_is_too_late_to_be_done_is_mailed_to_nobody(edge, office):
    until = build.NOW + timedelta(minutes=5)
    await hearing(edge)([fact(exchange.PeopleTold, kind="deal_reserved", until=until, at=edge.clock.at)])
    (document,) = await find_all(edge.database["messages"], {})
    waiting = await edge.message(document["_id"])
    edge.clock.at = until + timedelta(seconds=1)
    sender = office.sender()
    await sender.look()
    await sender.finish()
    settled = await edge.message(document["_id"])
    assert (waiting.mailing.expires_at, settled.outcome, settled.shown) == (until, Outcome.FAILED, True)


async def test_of_an_erased_person_no_wish_is_kept(edge):
    for person_id in (PERSON, "person-lan-0000"):
        command = ChangeSubscription(person_id=person_id, topic=Topic.JOBS, mailed=False)
        assert (await edge.send(command, edge.person(person_id), f"command-{person_id}")).status_code == 200
    await hearing(edge)([fact(accounts.PersonErased)])
    assert [d["state"]["unwanted"] for d in await find_all(edge.database["subscriptions"], {})] == [[], []]


@pytest.fixture
async def topic(real_parts, monkeypatch):
    """A topic of its own for all that is heard and told."""
    name = f"test.{new_id()}"
    for event in (*HEARD, *map(told_event, ("notifications.message_added", "notifications.message_mailed"))):
        monkeypatch.setattr(event, "topic", name)
    await ensure_topics(real_parts.kafka, [TopicSpec(name, 2)])
    yield name
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    await admin.delete_topics([name])
    await admin.close()


async def test_a_worker_hears_writes_and_tells(edge, office, real_parts, topic):
    settings, name = BaseServiceSettings(mongo=real_parts.mongo, kafka=real_parts.kafka), f"group{new_id()[:8]}"
    tables, sender = Tables((), HEARD), office.sender()
    works = work(name, settings, edge.database, edge.clock, edge.itself, tables, [sender.run])
    running = asyncio.create_task(works)
    told = fact(accounts.PersonRegistered)
    async with KafkaPublisher(real_parts.kafka) as telling:
        for _ in range(2):
            value = told.event.model_dump_json().encode()
            await telling.send(topic, told.envelope.aggregate_id, value, headers_of(told.envelope))
        await telling.flush()
    await eventually(lambda: outcome(edge), 30, "the mail is sent")
    assert await messages(edge) == TABLE["an account"][1]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def outcome(edge):
    found = await find_all(edge.database["messages"], {"state.outcome": "sent"})
    return len(found) == 1
