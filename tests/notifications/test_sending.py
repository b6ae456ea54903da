"""Mails are claimed, written and handed over to a real server, and what came of each is saved and told."""

import asyncio
from datetime import timedelta
from typing import Any

import bson
import pytest
from motor.motor_asyncio import AsyncIOMotorClient

from services.notifications.domain.commands import MarkAddress
from services.notifications.domain.mailing import CLAIMED_FOR, PAUSES
from services.notifications.domain.subscription import subscription_id
from services.notifications.ports import Delivery
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.values import MessageKind, Outcome, Topic
from shared.mongo import find_all
from tests.builders import notifications as build
from tests.builders.accounts import PERSON, TENANT
from tests.notifications.sinks import mails_in

pytestmark = pytest.mark.real


class CountingMailer:
    """Takes a while for each, and says the same to all."""

    def __init__(self, says=Delivery.TAKEN):
        self.says, self.taken, self.at_once, self.most = says, [], 0, 0

    async def send(self, mail):
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0)
        self.taken.append(mail)
        self.at_once -= 1
        return self.says


async def told(edge):
    """The wire names and outcomes of what each message's last saves told."""
    return [event["wire"] for document in await find_all(edge.database["messages"], {}) for event in document["ev"]]


async def test_a_mail_is_sent_once_and_it_is_told(office):
    await office.edge.ask(build.add_message())
    await office.sends()
    (mail,) = mails_in(office.folder)
    assert (mail["X-RcptTo"], mail["To"].addresses[0].display_name) == ("lan@example.vn", "Nguyễn Thị Lan")
    assert mail["Subject"] == "Chào mừng bạn đến với Techfest"
    assert (await office.edge.message()).outcome is Outcome.SENT
    assert await told(office.edge) == ["notifications.message_mailed"]
    office.edge.clock.at += timedelta(days=1)
    await office.sends()
    assert len(mails_in(office.folder)) == 1


async def test_of_two_senders_at_once_one_sends(office):
    for number in range(20):
        await office.edge.ask(build.add_message(message_id=f"message-{number:04}"))
    mailer = CountingMailer()
    await asyncio.gather(*(office.sends(mailer) for _ in range(3)))
    assert len(mailer.taken) == 20
    assert len({mail.content for mail in mailer.taken}) == 20


async def test_no_more_than_four_are_under_way(office):
    for number in range(12):
        await office.edge.ask(build.add_message(message_id=f"message-{number:04}"))
    mailer = CountingMailer()
    await office.sends(mailer)
    assert (len(mailer.taken), mailer.most <= 4) == (12, True)


async def test_an_address_that_nobody_has_is_marked_and_gets_nothing_more(office):
    office.accounts.knows("person", PERSON, to="lan@bounce.example")
    await office.edge.ask(build.add_message())
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.BOUNCED
    marked = await office.edge.parts.needs.subscriptions.read(subscription_id(PERSON))
    assert marked.state.bounced_at == build.NOW
    await office.edge.ask(build.add_message(message_id="message-0002"))
    asked = len(office.accounts.asked)
    await office.sends()
    assert (await office.edge.message("message-0002")).outcome is Outcome.UNWANTED
    assert len(office.accounts.asked) == asked


async def test_a_server_that_is_busy_is_asked_again_later_and_later(office):
    office.accounts.knows("person", PERSON, to="lan@later.example")
    await office.edge.ask(build.add_message())
    for pause in PAUSES:
        await office.sends()
        state = await office.edge.message()
        assert (state.outcome, state.mailing.due_at) == (None, office.edge.clock.at + pause)
        await office.sends()
        assert (await office.edge.message()).mailing == state.mailing
        office.edge.clock.at += pause
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.FAILED


async def test_without_a_server_or_accounts_nothing_is_lost(office):
    await office.edge.ask(build.add_message())
    office.accounts.is_there = False
    await office.sends()
    office.edge.clock.at += PAUSES[0]
    office.accounts.is_there, port, office.port = True, office.port, 9
    await office.sends()
    office.edge.clock.at += PAUSES[1]
    office.port = port
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.SENT
    assert len(mails_in(office.folder)) == 1


