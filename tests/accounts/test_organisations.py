"""Organisations over memory: facts, tax codes, verification, and who belongs to them."""

import json
from dataclasses import asdict

import pytest

from services.accounts.domain import organisation
from services.accounts.domain.members import members_id
from services.accounts.handlers import HEARD
from services.accounts.handlers.organisations import TAX_CODE
from shared.contracts.accounts import commands
from shared.contracts.accounts.refusals import TaxCodeTaken
from shared.errors import InvalidInput, NotFound
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, MODERATOR, NOBODY, ORGANISER
from tests.fakes.hearing import Hearing
from tests.fakes.services import MemoryAccounts

ENTERPRISE, ANOTHERS, HOUSEHOLD = "0100109106", "0101248141", "001099000123"


@pytest.fixture
async def accounts():
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    await service.send(build.register_person(), NOBODY)
    minh = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn", name="Lê Minh")
    await service.send(minh, NOBODY)
    return service


async def registered(accounts, actor=LAN, **given):
    await accounts.send(build.register_organisation(**given), actor)
    return await accounts.state("organisation", given.get("organisation_id", build.ORGANISATION))


def told_of(accounts, noun="organisation"):
    return [t.event for t in accounts.stores[noun].shelf.told]


async def test_a_tax_code_is_told_in_its_normal_form(accounts):
    await registered(accounts, tax_code="0100109106-001")
    (told,) = told_of(accounts)
    assert (told.tax_code, told.household) == ("0100109106-001", False)


@pytest.mark.parametrize(("code", "fault"), [("0100109107", "wrong_check_digit"), ("999099000123", "wrong_format")])
async def test_a_tax_code_with_a_slip_is_refused_by_its_field(accounts, code, fault):
    with pytest.raises(InvalidInput) as refused:
        await registered(accounts, tax_code=code)
    assert [(f.path, f.code) for f in refused.value.faults] == [(("tax_code",), fault)]
    assert told_of(accounts) == []


async def test_a_households_number_is_told_to_nobody_and_sealed_for_who_registered(accounts):
    state = await registered(accounts, tax_code=HOUSEHOLD)
    (told,) = told_of(accounts)
    assert (told.tax_code, told.household) == (None, True)
    assert HOUSEHOLD not in told.model_dump_json() + json.dumps(asdict(state), default=str)
    sealed = state.sealed_tax_code
    assert await accounts.vault.open(build.PERSON, TAX_CODE, sealed.sealed) == HOUSEHOLD
    await accounts.vault.destroy([build.PERSON])
    assert await accounts.vault.open(build.PERSON, TAX_CODE, sealed.sealed) is None


async def test_a_clients_household_keeps_its_key_alone(accounts):
    state = await registered(accounts, EVERY_SCOPE, tax_code=HOUSEHOLD)
    assert (state.sealed_tax_code, state.household) == (None, True)
    assert state.tax_key


@pytest.mark.parametrize("code", [ENTERPRISE, HOUSEHOLD])
async def test_a_tax_code_has_one_organisation_at_a_tenant(accounts, code):
    await registered(accounts, tax_code=code)
    with pytest.raises(TaxCodeTaken):
        await registered(accounts, MINH, organisation_id="organisation-02", tax_code=code)
    await registered(accounts, MINH, organisation_id="organisation-02")
    with pytest.raises(TaxCodeTaken):
        await accounts.send(build.revise_organisation(organisation_id="organisation-02", tax_code=code), MINH)


async def test_organisations_without_a_tax_code_are_no_doubles(accounts):
    await registered(accounts)
    await registered(accounts, MINH, organisation_id="organisation-02")
    assert len(told_of(accounts)) == 2


@pytest.mark.parametrize("code", [None, ENTERPRISE, HOUSEHOLD])
async def test_the_same_again_changes_nothing(accounts, code):
    before = await registered(accounts, tax_code=code)
    assert await registered(accounts, tax_code=code) == before
    await accounts.send(build.revise_organisation(tax_code=code), LAN)
    assert len(told_of(accounts)) == 1
    assert await accounts.state("organisation", build.ORGANISATION) == before


async def test_a_verified_organisation_stays_so_until_its_name_or_tax_code_changes(accounts):
    await registered(accounts, tax_code=ENTERPRISE)
    verify = commands.VerifyOrganisation(organisation_id=build.ORGANISATION)
    for change, stays in (
        ({"team_size": 9}, True),
        ({"name": "Nấm Nam"}, False),
        ({"legal_name": "Công ty TNHH Nấm"}, False),
        ({"tax_code": ANOTHERS}, False),
    ):
        await accounts.send(verify, MODERATOR)
        assert (await accounts.state("organisation", build.ORGANISATION)).verified
        await accounts.send(build.revise_organisation(**{"tax_code": ENTERPRISE, **change}), LAN)
        assert told_of(accounts)[-1].verified is stays
        await accounts.send(build.revise_organisation(tax_code=ENTERPRISE), LAN)
    taken_back = commands.VerifyOrganisation(organisation_id=build.ORGANISATION, verified=False)
    await accounts.send(verify, ORGANISER)
    await accounts.send(taken_back, ORGANISER)
    told = len(told_of(accounts))
    await accounts.send(taken_back, ORGANISER)
    assert len(told_of(accounts)) == told


async def test_a_household_that_becomes_a_company_leaves_its_number_behind(accounts):
    await registered(accounts, tax_code=HOUSEHOLD)
    await accounts.send(build.revise_organisation(tax_code=ENTERPRISE), LAN)
    state = await accounts.state("organisation", build.ORGANISATION)
    assert (state.household, state.tax_code, state.sealed_tax_code) == (False, ENTERPRISE, None)


async def test_who_registers_is_the_first_administrator_once(accounts):
    await registered(accounts)
    for _ in range(2):
        await Hearing(accounts, "accounts", HEARD).hear()
    assert await accounts.state("members", members_id(build.ORGANISATION)) == build.members(lan="admin")
    assert len(told_of(accounts, "members")) == 1


async def test_what_a_client_imports_has_nobody_until_an_organiser_admits(accounts):
    await registered(accounts, EVERY_SCOPE)
    await Hearing(accounts, "accounts", HEARD).hear()
    assert await accounts.state("members", members_id(build.ORGANISATION)) is None
    await accounts.send(commands.AskToJoin(organisation_id=build.ORGANISATION), MINH)
    admit = commands.AdmitMember(organisation_id=build.ORGANISATION, person_id=build.OTHER_PERSON)
    with pytest.raises(NotFound):
        await accounts.send(admit, LAN)
    await accounts.send(admit, ORGANISER)
    assert await accounts.state("members", members_id(build.ORGANISATION)) == build.members(minh="admin")


async def test_a_snapshot_keeps_what_was_never_told(accounts):
    state = await registered(accounts, tax_code=HOUSEHOLD)
    assert organisation.apply(state, organisation.snapshot(state)) == state
