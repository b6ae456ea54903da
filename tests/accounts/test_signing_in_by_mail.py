"""Signing in by mail: one use, one browser, some minutes, and nothing that tells whether an address is known."""

import asyncio

import pyotp
import pytest
from pydantic import SecretStr

from services.accounts.domain.derived import Purpose, link_code, link_target, link_token
from services.accounts.domain.second_factor import SecondFactor, factor_id
from services.accounts.domain.sign_in import LASTS, WRONG_CODES, EndSignIn
from services.accounts.handlers.second_factor import step_at
from services.accounts.handlers.signing_in_mail import (
    CODES_OF_MAIL,
    LINKS_OF_MAIL,
    LINKS_OF_MAIL_AT_PLACE,
    PROOF_LASTS,
    has_proven,
)
from shared.auth import Actor, ActorKind
from shared.bus.folds import Known
from shared.contracts.accounts.commands import ChangePassword, CreatePersonalToken
from shared.contracts.accounts.events import SignInAsked
from shared.contracts.accounts.refusals import (
    LinkExpired,
    LinkUsed,
    OtherBrowser,
    SamePerson,
    SecondFactorOn,
    TooManyAttempts,
    WrongCode,
    WrongCredentials,
)
from shared.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from tests.accounts.doors import KEY, MAIL, UNKNOWN, at, opened, wrong_code
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, NOBODY, person
from tests.builders.registration import DURING

MAILER = Actor("notifications", ActorKind.SERVICE, frozenset({"mail:contents"}))


@pytest.fixture
async def doors():
    return await opened()


async def test_a_link_signs_in_the_browser_that_asked(doors):
    asked = await doors.asked(next_page="/my-entries")
    assert asked.expires_at == DURING + LASTS
    come = await doors.press(asked)
    assert (come.entered.session.person_id, come.next_page) == (build.PERSON, "/my-entries")
    assert come.entered.session.method == "link"
    assert await doors.keeper.find(come.entered.token, doors.now) == come.entered.session


async def test_the_code_signs_in_the_browser_that_asked(doors):
    come = await doors.type(await doors.asked())
    assert come.entered.session.person_id == build.PERSON


async def test_what_a_stranger_set_up_under_an_address_opens_nothing_once_its_owner_has_come(doors):
    strangers = (await doors.make(mail=UNKNOWN)).signed_in
    token = CreatePersonalToken(token_id="token-0001", name="x", scopes=("own:read",), expires_at=DURING + LASTS)
    await doors.service.send(token, person("person-new-01"))
    doors.service.stores["second_factor"].shelf.known[factor_id("person-new-01")] = locked("person-new-01")
    came = await doors.press(await doors.asked(UNKNOWN))
    assert (came.entered.session.person_id, came.password_ended) == ("person-new-01", True)
    with pytest.raises(WrongCredentials):
        await doors.enter(mail=UNKNOWN)
    assert await doors.keeper.find(strangers.token, doors.now) is None
    assert (await doors.service.state("personal_token", "token-0001")).revoked
    again = await doors.press(await doors.asked(UNKNOWN))
    assert (again.entered.session.person_id, again.password_ended) == ("person-new-01", False)
    assert await doors.keeper.find(came.entered.token, doors.now) == came.entered.session


def locked(person_id):
    """A second step, as a stranger could once set it up under an address that nobody had shown to be theirs."""
    own = factor_id(person_id)
    return Known(1, 1, SecondFactor(own, person_id, build.TENANT, "generation-01"))


async def test_a_password_that_the_owner_of_the_address_has_set_stays(doors):
    await doors.press(await doors.asked())
    new = {"current": SecretStr(build.PASSWORD), "password": SecretStr("một mật khẩu khác")}
    await doors.service.send(ChangePassword(person_id=build.PERSON, **new), LAN)
    await doors.press(await doors.asked())
    assert (await doors.enter("một mật khẩu khác")).session.person_id == build.PERSON


async def test_a_mail_alone_proves_no_account_that_asks_for_a_second_step(doors):
    session = (await doors.enter()).session
    secret = (await doors.second.begin(session, "Lan", doors.now)).secret
    await doors.second.confirm(session, pyotp.TOTP(secret).generate_otp(step_at(doors.now)), doors.now)
    asked = await doors.asked(asked_by="person-minh-03")
    token = link_token(KEY, Purpose.PROVE, asked.sign_in_id)
    with pytest.raises(SecondFactorOn):
        await doors.mail.prove("person-minh-03", token, asked.browser, doors.now)
    assert not await has_proven(doors.tickets, "person-minh-03", build.PERSON, doors.now)


