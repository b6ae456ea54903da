"""Accounts over memory: commands come to their aggregates, and what may not be is refused with nothing changed."""

import pytest

from services.accounts.domain.mail import domain_key, mail_key
from services.accounts.domain.roles import roles_id
from services.accounts.domain.sealed import Credentials, Details
from services.accounts.handlers.boxes import open_credentials, open_details
from shared.contracts.accounts.refusals import MailTaken, PersonExists, SlugTaken
from shared.errors import Forbidden, NotFound
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, NOBODY, ORGANISER, STRANGER
from tests.fakes.services import MemoryAccounts


@pytest.fixture
async def accounts():
    service = MemoryAccounts()
    await service.send(build.create_tenant(), EVERY_SCOPE)
    await service.send(build.register_person(), NOBODY)
    return service


async def test_a_person_registers_and_is_told_by_id(accounts):
    lan = await accounts.state("person", build.PERSON)
    assert (lan.mail_keys, lan.claimed_key) == ((), mail_key(b"secret", "lan@example.vn"))
    assert await open_details(lan, accounts.vault) == Details("Nguyễn Thị Lan", "lan@example.vn")
    assert await open_credentials(lan, accounts.vault) == Credentials(f"hash of {build.PASSWORD}")
    domain = domain_key(b"secret", "lan@example.vn")
    assert accounts.told() == [build.tenant_created(), build.person_registered(domain_key=domain)]


async def test_a_person_may_register_without_a_password(accounts):
    minh = build.register_person(person_id=build.OTHER_PERSON, mail="minh@gmail.com", password=None, language="en")
    await accounts.send(minh, NOBODY)
    state = await accounts.state("person", build.OTHER_PERSON)
    assert (state.credentials, state.language, state.domain_key) == (None, "en", None)
    assert await open_credentials(state, accounts.vault) == Credentials()
    assert accounts.passwords.works == 1


async def test_an_id_is_taken_again_with_the_same_name_alone(accounts):
    before = await accounts.state("person", build.PERSON)
    await accounts.send(build.register_person(password="một mật khẩu khác"), NOBODY)
    with pytest.raises(PersonExists):
        await accounts.send(build.register_person(name="Lê Minh"), NOBODY)
    assert await accounts.state("person", build.PERSON) is before
    assert accounts.passwords.works == 1


async def test_a_profile_is_revised_and_the_address_stays(accounts):
    await accounts.send(build.revise_profile(language="en"), LAN)
    lan = await accounts.state("person", build.PERSON)
    assert await open_details(lan, accounts.vault) == Details("Trần Thị Lan", "lan@example.vn", "0912 345 678")
    assert (await open_credentials(lan, accounts.vault)).password_hash == f"hash of {build.PASSWORD}"
    assert lan.language == "en"
    assert len(accounts.told()) == 2


async def test_an_address_may_be_said_by_many_and_is_shown_to_be_one_accounts(accounts):
    again = build.register_person(person_id="person-lan-0002", mail="LAN@Example.vn")
    answer = await accounts.send(again, NOBODY)
    assert (answer.seq, answer.result) == (1, None)
    await accounts.send(build.vouch(), EVERY_SCOPE)
    with pytest.raises(MailTaken):
        await accounts.send(build.vouch(person_id="person-lan-0002"), EVERY_SCOPE)
    lan, other = [await accounts.state("person", p) for p in (build.PERSON, "person-lan-0002")]
    key = mail_key(b"secret", "lan@example.vn")
    assert (lan.mail_keys, lan.claimed_key) == ((key,), None)
    assert (other.mail_keys, other.claimed_key) == ((), key)


async def test_who_may_not_vouch_learns_of_nobody(accounts):
    for person_id in (build.PERSON, "person-nobody"):
        for actor in (LAN, ORGANISER, STRANGER):
            with pytest.raises(NotFound):
                await accounts.send(build.vouch(person_id=person_id), actor)
    with pytest.raises(NotFound):
        await accounts.send(build.vouch(person_id="person-nobody"), EVERY_SCOPE)


async def test_no_slow_hash_is_made_for_who_registers_nowhere(accounts):
    with pytest.raises(NotFound):
        await accounts.send(build.register_person(person_id="person-new-01", tenant_id=build.OTHER_TENANT), NOBODY)
    assert accounts.passwords.works == 1


async def test_the_same_address_may_have_an_account_at_another_tenant(accounts):
    await accounts.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    answer = await accounts.send(
        build.register_person(person_id="person-lan-0002", tenant_id=build.OTHER_TENANT), NOBODY
    )
    assert answer.seq == 1


async def test_an_address_of_the_web_has_one_tenant(accounts):
    with pytest.raises(SlugTaken):
        await accounts.send(build.create_tenant(tenant_id=build.OTHER_TENANT), EVERY_SCOPE)


async def test_nobody_registers_where_there_is_no_tenant(accounts):
    with pytest.raises(NotFound):
        await accounts.send(build.register_person(person_id="person-new-01", tenant_id=build.OTHER_TENANT), NOBODY)


async def test_roles_stand_in_one_aggregate_of_the_person(accounts):
    await accounts.send(build.grant_role(), EVERY_SCOPE)
    answer = await accounts.send(build.grant_role(role=build.role("secretary")), ORGANISER)
    assert (answer.id, answer.seq) == (roles_id(build.PERSON), 2)
    answer = await accounts.send(build.revoke_role(role=build.role("secretary")), EVERY_SCOPE)
    held = await accounts.state("roles", roles_id(build.PERSON))
    assert (held.roles, answer.seq) == ((build.role(),), 3)


async def test_an_organiser_learns_nothing_of_who_belongs_elsewhere(accounts):
    await accounts.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    theirs = {"person_id": build.OTHER_PERSON, "tenant_id": build.OTHER_TENANT}
    await accounts.send(build.register_person(**theirs), NOBODY)
    granted = build.grant_role(person_id=build.OTHER_PERSON, role=build.role(tenant_id=build.OTHER_TENANT))
    await accounts.send(granted, EVERY_SCOPE)
    for who in (build.OTHER_PERSON, "person-nobody"):
        with pytest.raises(NotFound):
            await accounts.send(build.revoke_role(person_id=who), ORGANISER)


async def test_no_role_is_given_to_who_isnt_there(accounts):
    with pytest.raises(NotFound):
        await accounts.send(build.grant_role(person_id=build.OTHER_PERSON), EVERY_SCOPE)


async def test_an_organisation_is_registered_again_days_later_with_the_same_answer(accounts):
    first = await accounts.send(build.register_organisation(), LAN)
    assert await accounts.send(build.register_organisation(), LAN) == first
    assert len(accounts.told()) == 3


async def test_another_tenants_person_registers_no_organisation_here(accounts):
    with pytest.raises(Forbidden):
        await accounts.send(build.register_organisation(), STRANGER)
