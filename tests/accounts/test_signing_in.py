"""Signing in: nothing tells whether an address is known, and nobody tries for ever."""

from datetime import timedelta

import pytest

from services.accounts.handlers.signing_in import (
    SESSION_LASTS,
    TRIES_PER_ADDRESS,
    TRIES_PER_MAIL,
    WINDOW,
    SigningIn,
    token_hash,
)
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY
from tests.builders.registration import DURING
from tests.fakes.services import MemoryAccounts, MemoryAttempts, MemoryPeopleByMail, MemorySessions

WRONG = "không phải mật khẩu"


class Door:
    """Accounts with its way in."""

    def __init__(self, service):
        self.service, self.sessions = service, MemorySessions()
        people = MemoryPeopleByMail(service.stores["person"])
        self.signing_in = SigningIn(service._needs(), people, self.sessions, MemoryAttempts(WINDOW))

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
async def test_a_wrong_password_and_an_unknown_address_are_the_same_and_cost_the_same(door, mail):
    before = door.service.passwords.works
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG, mail)
    assert door.service.passwords.works == before + 1


@pytest.mark.parametrize("mail", ["lan@example.vn", "nobody@example.vn"])
async def test_an_address_is_not_tried_for_ever(door, mail):
    for n in range(TRIES_PER_MAIL):
        with pytest.raises(WrongCredentials):
            await door.enter(WRONG, mail, address=f"10.0.0.{n}")
    with pytest.raises(TooManyAttempts) as refused:
        await door.enter(build.PASSWORD, mail, address="10.0.1.1")
    assert refused.value.details == {"minutes": 15}
    with pytest.raises(WrongCredentials):
        await door.enter(WRONG, mail, now=DURING + WINDOW)


async def test_who_gets_in_may_try_again_as_often(door):
    for _ in range(TRIES_PER_MAIL * 2):
        await door.enter()


async def test_one_place_does_not_try_many_addresses_for_ever(door):
    for n in range(TRIES_PER_ADDRESS):
        with pytest.raises(WrongCredentials):
            await door.enter(WRONG, f"person{n}@example.vn")
    with pytest.raises(TooManyAttempts):
        await door.enter(mail="lan@example.vn")
    assert await door.enter(mail="lan@example.vn", address="10.9.9.9")


async def test_one_address_at_two_tenants_is_told_apart_by_the_tenant(door):
    there = build.register_person(person_id="person-zzz-lan", tenant_id=build.OTHER_TENANT, password=WRONG)
    await door.service.send(there, NOBODY)
    signed = await door.enter(WRONG, tenant=build.OTHER_TENANT)
    assert signed.session.person_id == "person-zzz-lan"
    assert (await door.enter()).session.person_id == build.PERSON


async def test_windows_are_fifteen_minutes():
    assert timedelta(minutes=15) == WINDOW
