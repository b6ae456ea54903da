"""A new account: in at once, the same whoever has the address; the mail shows whose it is, and joins what is one's."""

import asyncio

import pyotp
import pytest

from services.accounts.domain.derived import Purpose, link_code, link_token
from services.accounts.domain.erasure import ErasePerson
from services.accounts.domain.mail import mail_key
from services.accounts.handlers.limits import REGISTRATIONS_AT_PLACE
from services.accounts.handlers.second_factor import step_at
from services.accounts.handlers.signing_in_mail import LINKS_OF_MAIL_AT_PLACE
from services.accounts.handlers.signing_in_new import BORN_FOR
from services.accounts.handlers.signing_in_sessions import SecondStepNeeded
from shared.auth import Actor, ActorKind, service_actor
from shared.contracts.accounts.events import SignInAsked
from shared.contracts.accounts.refusals import (
    LinkExpired,
    LinkUsed,
    MailUnproven,
    OtherBrowser,
    PersonExists,
    TooManyAttempts,
    WrongCredentials,
)
from shared.errors import CommandIdReused, NotFound
from tests.accounts.doors import KEY, MAIL, UNKNOWN, at, opened
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, person

MAILER = Actor("notifications", ActorKind.SERVICE, frozenset({"mail:contents"}))
NEW = "person-new-01"
OTHER = "person-new-02"


@pytest.fixture
async def doors():
    return await opened()


async def press(doors, begun):
    return await doors.press(begun.asked)


async def key_of(doors, person_id):
    state = await doors.service.state("person", person_id)
    return state.mail_keys, state.claimed_key


def key(mail):
    return mail_key(b"secret", mail)


async def test_who_makes_an_account_is_in_at_once_and_owns_the_address_once_the_mail_was_read(doors):
    begun = await doors.make(mail=UNKNOWN)
    assert (begun.signed_in.session.person_id, begun.signed_in.session.method) == (NEW, "new")
    assert await key_of(doors, NEW) == ((), key(UNKNOWN))
    came = await press(doors, begun)
    assert (came.entered.session.person_id, came.next_page, came.password_ended) == (NEW, "/my-entries", False)
    assert await key_of(doors, NEW) == ((key(UNKNOWN),), None)
    assert await doors.keeper.find(begun.signed_in.token, doors.now) == begun.signed_in.session
    assert (await doors.enter(mail=UNKNOWN)).session.person_id == NEW


async def test_the_six_digits_do_the_same(doors):
    begun = await doors.make(mail=UNKNOWN)
    came = await doors.type(begun.asked, link_code(KEY, Purpose.SIGN_IN, begun.asked.sign_in_id))
    assert came.entered.session.person_id == NEW
    assert await key_of(doors, NEW) == ((key(UNKNOWN),), None)


async def test_nothing_tells_a_known_address_from_an_unknown_one_before_its_mail_was_read(doors):
    seen = []
    for mail, person_id in ((MAIL, NEW), (UNKNOWN, OTHER)):
        before = costs(doors)
        begun = await doors.make(f"command-{person_id}", mail=mail, person_id=person_id, password="mật khẩu của tôi")
        spent = [after - b for after, b in zip(costs(doors), before, strict=True)]
        about = [type(e).__name__ for e in doors.service.told() if getattr(e, "person_id", None) == person_id]
        with pytest.raises(WrongCredentials):
            await doors.enter("mật khẩu của tôi", mail)
        with pytest.raises(MailUnproven):
            await doors.second.begin(begun.signed_in.session, "Lan", doors.now)
        seen.append((spent, about, begun.asked.expires_at, len(begun.asked.browser), len(begun.signed_in.token)))
    assert seen[0] == seen[1]


def costs(doors):
    stores = doors.service.stores.values()
    return [*(len(s.shelf.known) for s in stores), doors.service.passwords.works, len(doors.sessions.kept)]


