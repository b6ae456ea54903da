"""Whether mail reaches a person is known from what came back and from what was read."""

from datetime import timedelta

import pytest

from services.accounts.domain.mail import mail_key
from services.accounts.domain.reach import ConfirmMail, MarkBounced
from services.accounts.handlers.reach import bounced
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.contracts.envelope import Envelope
from shared.contracts.notifications.events import AddressBounced
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts

SERVICE = service_actor("accounts")
CONFIRM = ConfirmMail(person_id=build.PERSON, mail_key=mail_key(b"secret", "lan@example.vn"))


@pytest.fixture
async def accounts():
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    await service.send(build.register_person(), NOBODY)
    return service


async def reached(service: MemoryAccounts) -> tuple[bool, object]:
    person = await service.state("person", build.PERSON)
    return person.mail_verified, person.bounced_at


def heard(minutes: int) -> Incoming:
    at = DURING + timedelta(minutes=minutes)
    event = AddressBounced(subscription_id="subscription-01", person_id=build.PERSON, at=at)
    return Incoming(
        Envelope(event.wire, 1, "/notifications/subscription", "subscription-01", 1, at, build.TENANT), event
    )


async def test_mail_that_came_back_is_noted_and_the_latest_counts(accounts):
    for minutes in (5, 2):
        (command,) = bounced(heard(minutes))
        assert isinstance(command, MarkBounced)
        await accounts.send(command, SERVICE)
    assert await reached(accounts) == (False, DURING + timedelta(minutes=5))


async def test_a_link_that_was_used_has_come_there(accounts):
    await accounts.send(next(iter(bounced(heard(5)))), SERVICE)
    await accounts.send(CONFIRM, SERVICE)
    assert await reached(accounts) == (True, None)
    told = len(accounts.told())
    await accounts.send(CONFIRM, SERVICE)
    assert len(accounts.told()) == told


async def test_of_who_is_not_there_nothing_is_noted(accounts):
    stranger = ConfirmMail(person_id="person-nobody", mail_key="key-of-lan")
    assert (await accounts.send(stranger, SERVICE)).seq == 0
