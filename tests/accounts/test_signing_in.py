"""Signing in: nothing tells whether an address is known, and nobody tries for ever."""

import pytest

from services.accounts.handlers.limits import Limits, place_of
from services.accounts.handlers.signing_in import (
    AT_PLACE,
    MOST_ACCOUNTS,
    OF_MAIL,
    OF_MAIL_AT_PLACE,
    SESSION_LASTS,
    SigningIn,
    token_hash,
)
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from shared.errors import InvalidInput, Unavailable
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts, MemoryAttempts, MemorySessions

WRONG = "không phải mật khẩu"


class Door:
    """Accounts with its way in."""

    def __init__(self, service):
        self.service, self.sessions = service, MemorySessions()
        self.signing_in = SigningIn(service._needs(), self.sessions, Limits(MemoryAttempts()))

    async def enter(self, password=build.PASSWORD, mail="lan@example.vn", tenant=None, address="10.0.0.1", now=DURING):
        return await self.signing_in.sign_in(mail, password, tenant, address, now)


@pytest.fixture
async def door():
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    await service.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    await service.send(build.register_person(), NOBODY)
    return Door(service)


async def test_who_knows_the_password_is_let_in(door):
    signed = await door.enter()
    assert signed.session.person_id == build.PERSON
    assert signed.session.expires_at == DURING + SESSION_LASTS
    assert await door.signing_in.find(signed.token, DURING) == signed.session


async def test_what_is_stored_signs_nobody_in(door):
    signed = await door.enter()
    assert list(door.sessions.kept) == [token_hash(signed.token)]
    assert await door.signing_in.find(token_hash(signed.token), DURING) is None


async def test_a_session_ends_by_itself_and_by_signing_out(door):
    signed = await door.enter()
    assert await door.signing_in.find(signed.token, DURING + SESSION_LASTS) is None
    await door.signing_in.sign_out(signed.token)
    assert await door.signing_in.find(signed.token, DURING) is None


async def test_an_address_in_other_letters_is_the_same(door):
    assert (await door.enter(mail=" LAN@example.VN")).session.person_id == build.PERSON


async def test_a_password_typed_on_another_keyboard_is_the_same(door):
    import unicodedata

    assert await door.enter(password=unicodedata.normalize("NFD", build.PASSWORD))


@pytest.mark.parametrize("mail", ["lan@example.vn", "nobody@example.vn"])
@pytest.mark.parametrize(("tenant", "works"), [(None, MOST_ACCOUNTS), (build.TENANT, 1)])
async def test_a_wrong_password_and_an_unknown_address_are_the_same_and_cost_the_same(door, mail, tenant, works):
    before = door.service.passwords.works
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG, mail, tenant)
    assert door.service.passwords.works == before + works


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
    if await door.service.state("tenant", tenant_id) is None:
        await door.service.send(build.create_tenant(tenant_id=tenant_id, slug=tenant_id), EVERY_SCOPE)
    there = build.register_person(person_id=person_id, tenant_id=tenant_id, password=password)
    await door.service.send(there, NOBODY)


@pytest.mark.parametrize("elsewhere", ["aaaaaaaa", "zzzzzzzz"])
async def test_one_address_at_two_tenants_is_told_apart_by_the_password(door, elsewhere):
    await registered(door, elsewhere, build.OTHER_TENANT, "của người khác")
    assert (await door.enter()).session.person_id == build.PERSON
    assert (await door.enter("của người khác")).session.person_id == elsewhere
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG)


async def test_one_address_and_password_at_two_tenants_are_told_apart_by_the_tenant(door):
    await registered(door, "person-zzz-lan", build.OTHER_TENANT, build.PASSWORD)
    with pytest.raises(InvalidInput) as refused:
        await door.enter()
    assert [(f.path, f.code) for f in refused.value.faults] == [(("tenant_id",), "required")]
    for tenant, person in ((build.OTHER_TENANT, "person-zzz-lan"), (build.TENANT, build.PERSON)):
        assert (await door.enter(tenant=tenant)).session.person_id == person


async def test_an_address_at_very_many_tenants_needs_the_tenant(door):
    for n in range(MOST_ACCOUNTS):
        await registered(door, f"aaaaaaa{n}", f"tenant-more-{n}", "của người khác")
    with pytest.raises(WrongCredentials):
        await door.enter("của người khác")
    assert (await door.enter(tenant=build.TENANT)).session.person_id == build.PERSON
