"""Accounts' rules, by values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain import organisation, person, roles, tenant
from shared.contracts.accounts.events import PersonRegistered
from shared.contracts.accounts.refusals import OrganisationExists, PersonExists, TenantExists
from shared.contracts.accounts.roles import Role
from shared.errors import NotFound
from tests.builders import accounts as build
from tests.builders.contexts import context


def test_a_tenant_is_created_with_its_address_and_name():
    facts = tenant.create(None, build.create_tenant(), context())
    assert facts == (build.tenant_created(),)
    assert tenant.apply(None, facts[0]) == build.tenant()


def test_the_same_tenant_again_changes_nothing():
    assert tenant.create(build.tenant(), build.create_tenant(), context()) == ()


def test_a_tenant_of_other_content_is_refused():
    with pytest.raises(TenantExists):
        tenant.create(build.tenant(), build.create_tenant(slug="da-nang"), context())


def test_a_person_is_told_by_id_alone_and_named_in_the_box():
    facts = person.register(None, build.register_person(), context(), build.credentials())
    assert facts[0] == PersonRegistered(person_id=build.PERSON, tenant_id=build.TENANT)
    state = person.apply(person.apply(None, facts[0]), facts[1])
    assert state == build.person()
    assert person.snapshot(state).model_dump() == {"person_id": build.PERSON, "tenant_id": build.TENANT}


def test_a_person_again_changes_nothing_not_even_with_another_password():
    again = build.register_person(password="một mật khẩu khác")
    assert person.register(build.person(), again, context(), build.credentials(password_hash="other")) == ()


@pytest.mark.parametrize(
    ("given", "known"),
    [({"name": "Lê Minh"}, {}), ({"tenant_id": build.OTHER_TENANT}, {}), ({}, {"mail_key": "key-of-minh"})],
)
def test_an_id_that_stands_for_somebody_else_is_refused(given, known):
    with pytest.raises(PersonExists):
        person.register(build.person(), build.register_person(**given), context(), build.credentials(**known))


def test_nobody_registers_with_a_tenant_that_isnt_there():
    with pytest.raises(NotFound):
        person.register(None, build.register_person(), context(), build.credentials(tenant_known=False))


def test_two_spellings_of_an_address_are_one():
    assert person.normal_mail(" Lan@Example.VN") == person.normal_mail("lan@example.vn")


def test_a_role_is_granted_with_the_whole_list():
    first, second = build.role(), build.role("secretary", edition_id="edition-2026")
    granted = roles.grant(build.roles(first), build.grant_role(role=second), context(), build.person())
    assert granted == (build.role_granted(second, roles=(first, second)),)


def test_a_role_that_is_held_is_not_granted_again():
    held = build.roles(build.role())
    assert roles.grant(held, build.grant_role(), context(), build.person()) == ()


@pytest.mark.parametrize("who", [None, build.person(tenant_id=build.OTHER_TENANT)])
def test_a_stranger_to_the_tenant_gets_no_role(who):
    with pytest.raises(NotFound):
        roles.grant(None, build.grant_role(), context(), who)


def test_a_role_is_revoked_and_the_others_stay():
    kept = build.role("secretary")
    told = roles.revoke(build.roles(build.role(), kept), build.revoke_role(), context())
    assert told == (build.role_revoked(build.role(), roles=(kept,)),)


def test_what_is_not_held_is_not_revoked():
    assert roles.revoke(build.roles(), build.revoke_role(), context()) == ()
    with pytest.raises(NotFound):
        roles.revoke(None, build.revoke_role(), context())


def test_what_a_stranger_holds_elsewhere_is_not_found():
    theirs = build.roles(build.role(tenant_id=build.OTHER_TENANT), tenant_id=build.OTHER_TENANT)
    with pytest.raises(NotFound):
        roles.revoke(theirs, build.revoke_role(), context())


places = st.one_of(st.none(), st.sampled_from(["edition-2026", "edition-2027"]))
any_role = st.builds(
    lambda name, edition: build.role(name, edition_id=edition), st.sampled_from(["organiser", "secretary"]), places
)


@given(st.lists(st.tuples(st.booleans(), any_role), max_size=20))
def test_whatever_is_granted_and_revoked_the_list_is_the_set_of_what_is_held(steps):
    state: roles.Roles | None = None
    held: set[Role] = set()
    for given_, one in steps:
        held = held | {one} if given_ else held - {one}
        if given_:
            facts = roles.grant(state, build.grant_role(role=one), context(), build.person())
        else:
            facts = roles.revoke(state, build.revoke_role(role=one), context()) if state else ()
        for fact in facts:
            state = roles.apply(state, fact)
    told = state.roles if state else ()
    assert set(told) == held
    assert len(told) == len(held)
    if state:
        assert roles.apply(state, roles.snapshot(state)) == state


def test_an_organisation_is_registered_with_its_facts():
    facts = organisation.register(None, build.register_organisation(), context(), tenant_known=True)
    assert facts == (build.organisation_registered(),)
    assert organisation.apply(None, facts[0]) == build.organisation()


def test_the_same_organisation_again_changes_nothing_days_later():
    known = build.organisation()
    assert organisation.register(known, build.register_organisation(), context(), tenant_known=True) == ()


def test_an_organisation_of_other_content_is_refused():
    with pytest.raises(OrganisationExists):
        organisation.register(build.organisation(), build.register_organisation(team_size=6), context(), True)


def test_no_organisation_with_a_tenant_that_isnt_there():
    with pytest.raises(NotFound):
        organisation.register(None, build.register_organisation(), context(), tenant_known=False)


@pytest.mark.parametrize(
    ("noun", "state"),
    [
        (tenant, build.tenant()),
        (organisation, build.organisation()),
        (roles, build.roles(build.role(), build.role("secretary"))),
        (person, build.person(mail_key="", box=None)),
    ],
)
def test_a_snapshot_says_all_that_was_told(noun, state):
    assert noun.apply(None, noun.snapshot(state)) == state
