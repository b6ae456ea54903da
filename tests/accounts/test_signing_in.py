"""Signing in: nothing tells whether an address is known, and nobody tries for ever."""

import pytest

from services.accounts.handlers.limits import place_of
from services.accounts.handlers.signing_in import AT_PLACE, OF_MAIL, OF_MAIL_AT_PLACE
from services.accounts.handlers.signing_in_sessions import SESSION_LASTS, Caller, token_hash
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from shared.errors import InvalidInput, Unavailable
from tests.accounts.doors import opened
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY
from tests.builders.registration import DURING

WRONG = "không phải mật khẩu"


class Door:
    """Accounts with its way in by password."""

    def __init__(self, doors):
        self.doors, self.service, self.sessions, self.keeper = doors, doors.service, doors.sessions, doors.keeper

    async def enter(self, password=build.PASSWORD, mail="lan@example.vn", tenant=None, address="10.0.0.1", now=DURING):
        return await self.doors.password.sign_in(mail, password, tenant, Caller(address), now)


@pytest.fixture
async def door():
    return Door(await opened())


async def test_who_knows_the_password_is_let_in(door):
    signed = await door.enter()
    assert signed.session.person_id == build.PERSON
    assert signed.session.expires_at == DURING + SESSION_LASTS
    assert await door.keeper.find(signed.token, DURING) == signed.session


async def test_what_is_stored_signs_nobody_in(door):
    signed = await door.enter()
    assert list(door.sessions.kept) == [token_hash(signed.token)]
    assert await door.keeper.find(token_hash(signed.token), DURING) is None


async def test_a_session_ends_by_itself_and_by_signing_out(door):
    signed = await door.enter()
    assert await door.keeper.find(signed.token, DURING + SESSION_LASTS) is None
    await door.keeper.sign_out(signed.token)
    assert await door.keeper.find(signed.token, DURING) is None


async def test_an_address_in_other_letters_is_the_same(door):
    assert (await door.enter(mail=" LAN@example.VN")).session.person_id == build.PERSON


async def test_a_password_typed_on_another_keyboard_is_the_same(door):
    import unicodedata

    assert await door.enter(password=unicodedata.normalize("NFD", build.PASSWORD))


@pytest.mark.parametrize("mail", ["lan@example.vn", "nobody@example.vn"])
@pytest.mark.parametrize("tenant", [None, build.TENANT])
async def test_a_wrong_password_and_an_unknown_address_are_the_same_and_cost_one_hash(door, mail, tenant):
    before = door.service.passwords.works
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG, mail, tenant)
    assert door.service.passwords.works == before + 1


async def test_who_has_no_password_costs_one_hash_and_gets_the_same_answer(door):
    await door.service.send(
        build.register_person(person_id="person-hoa-0005", mail="hoa@example.vn", password=None), NOBODY
    )
    before = door.service.passwords.works
    with pytest.raises(WrongCredentials):
        await door.enter("", "hoa@example.vn")
    assert door.service.passwords.works == before + 1


async def fail(door, times, mail="lan@example.vn", addresses=lambda n: "10.0.0.1", refusal=WrongCredentials):
    for n in range(times):
        with pytest.raises(refusal):
            await door.enter(WRONG, mail, address=addresses(n))


@pytest.mark.parametrize("mail", ["lan@example.vn", "nobody@example.vn"])
async def test_one_place_does_not_try_one_address_for_ever(door, mail):
    await fail(door, OF_MAIL_AT_PLACE.most, mail)
    with pytest.raises(TooManyAttempts) as refused:
        await door.enter(build.PASSWORD, mail)
    assert refused.value.details == {"minutes": 15}
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG, mail, now=DURING + OF_MAIL_AT_PLACE.window)


@pytest.mark.parametrize("mail", ["lan@example.vn", "nobody@example.vn"])
async def test_many_places_together_do_not_either(door, mail):
    await fail(door, OF_MAIL.most, mail, addresses=lambda n: f"10.0.0.{n}")
    with pytest.raises(TooManyAttempts) as refused:
        await door.enter(build.PASSWORD, mail, address="10.0.1.1")
    assert refused.value.details == {"minutes": 2}


async def test_somebodys_wrong_tries_lock_nobody_out_elsewhere(door):
    await fail(door, OF_MAIL_AT_PLACE.most)
    await fail(door, OF_MAIL.most * 2, refusal=TooManyAttempts)
    assert await door.enter(address="10.9.9.9")


async def test_many_peoples_wrong_tries_lock_nobody_out_for_long(door):
    await fail(door, OF_MAIL.most, addresses=lambda n: f"10.0.0.{n}")
    await fail(door, OF_MAIL_AT_PLACE.most * 2, addresses=lambda n: "10.9.9.9", refusal=TooManyAttempts)
    assert await door.enter(address="10.9.9.9", now=DURING + OF_MAIL.window)


async def test_who_gets_in_may_try_again_as_often(door):
    for _ in range(3):
        await fail(door, OF_MAIL_AT_PLACE.most - 1)
        await door.enter()


async def test_a_place_from_which_all_get_in_stays_open(door):
    for _ in range(AT_PLACE.most + 1):
        await door.enter()


async def test_one_place_does_not_try_many_addresses_for_ever(door):
    for n in range(AT_PLACE.most):
        with pytest.raises(WrongCredentials):
            await door.enter(WRONG, f"person{n}@example.vn")
    with pytest.raises(TooManyAttempts):
        await door.enter(mail="lan@example.vn")
    assert await door.enter(mail="lan@example.vn", address="10.9.9.9")


async def test_what_could_not_be_tried_is_not_counted(door):
    passwords = door.service.passwords
    passwords.free = False
    await fail(door, OF_MAIL.most * 2, refusal=Unavailable)
    passwords.free = True
    assert await door.enter()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_the_many_addresses_of_one_network_are_one_place(address, place):
    assert place_of(address) == place


async def registered(door, person_id, tenant_id, password):
    await door.service.send(build.create_tenant(tenant_id=tenant_id, slug=tenant_id), EVERY_SCOPE)
    there = build.register_person(person_id=person_id, tenant_id=tenant_id, password=password)
    await door.service.send(there, NOBODY)
    await door.service.send(build.vouch(person_id=person_id), EVERY_SCOPE)


@pytest.mark.parametrize("elsewhere", [build.PASSWORD, "của người khác"])
async def test_one_address_at_two_tenants_is_told_apart_by_the_tenant_for_one_hash_each(door, elsewhere):
    await registered(door, "person-zzz-lan", build.OTHER_TENANT, elsewhere)
    before = door.service.passwords.works
    for tenant, person, password in (
        (build.OTHER_TENANT, "person-zzz-lan", elsewhere),
        (build.TENANT, build.PERSON, build.PASSWORD),
    ):
        assert (await door.enter(password, tenant=tenant)).session.person_id == person
    assert door.service.passwords.works == before + 2


async def test_where_there_are_several_tenants_one_is_named_whoever_signs_in(door):
    await registered(door, "person-zzz-lan", build.OTHER_TENANT, build.PASSWORD)
    before = door.service.passwords.works
    for mail in ("lan@example.vn", "nobody@example.vn"):
        with pytest.raises(InvalidInput) as refused:
            await door.enter(mail=mail)
        assert [(f.path, f.code) for f in refused.value.faults] == [(("tenant_id",), "required")]
    assert door.service.passwords.works == before