async def test_the_mail_is_the_new_accounts_in_both_cases_and_its_owner_alone_reads_which(doors):
    said = []
    for mail, person_id in ((MAIL, NEW), (UNKNOWN, OTHER)):
        begun = await doors.make(f"command-{person_id}", mail=mail, person_id=person_id, name="Người lạ")
        (told,) = [e for e in doors.service.told() if isinstance(e, SignInAsked) and e.person_id == person_id]
        assert told.sign_in_id == begun.asked.sign_in_id
        found = await doors.mailings.contents(MAILER, "sign_in", begun.asked.sign_in_id, doors.now)
        said.append((found.to, found.name, found.purpose))
    assert said == [(MAIL, "Nguyễn Thị Lan", "join"), (UNKNOWN, "Người lạ", "confirm")]


async def test_a_password_of_ones_own_making_tells_nobody_whether_an_address_is_taken(doors):
    for mail, person_id in ((MAIL, NEW), (UNKNOWN, OTHER)):
        await doors.make(f"command-{person_id}", mail=mail, person_id=person_id, password="mật khẩu của tôi")
        before = doors.service.passwords.works
        with pytest.raises(WrongCredentials):
            await doors.enter("mật khẩu của tôi", mail)
        assert doors.service.passwords.works == before + 1


async def test_who_forgot_that_they_have_an_account_is_in_it_by_the_mail_with_what_they_began(doors):
    begun = await doors.make()
    came = await press(doors, begun)
    assert came.entered.session.person_id == build.PERSON
    assert (await doors.service.state("person", NEW)).into_id == build.PERSON
    assert await key_of(doors, build.PERSON) == ((key(MAIL),), None)
    assert (await doors.enter()).session.person_id == build.PERSON, "the old password holds on"


async def test_what_a_stranger_began_with_somebodys_address_is_joined_in_the_strangers_browser_alone(doors):
    strangers, owners = await doors.make(), await doors.asked()
    with pytest.raises(OtherBrowser):
        await doors.press(strangers.asked, owners.browser)
    came = await doors.press(owners)
    assert came.entered.session.person_id == build.PERSON
    assert (await doors.service.state("person", NEW)).into_id is None


async def test_a_second_step_comes_before_the_two_are_joined(doors):
    session = (await doors.enter()).session
    secret = (await doors.second.begin(session, "Lan", doors.now)).secret
    await doors.second.confirm(session, pyotp.TOTP(secret).generate_otp(step_at(doors.now)), doors.now)
    begun = await doors.make()
    came = await press(doors, begun)
    assert isinstance(came.entered, SecondStepNeeded)
    assert (await doors.service.state("person", NEW)).into_id is None
    doors.later(minutes=1)
    code = pyotp.TOTP(secret).generate_otp(step_at(doors.now))
    signed = await doors.second.enter(came.entered.token, code, doors.caller, doors.now)
    assert signed.session.person_id == build.PERSON
    assert (await doors.service.state("person", NEW)).into_id == build.PERSON


async def test_of_several_that_say_one_address_the_first_to_show_it_has_it_and_the_others_join(doors):
    first = await doors.make("command-0001", mail=UNKNOWN)
    second = await doors.make("command-0002", mail=UNKNOWN, person_id=OTHER)
    assert (await press(doors, second)).entered.session.person_id == OTHER
    came = await press(doors, first)
    assert came.entered.session.person_id == OTHER
    assert (await doors.service.state("person", NEW)).into_id == OTHER


async def test_two_that_show_one_address_at_one_moment_become_one(doors):
    begun = [await doors.make(f"command-{p}", mail=UNKNOWN, person_id=p) for p in (NEW, OTHER)]
    came = await asyncio.gather(*(press(doors, one) for one in begun))
    (owner,) = {one.entered.session.person_id for one in came}
    gone = ({NEW, OTHER} - {owner}).pop()
    assert (await doors.service.state("person", gone)).into_id == owner


async def test_who_signs_in_by_mail_before_anything_was_shown_has_the_account_begun_last(doors):
    await doors.make("command-0001", mail=UNKNOWN)
    doors.later(minutes=1)
    await doors.make("command-0002", mail=UNKNOWN, person_id=OTHER)
    came = await doors.press(await doors.asked(UNKNOWN))
    assert (came.entered.session.person_id, came.password_ended) == (OTHER, True)


