"""Printed codes: one person each, once; a slip of the finger is told from a code that is none."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain.code_batch import EndCodes, UseCode
from services.accounts.domain.derived import code_key, printed_code
from services.accounts.domain.slip import ALPHABET, LENGTH, grouped, read, spelled
from services.accounts.handlers.boxes import open_details
from services.accounts.handlers.signing_in_printed import WRONG_AT_PLACE
from shared.bus.states import StateForm
from shared.contracts.accounts.events import CodeUsed, PersonRegistered
from shared.contracts.accounts.refusals import LinkExpired, LinkUsed, NameNeeded, TooManyAttempts
from shared.errors import InvalidInput
from tests.accounts.doors import KEY, at, opened
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE

NUMBERS = st.integers(0, 2**55 - 1)


@pytest.fixture
async def doors():
    return await opened()


@given(NUMBERS)
def test_a_code_is_read_as_it_was_spelled_however_it_is_typed(number):
    code = spelled(number)
    assert len(code) == LENGTH
    for typed in (code, grouped(code), grouped(code).lower(), f" {code[:5]} {code[5:]} ", code.replace("0", "O")):
        assert read(typed) == code
    assert read(code.replace("1", "l")) == code


@given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_seen(number, place, other):
    code = spelled(number)
    typed = code[:place] + other + code[place + 1 :]
    assert read(typed) == (code if other == code[place] else None)


@given(NUMBERS, st.integers(0, LENGTH - 2))
def test_every_two_swapped_neighbours_are_seen(number, place):
    code = spelled(number)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read(swapped) == (code if swapped == code else None)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(typed):
    assert read(typed) is None or len(read(typed) or "") == LENGTH


def test_codes_of_a_batch_are_its_own_and_each_time_the_same():
    made = [printed_code(KEY, "batch-0001", n) for n in range(500)]
    assert made == [printed_code(KEY, "batch-0001", n) for n in range(500)]
    assert len({*made, *(printed_code(KEY, "batch-0002", n) for n in range(500))}) == 1_000
    assert len({code_key(KEY, code) for code in made}) == 500


async def test_who_comes_with_a_code_and_a_name_is_in(doors):
    code = (await doors.issue())[1]
    signed = await doors.slip(grouped(code))
    assert signed.session.method == "printed"
    person = await doors.service.state("person", signed.session.person_id)
    assert (person.tenant_id, person.mail_keys, person.credentials) == (build.TENANT, (), None)
    details = await open_details(person, doors.service.vault)
    assert details
    assert (details.name, details.mail) == ("Bà Tư", "")
    assert [e.used for e in doors.service.told() if isinstance(e, CodeUsed)] == [1]
    assert "Tư" not in repr(doors.service.told())


async def test_a_code_without_a_name_asks_for_it_and_is_not_spent(doors):
    code = (await doors.issue())[0]
    with pytest.raises(NameNeeded):
        await doors.slip(code, None)
    assert await doors.slip(code)


async def test_a_code_is_used_once(doors):
    code, other, _ = await doors.issue()
    await doors.slip(code)
    for name in ("Bà Tư", "Ông Năm", None):
        with pytest.raises(LinkUsed):
            await doors.slip(code, name)
    assert await doors.slip(other)


async def test_of_many_at_one_moment_one_comes_in(doors):
    code = (await doors.issue())[0]
    came = await asyncio.gather(*(doors.slip(code, f"Khách {n}") for n in range(4)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["LinkUsed", "LinkUsed", "LinkUsed", "SignedIn"]


async def test_after_a_crash_between_person_and_code_the_code_is_still_good(doors):
    code = (await doors.issue())[0]
    batch, number = (await doors.printed._found(code, build.TENANT, doors.caller, doors.now))[:2]
    made = await doors.printed._registered(batch, number, "Bà Tư", "vi", doors.now)
    assert (await doors.slip(code)).session.person_id == made
    assert len([e for e in doors.service.told() if isinstance(e, PersonRegistered)]) == 2


async def test_two_people_without_mail_are_two(doors):
    codes = await doors.issue()
    people = {(await doors.slip(code)).session.person_id for code in codes}
    assert len(people) == 3


async def test_a_slip_of_the_finger_is_told_and_not_counted(doors):
    code = (await doors.issue())[0]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(WRONG_AT_PLACE.most + 1):
        with pytest.raises(InvalidInput) as refused:
            await doors.slip(wrong)
        assert [(f.path, f.code) for f in refused.value.faults] == [(("code",), "mistyped")]
    assert await doors.slip(code)


async def test_codes_are_not_guessed_for_ever(doors):
    code = (await doors.issue())[0]
    for n in range(WRONG_AT_PLACE.most):
        with pytest.raises(LinkExpired):
            await doors.slip(spelled(n))
    with pytest.raises(TooManyAttempts):
        await doors.slip(code)
    at(doors, "10.9.9.9")
    assert await doors.slip(code)


async def test_a_code_of_another_tenant_is_none(doors):
    code = (await doors.issue())[0]
    await doors.service.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    with pytest.raises(LinkExpired):
        await doors.slip(code, tenant=build.OTHER_TENANT)
    with pytest.raises(InvalidInput):
        await doors.slip(code)
    assert await doors.slip(code, tenant=build.TENANT)


async def test_codes_end_by_time_and_are_forgotten(doors):
    code = (await doors.issue(days=1))[0]
    doors.later(days=1)
    with pytest.raises(LinkExpired):
        await doors.slip(code)
    noun, state = doors.service.stores["code_batch"]._noun, await doors.service.state("code_batch", "batch-0001")
    (timer,) = noun.timers(state)
    assert timer.at <= doors.now
    await doors.ask(EndCodes(batch_id="batch-0001"), "ending-0001", timer.at)
    left = await doors.service.state("code_batch", "batch-0001")
    assert (left.code_keys, left.count, noun.timers(left)) == ((), 3, ())


async def test_a_batch_issued_again_is_the_same(doors):
    assert await doors.issue() == await doors.issue()
    assert (await doors.service.state("code_batch", "batch-0001")).count == 3


async def test_who_has_passed_the_door_at_the_same_moment_is_refused_by_the_batch(doors):
    await doors.issue()
    use = UseCode(batch_id="batch-0001", number=0, person_id=build.PERSON)
    await doors.ask(use, "command-0001", doors.now)
    with pytest.raises(LinkUsed):
        await doors.ask(use, "command-0002", doors.now)


async def test_a_number_beyond_the_batch_is_none(doors):
    await doors.issue()
    with pytest.raises(LinkExpired):
        await doors.ask(UseCode(batch_id="batch-0001", number=3, person_id=build.PERSON), "command-0001", doors.now)


async def test_the_largest_batch_fits_and_holds_no_code(doors):
    codes = await doors.issue(500)
    for n in (0, 499):
        await doors.slip(codes[n], "x" * 120)
    state = await doors.service.state("code_batch", "batch-0001")
    stored = json.dumps(StateForm(doors.service.stores["code_batch"]._noun).changes(None, state))
    assert len(stored) < 50_000
    assert not any(code in stored for code in codes)


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "محمد", "👩‍🌾 Hạnh", "x" * 120])
async def test_any_name_that_can_be_read_comes_in(doors, name):
    code = (await doors.issue())[0]
    signed = await doors.slip(code, name)
    person = await doors.service.state("person", signed.session.person_id)
    details = await open_details(person, doors.service.vault)
    assert details
    assert details.name == name