async def test_a_code_is_typed_with_a_space_in_the_middle(doors):
    asked = await doors.asked()
    code = link_code(KEY, Purpose.SIGN_IN, asked.sign_in_id)
    assert await doors.type(asked, f" {code[:3]} {code[3:]} ")


async def test_a_link_is_used_once_and_its_code_with_it(doors):
    asked = await doors.asked()
    await doors.press(asked)
    for again in (doors.press, doors.type):
        with pytest.raises(LinkUsed):
            await again(asked)
    assert len(doors.sessions.kept) == 1


async def test_of_two_devices_at_one_moment_one_comes_in(doors):
    asked = await doors.asked()
    tries = [doors.press(asked), doors.type(asked), doors.press(asked)]
    came = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["ByMail", "LinkUsed", "LinkUsed"]
    assert len(doors.sessions.kept) == 1


async def test_a_link_in_another_browser_is_refused_and_spends_nothing(doors):
    asked, other = await doors.asked(), await doors.asked(UNKNOWN)
    for _ in range(WRONG_CODES + 1):
        with pytest.raises(OtherBrowser):
            await doors.press(asked, other.browser)
    assert await doors.press(asked)


async def test_a_code_in_another_browser_is_worth_nothing_and_spends_nothing(doors):
    asked, other = await doors.asked(), await doors.asked(UNKNOWN)
    for _ in range(WRONG_CODES + 1):
        with pytest.raises(LinkExpired):
            await doors.type(asked, browser=other.browser)
    assert await doors.type(asked)


async def test_a_link_is_over_after_its_minutes(doors):
    asked = await doors.asked()
    doors.later(minutes=15)
    for way in (doors.press, doors.type):
        with pytest.raises(LinkExpired):
            await way(asked)


async def test_five_wrong_codes_end_it_and_the_link_too(doors):
    asked = await doors.asked()
    for _ in range(WRONG_CODES):
        with pytest.raises(WrongCode):
            await doors.type(asked, wrong_code(asked))
    for way in (doors.press, doors.type):
        with pytest.raises(LinkExpired):
            await way(asked)


async def test_many_wrong_codes_at_one_moment_are_counted_one_by_one(doors):
    asked = await doors.asked()
    tries = [doors.type(asked, wrong_code(asked)) for _ in range(WRONG_CODES + 3)]
    came = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(one) for one in came].count(WrongCode) == WRONG_CODES


async def test_wrong_codes_of_an_address_are_counted_over_all_that_was_asked_for(doors):
    refused = []
    for n in range(CODES_OF_MAIL.most // (WRONG_CODES - 1) + 1):
        at(doors, f"10.0.0.{n}")
        asked = await doors.asked()
        for _ in range(WRONG_CODES - 1):
            with pytest.raises((WrongCode, TooManyAttempts)) as one:
                await doors.type(asked, wrong_code(asked))
            refused.append(one.type)
    assert refused.count(WrongCode) == CODES_OF_MAIL.most
    with pytest.raises(TooManyAttempts):
        await doors.type(asked)
    assert await doors.press(asked), "the link itself holds on"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b",
        "x" * 300,
        f"{'0' * 32}.{'A' * 43}",
        link_token(b"another key", Purpose.SIGN_IN, "0" * 32),
        "ả" * 20,
    ],
)
async def test_a_token_that_is_none_is_refused_as_an_old_one(doors, token):
    asked = await doors.asked()
    with pytest.raises(LinkExpired):
        await doors.mail.press(token, asked.browser, doors.caller, doors.now)