async def test_a_link_is_of_who_has_the_address_when_it_is_pressed(doors):
    asked_before = await doors.make(mail=UNKNOWN)
    by_mail = await doors.asked(UNKNOWN)
    await doors.make("command-0002", mail=UNKNOWN, person_id=OTHER)
    await doors.service.send(build.vouch(person_id=OTHER), EVERY_SCOPE)
    assert (await doors.press(by_mail)).entered.session.person_id == OTHER
    assert (await press(doors, asked_before)).entered.session.person_id == OTHER


async def test_a_link_of_who_was_erased_meanwhile_is_over(doors):
    begun, by_mail = await doors.make(mail=UNKNOWN), await doors.asked(UNKNOWN)
    await doors.service.send(ErasePerson(person_id=NEW), service_actor("accounts"))
    for asked in (begun.asked, by_mail):
        with pytest.raises(LinkExpired):
            await doors.press(asked)


async def test_a_link_of_a_new_account_is_used_once_and_for_nothing_else(doors):
    begun = await doors.make(mail=UNKNOWN)
    token = link_token(KEY, Purpose.PROVE, begun.asked.sign_in_id)
    with pytest.raises(LinkExpired):
        await doors.mail.prove(NEW, token, begun.asked.browser, doors.now)
    await press(doors, begun)
    with pytest.raises(LinkUsed):
        await press(doors, begun)


async def test_the_same_again_is_the_same_account_and_in_again_for_an_hour(doors):
    first = await doors.make(mail=UNKNOWN)
    again = await doors.make(mail=UNKNOWN)
    assert (again.signed_in.session.person_id, again.signed_in.token == first.signed_in.token) == (NEW, False)
    doors.later(seconds=BORN_FOR.total_seconds() + 1)
    with pytest.raises(PersonExists):
        await doors.make(mail=UNKNOWN)


async def test_nobody_else_is_let_into_an_account_by_making_it_again(doors):
    await doors.make(mail=UNKNOWN)
    with pytest.raises(CommandIdReused):
        await doors.make(mail=UNKNOWN, password="mật khẩu của tôi")
    with pytest.raises(PersonExists):
        await doors.make("command-0002", mail=UNKNOWN)
    with pytest.raises(PersonExists):
        await doors.make("command-0003", person_id=build.PERSON)
    assert {s.person_id for s in doors.sessions.kept.values()} == {NEW}


@pytest.mark.parametrize("mail", [MAIL, UNKNOWN])
async def test_one_mailbox_is_not_flooded_by_making_accounts(doors, mail):
    for n in range(LINKS_OF_MAIL_AT_PLACE.most):
        await doors.make(f"command-{n:04}", mail=mail, person_id=f"person-{n:04}")
    with pytest.raises(TooManyAttempts):
        await doors.make(mail=mail)


async def test_one_place_makes_no_accounts_without_end(doors):
    for n in range(REGISTRATIONS_AT_PLACE.most):
        await doors.make(f"command-{n:04}", mail=f"p{n}@example.vn", person_id=f"person-{n:04}", password=None)
    with pytest.raises(TooManyAttempts):
        await doors.make(mail=UNKNOWN)
    at(doors, "10.9.9.9")
    assert await doors.make(mail=UNKNOWN)


async def test_another_mail_is_sent_to_the_own_address_until_it_was_shown(doors):
    begun = await doors.make(mail=UNKNOWN)
    own = begun.signed_in.session
    again = await doors.new.confirm(own, "/account", doors.caller, doors.now)
    came = await doors.press(again)
    assert (came.entered.session.person_id, came.next_page, came.password_ended) == (NEW, "/account", False)
    with pytest.raises(NotFound):
        await doors.new.confirm(own, None, doors.caller, doors.now)
    assert (await doors.enter(mail=UNKNOWN)).session.person_id == NEW


async def test_nobody_joins_what_a_mail_has_not_shown(doors):
    await doors.make(mail=UNKNOWN)
    merge = build.merge_person(person_id=NEW, into_id=build.PERSON)
    with pytest.raises(NotFound):
        await doors.service.send(merge, person())