async def test_a_link_that_has_ended_is_not_sent(office):
    office.accounts.knows("sign_in", "sign-in-0001")
    ends = {"source": build.source("sign_in", "sign-in-0001"), "expires_at": build.NOW + timedelta(minutes=15)}
    await office.edge.ask(build.add_message(kind=MessageKind.SIGN_IN, **ends))
    await office.edge.ask(build.add_message(kind=MessageKind.SIGN_IN, **ends, message_id="message-0002"))
    office.edge.clock.at += timedelta(minutes=15)
    await office.sends()
    office.edge.clock.at += timedelta(seconds=1)
    await office.edge.ask(build.add_message(kind=MessageKind.SIGN_IN, **ends, message_id="message-0003"))
    await office.sends()
    outcomes = [(await office.edge.message(f"message-000{n}")).outcome for n in (1, 2, 3)]
    assert outcomes == [Outcome.SENT, Outcome.SENT, Outcome.FAILED]
    assert len(mails_in(office.folder)) == 2


async def test_who_is_not_there_any_more_is_not_written_to(office):
    office.accounts.contents.clear()
    await office.edge.ask(build.add_message())
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.UNWANTED


async def test_what_was_switched_off_stays_in_the_inbox_alone(office):
    command = ChangeSubscription(person_id=PERSON, topic=Topic.ENTRIES, mailed=False)
    assert (await office.edge.send(command, office.edge.person())).status_code == 200
    for number, kind in enumerate((MessageKind.ENTRY_SUBMITTED, MessageKind.WELCOME)):
        subjects = (build.subject("entry", "entry-nam-viet"),)
        await office.edge.ask(build.add_message(message_id=f"message-{number:04}", kind=kind, subjects=subjects))
    await office.sends()
    states = [await office.edge.message(f"message-{number:04}") for number in range(2)]
    assert [(state.shown, state.outcome) for state in states] == [(True, Outcome.UNWANTED), (True, Outcome.SENT)]


async def test_a_bounced_address_still_gets_its_link(office):
    await office.edge.ask(MarkAddress(person_id=PERSON, tenant_id=TENANT))
    office.accounts.knows("sign_in", "sign-in-0001")
    link = {"kind": MessageKind.SIGN_IN, "source": build.source("sign_in", "sign-in-0001")}
    await office.edge.ask(build.add_message(**link))
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.SENT


async def test_a_token_that_accounts_believes_no_more_is_asked_for_anew(office):
    for number in range(2):
        await office.edge.ask(build.add_message(message_id=f"message-{number:04}"))
        await office.sends()
        office.accounts.tokens.clear()
    assert len(mails_in(office.folder)) == 2


async def test_a_mail_that_breaks_the_sender_breaks_no_other_and_fails_in_the_end(office):
    class Breaks(CountingMailer):
        async def send(self, mail):
            raise RuntimeError

    await office.edge.ask(build.add_message())
    for _ in range(6):
        sender = await office.sends(Breaks())
        assert sender.counts.broken == 1
        office.edge.clock.at += CLAIMED_FOR
    await office.sends()
    assert (await office.edge.message()).outcome is Outcome.FAILED
    assert mails_in(office.folder) == []


async def test_nothing_of_a_person_is_left_after_sending(office, real_parts):
    office.accounts.knows("sign_in", "sign-in-0001")
    link = {"kind": MessageKind.SIGN_IN, "source": build.source("sign_in", "sign-in-0001")}
    await office.edge.ask(build.add_message(**link))
    await office.edge.ask(build.add_message(message_id="message-0002"))
    await office.sends()
    assert len(mails_in(office.folder)) == 2
    kept = [one async for one in stored(office.edge.database, real_parts.mongo)]
    assert any(PERSON.encode() in one for one in kept)
    personal = ("lan@", "Nguyễn", build.TOKEN, "274905")
    assert [word for word in personal for one in kept if word.encode() in one] == []


async def stored(database, mongo):
    """Every document, its told events in it, and every change of one as the oplog has it: as bytes."""
    for name in await database.list_collection_names():
        for document in await find_all(database[name], {}):
            yield bson.encode(document)
    client: Any = AsyncIOMotorClient(mongo)
    try:
        async for change in client["local"]["oplog.rs"].find({"ns": {"$regex": f"^{database.name}[.]"}}):
            yield bson.encode(change)
    finally:
        client.close()
