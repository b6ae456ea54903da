"""The second step: no way in beside it, each code once, and nothing at rest that opens anything."""

import asyncio
import json
from datetime import timedelta

import pyotp
import pytest

from services.accounts.handlers.second_factor import OF_PERSON, secret_of, step_at
from services.accounts.handlers.signing_in_sessions import SECOND_STEP_WITHIN, SecondStepNeeded, SignedIn
from shared.bus.states import StateForm
from shared.contracts.accounts.events import SecondFactorSwitched
from shared.contracts.accounts.refusals import SecondFactorOff, SecondFactorOn, TooManyAttempts, WrongCode
from shared.errors import Unauthenticated
from tests.accounts.doors import opened


@pytest.fixture
async def doors():
    return await opened()


class Phone:
    """An authenticator app."""

    def __init__(self, doors, uri):
        self.doors, self.app = doors, pyotp.parse_uri(uri)

    def code(self, steps=0):
        return self.app.generate_otp(step_at(self.doors.now) + steps)

    def wrong(self):
        right = {self.code(n) for n in (-1, 0, 1)}
        return next(f"{n:06}" for n in range(10) if f"{n:06}" not in right)


@pytest.fixture
async def secured(doors):
    """With the second step on, a phone, recovery codes and the session in which it was set up."""
    signed = await doors.enter()
    shown = await doors.second.begin(signed.session, "Nguyễn Thị Lan", doors.now)
    phone = Phone(doors, shown.uri)
    recovery = await doors.second.confirm(signed.session, phone.code(), doors.now)
    doors.later(minutes=1)
    return doors, phone, recovery, signed.session


async def enter(doors, token, code):
    return await doors.second.enter(token, code, doors.caller, doors.now)


async def test_an_app_is_given_what_it_needs(doors):
    signed = await doors.enter()
    shown = await doors.second.begin(signed.session, "Nguyễn Thị Lan", doors.now)
    app = pyotp.parse_uri(shown.uri)
    assert isinstance(app, pyotp.TOTP)
    assert (app.issuer, app.name, app.digits, app.interval) == ("Techfest", "Nguyễn Thị Lan", 6, 30)
    assert len(shown.secret) == 32


async def test_until_it_is_confirmed_nothing_is_asked_for(doors):
    signed = await doors.enter()
    shown = await doors.second.begin(signed.session, "Lan", doors.now)
    with pytest.raises(WrongCode):
        await doors.second.confirm(signed.session, Phone(doors, shown.uri).wrong(), doors.now)
    assert isinstance(await doors.enter(), SignedIn)


async def test_no_way_in_leads_around_it(secured):
    doors, phone, _, session = secured
    asked = await doors.asked()
    ways = [await doors.enter(), (await doors.press(asked)).entered]
    asked = await doors.asked()
    ways.append((await doors.type(asked)).entered)
    assert all(isinstance(way, SecondStepNeeded) for way in ways)
    for way in ways:
        assert await doors.keeper.find(way.token, doors.now) is None
        signed = await enter(doors, way.token, phone.code())
        assert signed.session.person_id == session.person_id
        doors.later(minutes=1)


async def test_a_code_is_used_once_and_an_earlier_one_no_more(secured):
    doors, phone, _, _ = secured
    first, second = await doors.enter(), await doors.enter()
    await enter(doors, first.token, phone.code())
    for steps in (0, -1):
        with pytest.raises(WrongCode):
            await enter(doors, second.token, phone.code(steps))
    assert await enter(doors, second.token, phone.code(1))