async def test_a_link_of_one_and_the_browser_of_another_open_nothing(doors):
    await doors.service.send(build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn"), NOBODY)
    hers, his = await doors.asked(), await doors.asked("minh@example.vn")
    with pytest.raises(OtherBrowser):
        await doors.press(hers, his.browser)
    with pytest.raises(LinkExpired):
        await doors.type(hers, browser=his.browser)


async def test_a_link_for_one_purpose_opens_nothing_of_another(doors):
    signing = await doors.asked()
    proving = await doors.asked(asked_by="person-lan-0002")
    with pytest.raises(LinkExpired):
        await doors.press(signing, purpose=Purpose.PROVE)
    with pytest.raises(LinkExpired):
        await doors.press(proving, purpose=Purpose.PROVE)
    with pytest.raises(LinkExpired):
        await doors.press(proving)
    token = link_token(KEY, Purpose.SIGN_IN, signing.sign_in_id)
    with pytest.raises(LinkExpired):
        await doors.mail.prove("person-lan-0002", token, signing.browser, doors.now)
    assert doors.sessions.kept == {}


def test_a_token_holds_for_what_it_was_made_for():
    token = link_token(KEY, Purpose.SIGN_IN, "sign-in-0001")
    assert token == link_token(KEY, Purpose.SIGN_IN, "sign-in-0001")
    assert link_target(KEY, Purpose.SIGN_IN, token) == "sign-in-0001"
    assert link_target(KEY, Purpose.PROVE, token) is None
    assert link_target(KEY, Purpose.SIGN_IN, token.replace("0001", "0002")) is None
    assert link_target(b"x" * 32, Purpose.SIGN_IN, token) is None


async def test_somebody_proves_that_another_account_is_theirs(doors):
    asked = await doors.asked(asked_by="person-lan-0002")
    token = link_token(KEY, Purpose.PROVE, asked.sign_in_id)
    with pytest.raises(LinkExpired):
        await doors.mail.prove("person-minh-03", token, asked.browser, doors.now)
    assert await doors.mail.prove("person-lan-0002", token, asked.browser, doors.now) == build.PERSON
    assert await has_proven(doors.tickets, "person-lan-0002", build.PERSON, doors.now)
    assert not await has_proven(doors.tickets, build.PERSON, "person-lan-0002", doors.now)
    assert not await has_proven(doors.tickets, "person-lan-0002", build.PERSON, doors.now + PROOF_LASTS)
    assert doors.sessions.kept == {}


async def test_an_unknown_address_gets_the_same_answer_and_costs_the_same(doors):
    def costs():
        stores = doors.service.stores.values()
        return [len(s.shelf.known) for s in stores], doors.service.passwords.works

    seen = []
    for mail in (MAIL, UNKNOWN):
        before = costs()
        asked = await doors.asked(mail)
        after = costs()
        spent = [a - b for a, b in zip(after[0], before[0], strict=True)]
        seen.append((len(asked.sign_in_id), len(asked.browser), asked.expires_at, spent, after[1] - before[1]))
    assert seen[0] == seen[1]


async def test_only_an_address_that_is_known_is_told_of(doors):
    await doors.asked(UNKNOWN)
    assert not [told for told in doors.service.told() if isinstance(told, SignInAsked)]
    asked = await doors.asked()
    (told,) = [told for told in doors.service.told() if isinstance(told, SignInAsked)]
    assert told == SignInAsked(
        sign_in_id=asked.sign_in_id,
        person_id=build.PERSON,
        tenant_id=build.TENANT,
        language="vi",
        expires_at=DURING + LASTS,
    )


async def test_codes_of_an_unknown_address_are_wrong_and_then_over_as_of_a_known_one(doors):
    seen = []
    for mail in (MAIL, UNKNOWN):
        asked, refused = await doors.asked(mail), []
        for _ in range(WRONG_CODES + 2):
            with pytest.raises((WrongCode, LinkExpired)) as one:
                await doors.type(asked, wrong_code(asked))
            refused.append(one.type)
        seen.append(refused)
    assert seen[0] == seen[1]


async def test_the_right_code_of_an_unknown_address_is_wrong(doors):
    asked = await doors.asked(UNKNOWN)
    with pytest.raises(WrongCode):
        await doors.type(asked)
    with pytest.raises(LinkExpired):
        await doors.press(asked)


@pytest.mark.parametrize("mail", [MAIL, UNKNOWN])
async def test_one_place_asks_for_few_links_of_one_address(doors, mail):
    for _ in range(LINKS_OF_MAIL_AT_PLACE.most):
        await doors.asked(mail)
    with pytest.raises(TooManyAttempts):
        await doors.asked(mail)
    at(doors, "10.9.9.9")
    assert await doors.asked(mail)


@pytest.mark.parametrize("mail", [MAIL, UNKNOWN])
async def test_many_places_together_flood_no_mailbox(doors, mail):
    for n in range(LINKS_OF_MAIL.most):
        at(doors, f"10.0.0.{n}")
        await doors.asked(mail)
    at(doors, "10.9.9.9")
    with pytest.raises(TooManyAttempts):
        await doors.asked(mail)


async def test_where_there_are_several_tenants_one_is_named_whoever_asks(doors):
    await doors.service.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    for mail in (MAIL, UNKNOWN):
        with pytest.raises(InvalidInput) as refused:
            await doors.asked(mail)
        assert [(f.path, f.code) for f in refused.value.faults] == [(("tenant_id",), "required")]


async def test_after_its_time_nothing_of_who_asked_is_left(doors):
    asked = await doors.asked(next_page="/my-entries")
    (timer,) = doors.service.stores["sign_in"]._noun.timers(await doors.service.state("sign_in", asked.sign_in_id))
    assert (timer.at, timer.name) == (asked.expires_at, "ends")
    await doors.ask(EndSignIn(sign_in_id=asked.sign_in_id), "ending-0001", timer.at)
    left = await doors.service.state("sign_in", asked.sign_in_id)
    assert (left.ended, left.browser_hash, left.mail_key, left.next_page) == (True, "", "", None)
    assert doors.service.stores["sign_in"]._noun.timers(left) == ()


async def test_notifications_is_told_what_the_mail_says_while_it_holds(doors):
    asked = await doors.asked()
    found = await doors.mailings.contents(MAILER, "sign_in", asked.sign_in_id, doors.now)
    assert (found.to, found.name, found.language, found.expires_at, found.purpose) == (
        MAIL,
        "Nguyễn Thị Lan",
        "vi",
        asked.expires_at,
        "sign_in",
    )
    assert await doors.mail.press(found.token, asked.browser, doors.caller, doors.now)
    with pytest.raises(NotFound):
        await doors.mailings.contents(MAILER, "sign_in", asked.sign_in_id, doors.now)


@pytest.mark.parametrize("known", ["sign-in-nobody", None])
async def test_there_is_nothing_to_mail_to_nobody(doors, known):
    asked = await doors.asked(UNKNOWN)
    with pytest.raises(NotFound):
        await doors.mailings.contents(MAILER, "sign_in", known or asked.sign_in_id, doors.now)
    with pytest.raises(NotFound):
        await doors.mailings.contents(MAILER, "another_kind", asked.sign_in_id, doors.now)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (NOBODY, Unauthenticated),
        (LAN, Forbidden),
        (EVERY_SCOPE, Forbidden),
        (Actor("operator", ActorKind.CLIENT, frozenset({"mail:contents"})), Forbidden),
        (Actor("notifications", ActorKind.SERVICE), Forbidden),
    ],
)
async def test_nobody_else_is_told_what_a_mail_says(doors, actor, refusal):
    asked = await doors.asked()
    with pytest.raises(refusal):
        await doors.mailings.contents(actor, "sign_in", asked.sign_in_id, doors.now)


