"""An address that one types later, after a printed code or a slip of the finger: a claim until its mail was read."""

from dataclasses import replace
from typing import Any

import pytest

from services.accounts.domain import person, reach
from services.accounts.domain.mail import mail_key
from services.accounts.domain.reach import Claiming, ConfirmMail
from services.accounts.handlers.signing_in_mail import Wish
from services.accounts.handlers.signing_in_sessions import SignedIn
from services.accounts.queries.people import details_of
from shared.auth import Actor
from shared.contracts.accounts.events import PersonSnapshot
from shared.contracts.accounts.refusals import LinkExpired, MailConfirmed
from shared.errors import NotFound, Unauthenticated
from tests.accounts.doors import MAIL, Doors, opened
from tests.builders import accounts as build
from tests.builders.actors import NOBODY
from tests.builders.actors import person as person_actor
from tests.builders.contexts import context

GUEST = build.person(mail_keys=(), credentials=None)
FOUND = Claiming("key-of-new", "key-of-domain", "box-with-mail")


def test_a_guest_claims_an_address_and_its_domain_is_told():
    kept, told = reach.claim(GUEST, build.claim_mail(), context(), FOUND)
    state = person.apply(GUEST, kept)
    assert (state.claimed_key, state.claimed_at, state.details) == ("key-of-new", context().now, "box-with-mail")
    assert (state.mail_keys, state.mail_verified) == ((), False)
    assert told == build.person_snapshot(domain_key="key-of-domain")
    assert isinstance(told, PersonSnapshot)
    assert reach.claim(state, build.claim_mail(), context(), FOUND) == ()


def test_a_mistyped_address_is_put_right_and_what_came_back_is_forgotten():
    before = build.unproven(bounced_at=context().now, domain_key="key-of-domain")
    (kept,) = reach.claim(before, build.claim_mail(), context(), FOUND)
    state = person.apply(before, kept)
    assert (state.claimed_key, state.bounced_at, state.credentials) == ("key-of-new", None, "box-of-password")


def test_who_has_joined_another_account_can_still_say_where_mail_is_read():
    joined = build.unproven(mail_keys=("key-of-other",))
    assert reach.claim(joined, build.claim_mail(), context(), FOUND)
    guest = build.person(mail_keys=("key-of-new",), credentials=None, domain_key="key-of-domain")
    (kept,) = reach.claim(guest, build.claim_mail(), context(), replace(FOUND, has_mail=False))
    read = ConfirmMail(person_id=build.PERSON, mail_key="key-of-new", keeps=True)
    (shown,) = reach.confirm(person.apply(guest, kept), read, context())
    state = person.apply(person.apply(guest, kept), shown)
    assert (state.mail_keys, state.mail_verified) == (("key-of-new",), True)


@pytest.mark.parametrize(
    ("state", "found", "refusal"),
    [
        (build.person(), FOUND, MailConfirmed),
        (None, FOUND, NotFound),
        (GUEST, Claiming(), NotFound),
        (build.person(mail_keys=(), erased=True), FOUND, NotFound),
        (build.person(mail_keys=(), into_id=build.OTHER_PERSON), FOUND, NotFound),
    ],
)
def test_what_is_no_claim_is_refused(state, found, refusal):
    with pytest.raises(refusal):
        reach.claim(state, build.claim_mail(), context(), found)


def test_a_mail_to_one_address_confirms_no_other():
    state = build.unproven(claimed_key="key-of-another")
    with pytest.raises(LinkExpired):
        reach.confirm(state, ConfirmMail(person_id=build.PERSON, mail_key="key-of-lan"), context())


@pytest.fixture
async def doors() -> Doors:
    return await opened()


@pytest.fixture
async def guest(doors) -> SignedIn:
    """Bà Tư, who came in by a printed code."""
    (code, *_) = await doors.issue()
    came = await doors.slip(code)
    assert isinstance(came, SignedIn)
    return came


def herself(guest: SignedIn) -> Actor:
    return person_actor(guest.session.person_id)


async def claimed(doors: Doors, guest: SignedIn, mail: str) -> Any:
    await doors.service.send(build.claim_mail(person_id=guest.session.person_id, mail=mail), herself(guest))
    return await doors.new.confirm(guest.session, "/account", doors.caller, doors.now)


async def test_a_guest_adds_an_address_reads_the_mail_and_signs_in_by_it_from_then_on(doors, guest):
    asked = await claimed(doors, guest, "ba.tu@example.vn")
    contents = await doors.mailings._kinds["sign_in"](asked.sign_in_id, doors.now)
    assert (contents.to, contents.name, contents.purpose) == ("ba.tu@example.vn", "Bà Tư", "confirm")
    assert not (await doors.service.state("person", guest.session.person_id)).mail_verified
    came = await doors.press(asked)
    assert came.entered.session.person_id == guest.session.person_id
    state = await doors.service.state("person", guest.session.person_id)
    assert (state.mail_verified, state.mail_keys) == (True, (mail_key(b"secret", "ba.tu@example.vn"),))
    details = await details_of(state, doors.service.vault)
    assert details is not None
    assert (details.name, details.mail) == ("Bà Tư", "ba.tu@example.vn")
    again = await doors.asked("ba.tu@example.vn")
    assert (await doors.press(again)).entered.session.person_id == guest.session.person_id


async def test_an_address_that_is_another_account_s_joins_the_guest_with_it(doors, guest):
    asked = await claimed(doors, guest, MAIL)
    contents = await doors.mailings._kinds["sign_in"](asked.sign_in_id, doors.now)
    assert (contents.to, contents.name, contents.purpose) == (MAIL, "Nguyễn Thị Lan", "join")
    came = await doors.press(asked)
    assert came.entered.session.person_id == build.PERSON
    assert (await doors.service.state("person", guest.session.person_id)).into_id == build.PERSON


async def test_whoever_has_the_address_the_claim_is_answered_the_same(doors, guest):
    answers = []
    for mail in (MAIL, "nobody@example.vn"):
        command = build.claim_mail(person_id=guest.session.person_id, mail=mail)
        answers.append(await doors.service.send(command, herself(guest)))
    assert [(a.id, a.result) for a in answers] == [(guest.session.person_id, None)] * 2


async def test_the_mail_to_the_address_before_opens_nothing_any_more(doors, guest):
    old = await claimed(doors, guest, "ba.tu@example.vn")
    by_link = await doors.mail.begin(Wish("ba.tu@example.vn", None, "vi"), doors.caller, doors.now)
    await claimed(doors, guest, "ba.tu@another.example")
    for asked in (old, by_link):
        with pytest.raises(LinkExpired):
            await doors.press(asked)
    assert not (await doors.service.state("person", guest.session.person_id)).mail_verified


async def test_nobody_claims_for_somebody_else(doors, guest):
    command = build.claim_mail(person_id=guest.session.person_id, mail="toi@example.vn")
    for actor, refusal in ((person_actor(build.PERSON), NotFound), (NOBODY, Unauthenticated)):
        with pytest.raises(refusal):
            await doors.service.send(command, actor)