@pytest.mark.parametrize(("steps", "holds"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_a_clock_may_be_half_a_minute_off(secured, steps, holds):
    doors, phone, _, _ = secured
    first = await doors.enter()
    if holds:
        assert await enter(doors, first.token, phone.code(steps))
    else:
        with pytest.raises(WrongCode):
            await enter(doors, first.token, phone.code(steps))


async def test_of_two_devices_with_one_code_one_comes_in(secured):
    doors, phone, _, _ = secured
    tokens = [(await doors.enter()).token for _ in range(3)]
    came = await asyncio.gather(*(enter(doors, t, phone.code()) for t in tokens), return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["SignedIn", "WrongCode", "WrongCode"]


async def test_the_first_step_holds_for_five_minutes_and_one_session(secured):
    doors, phone, _, _ = secured
    used, old = await doors.enter(), await doors.enter()
    await enter(doors, used.token, phone.code())
    doors.later(minutes=1)
    for token in (used.token, "x" * 64, ""):
        with pytest.raises(Unauthenticated):
            await enter(doors, token, phone.code())
    doors.later(seconds=SECOND_STEP_WITHIN.total_seconds())
    with pytest.raises(Unauthenticated):
        await enter(doors, old.token, phone.code())


async def test_a_recovery_code_stands_in_once(secured):
    doors, _, recovery, session = secured
    assert len(set(recovery)) == 10
    first, second = await doors.enter(), await doors.enter()
    await enter(doors, first.token, f" {recovery[3].lower().replace('-', ' ')} ")
    with pytest.raises(WrongCode):
        await enter(doors, second.token, recovery[3])
    assert await doors.second.described(session) == {"on": True, "recovery_left": 9}
    assert await enter(doors, second.token, recovery[9])


async def test_codes_are_not_guessed_for_ever(secured):
    doors, phone, recovery, _ = secured
    first = await doors.enter()
    for _ in range(OF_PERSON.most):
        with pytest.raises(WrongCode):
            await enter(doors, first.token, phone.wrong())
    for right in (phone.code(), recovery[0]):
        with pytest.raises(TooManyAttempts):
            await enter(doors, first.token, right)
    doors.later(minutes=15)
    assert await enter(doors, (await doors.enter()).token, phone.code())


async def test_while_it_is_on_no_other_is_set_up(secured):
    doors, phone, _, session = secured
    with pytest.raises(SecondFactorOn):
        await doors.second.begin(session, "Lan", doors.now)
    with pytest.raises(SecondFactorOff):
        await doors.second.confirm(session, phone.code(), doors.now)
    assert isinstance(await doors.enter(), SecondStepNeeded)


async def test_it_is_switched_off_with_a_code_and_no_old_code_holds_afterwards(secured):
    doors, phone, recovery, session = secured
    with pytest.raises(WrongCode):
        await doors.second.switch_off(session, phone.wrong(), doors.now)
    waiting = await doors.enter()
    await doors.second.switch_off(session, phone.code(), doors.now)
    assert isinstance(await doors.enter(), SignedIn)
    with pytest.raises(SecondFactorOff):
        await enter(doors, waiting.token, recovery[0])
    shown = await doors.second.begin(session, "Lan", doors.now)
    fresh = Phone(doors, shown.uri)
    assert fresh.code() != phone.code()
    assert set(await doors.second.confirm(session, fresh.code(), doors.now)).isdisjoint(recovery)


async def test_what_is_told_and_kept_holds_no_secret(secured):
    doors, _, recovery, session = secured
    state = await doors.second.state(session)
    stored = json.dumps(StateForm(doors.service.stores["second_factor"]._noun).changes(None, state))
    told = [event for event in doors.service.told() if isinstance(event, SecondFactorSwitched)]
    assert [event.on for event in told] == [True]
    for secret in (secret_of(b"k" * 32, state.factor_id, state.generation), *recovery):
        assert secret not in stored
        assert secret not in repr(told)


async def test_a_second_step_of_nobody_is_off(doors):
    signed = await doors.enter()
    assert await doors.second.described(signed.session) == {"on": False, "recovery_left": 0}
    with pytest.raises(SecondFactorOff):
        await doors.second.switch_off(signed.session, "123456", doors.now)
    assert doors.now - signed.session.begun_at < timedelta(minutes=1)