async def another_account(doors):
    await doors.service.send(build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn"), NOBODY)
    await doors.service.send(build.vouch(person_id=build.OTHER_PERSON), EVERY_SCOPE)


async def test_the_same_link_again_says_the_same_until_the_proof_ends_or_is_used(doors):
    await another_account(doors)
    asked = await doors.asked("minh@example.vn", asked_by=build.PERSON)
    assert [await doors.prove(asked, build.PERSON) for _ in range(2)] == [build.OTHER_PERSON] * 2
    with pytest.raises(LinkUsed):
        await doors.prove(asked, build.PERSON, "another browser")
    with pytest.raises(LinkExpired):
        await doors.prove(asked, "person-older-03")
    doors.later(minutes=15)
    with pytest.raises(LinkUsed):
        await doors.prove(asked, build.PERSON)


async def test_the_link_is_used_once_the_two_accounts_are_one(doors):
    await another_account(doors)
    asked = await doors.asked("minh@example.vn", asked_by=build.PERSON)
    await doors.prove(asked, build.PERSON)
    await doors.ask(build.merge_person(), "command-merge-01", doors.now)
    with pytest.raises(LinkUsed):
        await doors.prove(asked, build.PERSON)


async def test_two_presses_at_one_moment_both_prove(doors):
    await another_account(doors)
    asked = await doors.asked("minh@example.vn", asked_by=build.PERSON)
    came = await asyncio.gather(doors.prove(asked, build.PERSON), doors.prove(asked, build.PERSON))
    assert list(came) == [build.OTHER_PERSON] * 2


async def test_ones_own_address_proves_nothing_and_ends_nothing_of_ones_own(doors):
    made = await doors.make(mail="moi@example.vn")
    asked = await doors.asked("moi@example.vn", asked_by="person-new-01")
    with pytest.raises(SamePerson):
        await doors.prove(asked, "person-new-01")
    assert [s.person_id for s in doors.sessions.kept.values()] == [made.signed_in.session.person_id]
