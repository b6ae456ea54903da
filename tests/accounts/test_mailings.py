"""Whom a mail about a person goes to: asked when it is written, and told to notifications alone."""

import pytest

from services.accounts.handlers.mailings import SCOPE, Contents, Mailings, person_mail
from shared.auth import Actor, ActorKind, service_actor
from shared.errors import Forbidden, NotFound, Unauthenticated
from tests.accounts.doors import MAIL, Doors
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, NOBODY

MAILER = Actor("notifications", ActorKind.SERVICE, frozenset({SCOPE}))


@pytest.fixture
async def doors():
    made = Doors()
    await made.service.send(build.create_tenant(), EVERY_SCOPE)
    await made.service.send(build.register_person(), NOBODY)
    await made.service.send(build.vouch(), EVERY_SCOPE)
    return made


def mailings(doors: Doors) -> Mailings:
    return Mailings({"person": person_mail(doors.service.dispatcher._needs)})  # type: ignore[arg-type]


async def test_a_person_is_reached_with_no_link(doors):
    found = await mailings(doors).contents(MAILER, "person", build.PERSON, doors.now)
    assert found == Contents(to=MAIL, name="Nguyễn Thị Lan", language="vi", purpose="person")


async def test_to_an_address_that_nobody_has_shown_to_be_theirs_nothing_goes(doors):
    minh = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn")
    await doors.service.send(minh, NOBODY)
    with pytest.raises(NotFound):
        await mailings(doors).contents(MAILER, "person", build.OTHER_PERSON, doors.now)


async def test_who_is_not_there_is_not_reached(doors):
    with pytest.raises(NotFound):
        await mailings(doors).contents(MAILER, "person", "person-nobody", doors.now)


async def test_nobody_else_is_told(doors):
    for actor, refusal in ((NOBODY, Unauthenticated), (LAN, Forbidden), (service_actor("registration"), Forbidden)):
        with pytest.raises(refusal):
            await mailings(doors).contents(actor, "person", build.PERSON, doors.now)
