"""Sessions are listed and ended by their person alone, and hold nowhere afterwards."""

from datetime import timedelta

import pytest

from services.accounts.api.devices import device_of
from services.accounts.handlers.passwords import WRONG_CURRENT, ending_sessions
from services.accounts.handlers.signing_in_sessions import Caller
from shared.contracts.accounts.commands import ChangePassword
from shared.contracts.accounts.refusals import TooManyAttempts, WrongCredentials
from shared.errors import NotFound, Unauthenticated
from tests.accounts.doors import opened
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, NOBODY
from tests.builders.registration import DURING

NEW = "một mật khẩu hoàn toàn khác"


@pytest.fixture
async def doors():
    return await opened()


async def minh(doors, **given):
    register = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn", **given)
    await doors.service.send(register, NOBODY)
    await doors.service.send(build.vouch(person_id=build.OTHER_PERSON), EVERY_SCOPE)


async def signed_in(doors, device="Firefox · Linux", **given):
    doors.caller = Caller("10.0.0.1", device)
    return await doors.enter(**given)


async def test_ones_sessions_are_listed_the_one_used_last_first(doors):
    await signed_in(doors, "Chrome · Android")
    doors.later(minutes=10)
    second = await signed_in(doors)
    doors.later(minutes=10, seconds=20)
    own, listed = await doors.keeper.listed(second.token, doors.now)
    assert own.session_id == second.session.session_id
    assert [(s.device, s.method, s.begun_at, s.seen_at) for s in listed] == [
        ("Firefox · Linux", "password", DURING + timedelta(minutes=10), DURING + timedelta(minutes=20)),
        ("Chrome · Android", "password", DURING, DURING),
    ]


async def test_that_a_session_was_used_is_written_down_once_a_minute(doors):
    signed = await signed_in(doors)
    doors.later(seconds=59)
    await doors.keeper.find(signed.token, doors.now)
    assert (await doors.keeper.find(signed.token, doors.now)).seen_at == DURING
    doors.later(seconds=1)
    await doors.keeper.find(signed.token, doors.now)
    assert (await doors.keeper.find(signed.token, doors.now)).seen_at == DURING + timedelta(minutes=1)


async def test_one_session_is_ended_by_its_person_and_by_nobody_else(doors):
    await minh(doors)
    hers, again, his = [await signed_in(doors), await signed_in(doors), await signed_in(doors, mail="minh@example.vn")]
    await doors.keeper.end_one(his.token, hers.session.session_id, doors.now)
    assert await doors.keeper.find(hers.token, doors.now)
    await doors.keeper.end_one(again.token, hers.session.session_id, doors.now)
    assert await doors.keeper.find(hers.token, doors.now) is None
    assert await doors.keeper.find(again.token, doors.now)


async def test_all_other_sessions_are_ended_at_once(doors):
    await minh(doors)
    his = await signed_in(doors, mail="minh@example.vn")
    one, two, three = [await signed_in(doors) for _ in range(3)]
    await doors.keeper.end_others(two.token, doors.now)
    held = [await doors.keeper.find(s.token, doors.now) is not None for s in (one, two, three, his)]
    assert held == [False, True, False, True]


async def test_without_a_session_nothing_is_listed_or_ended(doors):
    signed = await signed_in(doors)
    for work in (
        doors.keeper.listed("x" * 64, doors.now),
        doors.keeper.end_others("x" * 64, doors.now),
        doors.keeper.end_one(signed.session.session_id, signed.session.session_id, doors.now),
    ):
        with pytest.raises(Unauthenticated):
            await work
    assert await doors.keeper.find(signed.token, doors.now)


def changing(**given):
    return ChangePassword(**{"person_id": build.PERSON, "current": build.PASSWORD, "password": NEW, **given})


async def test_a_changed_password_opens_and_the_old_one_no_longer(doors):
    await doors.service.send(changing(), LAN)
    assert await doors.enter(NEW)
    with pytest.raises(WrongCredentials):
        await doors.enter(build.PASSWORD)


async def test_a_changed_password_ends_the_other_sessions(doors):
    one, two = [await signed_in(doors) for _ in range(2)]
    execute = ending_sessions(doors.service.dispatcher.execute, doors.keeper)
    lan = type(LAN)(LAN.id, LAN.kind, tenant_id=LAN.tenant_id, session_id=two.session.session_id)
    for _ in range(2):
        await execute(changing(), lan, "command-0001", "", doors.now)
        assert await doors.keeper.find(one.token, doors.now) is None
        assert await doors.keeper.find(two.token, doors.now)


async def test_the_same_change_again_gets_the_same_answer(doors):
    first = await doors.service.send(changing(), LAN, "command-0001")
    assert await doors.service.send(changing(), LAN, "command-0001") == first
    assert await doors.service.send(changing(), LAN, "command-0002") == first


async def test_who_does_not_know_the_password_changes_none(doors):
    for current in ("không phải", None):
        with pytest.raises(WrongCredentials):
            await doors.service.send(changing(current=current), LAN)
    assert await doors.enter()


async def test_the_current_password_is_not_guessed_for_ever(doors):
    for _ in range(WRONG_CURRENT.most):
        with pytest.raises(WrongCredentials):
            await doors.service.send(changing(current="không phải"), LAN)
    with pytest.raises(TooManyAttempts):
        await doors.service.send(changing(), LAN)


async def test_who_had_no_password_sets_one(doors):
    await minh(doors, password=None)
    await doors.service.send(changing(person_id=build.OTHER_PERSON, current=None), MINH)
    assert (await doors.enter(NEW, "minh@example.vn")).session.person_id == build.OTHER_PERSON


async def test_nobody_changes_anothers_password_or_learns_of_them(doors):
    works = doors.service.passwords.works
    for person_id in (build.PERSON, "person-nobody"):
        with pytest.raises(NotFound):
            await doors.service.send(changing(person_id=person_id), MINH)
    assert doors.service.passwords.works == works


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 coc_coc_browser/130.0", "Cốc Cốc · Windows"),
        ("python-httpx/0.28", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_told_in_words_and_by_nothing_else(agent, words):
    assert device_of(agent) == words
