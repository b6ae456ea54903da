"""Accounts' rules, by values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain import organisation, person, reach, roles, tenant
from services.accounts.domain.mail import domain_key, normal_mail
from services.accounts.domain.organisation import Registering
from services.accounts.domain.person import Box, Person, Sealed
from services.accounts.domain.reach import ConfirmMail
from services.accounts.domain.roles import Released
from services.accounts.domain.sealed import (
    Credentials,
    Details,
    credentials_text,
    details_text,
    read_credentials,
    read_details,
)
from shared.contracts.accounts.events import PersonErased, PersonRegistered
from shared.contracts.accounts.refusals import OrganisationExists, PersonExists, TenantExists
from shared.contracts.accounts.roles import Role
from shared.errors import NotFound
from tests.builders import accounts as build
from tests.builders.contexts import context

READ = ConfirmMail(person_id=build.PERSON, mail_key="key-of-lan")


def test_a_tenant_is_created_with_its_address_and_name():
    facts = tenant.create(None, build.create_tenant(), context())
    assert facts == (build.tenant_created(),)
    assert tenant.apply(None, facts[0]) == build.tenant()


def test_the_same_tenant_again_changes_nothing():
    assert tenant.create(build.tenant(), build.create_tenant(), context()) == ()


def test_a_tenant_of_other_content_is_refused():
    with pytest.raises(TenantExists):
        tenant.create(build.tenant(), build.create_tenant(slug="da-nang"), context())


def test_a_person_is_told_by_id_alone_and_named_in_sealed_boxes():
    facts = person.register(None, build.register_person(language="en"), context(), build.registering())
    assert facts[0] == PersonRegistered(person_id=build.PERSON, tenant_id=build.TENANT, domain_key="key-of-example")
    state = person.apply(person.apply(None, facts[0]), facts[1])
    assert state == build.unproven(domain_key="key-of-example", language="en")
    assert person.snapshot(state) == build.person_snapshot(domain_key="key-of-example")


def test_a_person_without_a_password_has_no_credentials():
    facts = person.register(None, build.register_person(password=None), context(), build.registering(credentials=None))
    state = person.apply(person.apply(None, facts[0]), facts[1])
    assert state == build.unproven(domain_key="key-of-example", credentials=None)


def test_a_person_again_changes_nothing_not_even_with_another_password():
    again = build.register_person(password="một mật khẩu khác")
    assert person.register(build.person(), again, context(), build.registering(credentials="other")) == ()


def test_an_address_is_the_persons_once_it_was_read_and_the_password_stays_where_the_account_was_made():
    for keeps, credentials in ((True, "box-of-password"), (False, None)):
        (fact,) = reach.confirm(build.unproven(), READ.model_copy(update={"keeps": keeps}), context())
        assert person.apply(build.unproven(), fact) == build.person(credentials=credentials)
    assert reach.confirm(build.person(), READ, context()) == ()


def test_who_vouches_for_an_address_makes_it_the_persons_with_the_password():
    (fact,) = reach.vouch(build.unproven(), build.vouch(), context())
    assert person.apply(build.unproven(), fact) == build.person()
    assert reach.vouch(build.person(), build.vouch(), context()) == ()
    for nobody in (None, build.person(erased=True), build.person(into_id=build.OTHER_PERSON)):
        with pytest.raises(NotFound):
            reach.vouch(nobody, build.vouch(), context())


def test_an_address_that_an_older_release_took_for_the_persons_is_a_claim_and_is_dated_once():
    seal = person.SealBox(person_id=build.PERSON)
    for verified, keys, claimed in ((True, ["a", "b"], None), (False, ["b"], "a"), (None, ["b"], "a")):
        old = {"person_id": build.PERSON, "mail_keys": ["a", "b"], "mail_verified": verified}
        shown = {"person_id": build.PERSON, "mail_keys": keys}
        assert person.with_claims(old) == (shown if claimed is None else {**shown, "claimed_key": claimed})
    undated = build.unproven(claimed_at=None)
    (fact,) = person.seal_box(undated, seal, context(), Sealed(None))
    dated = person.apply(undated, fact)
    assert dated == build.unproven(claimed_at=context().now)
    assert person.seal_box(dated, seal, context(), Sealed(None)) == ()


@pytest.mark.parametrize(
    ("given", "found"),
    [({}, {"same_name": False}), ({"tenant_id": build.OTHER_TENANT}, {}), ({}, {"mail_key": "key-of-minh"})],
)
def test_an_id_that_stands_for_somebody_else_is_refused(given, found):
    with pytest.raises(PersonExists):
        person.register(build.person(), build.register_person(**given), context(), build.registering(**found))


def test_nobody_registers_with_a_tenant_that_isnt_there():
    with pytest.raises(NotFound):
        person.register(None, build.register_person(), context(), build.registering(tenant_known=False))


def test_a_profile_is_revised_whole():
    facts = person.revise(build.person(), build.revise_profile(language="en"), context(), Sealed("new box"))
    assert facts == (person.DetailsSealed(details="new box", language="en"),)
    assert person.apply(build.person(), facts[0]) == build.person(details="new box", language="en")


@pytest.mark.parametrize("who", [None, build.person(erased=True), build.person(into_id=build.OTHER_PERSON)])
def test_who_is_gone_has_no_profile_to_revise(who):
    with pytest.raises(NotFound):
        person.revise(who, build.revise_profile(), context(), Sealed("new box"))


OPEN = Box("Nguyễn Thị Lan", "lan@example.vn", "hash")


def test_what_lay_in_the_open_is_sealed_by_itself_and_with_the_next_command():
    lying_open = build.person(details=None, credentials=None, box=OPEN)
    sealed = person.BoxSealed(details="box-of-lan", credentials="box-of-password")
    both = Sealed("box-of-lan", "box-of-password")
    assert person.seal_box(lying_open, person.SealBox(person_id=build.PERSON), context(), both) == (sealed,)
    assert person.apply(lying_open, sealed) == build.person()
    assert person.revise(lying_open, build.revise_profile(), context(), both)[0] == sealed
    assert person.seal_box(build.person(), person.SealBox(person_id=build.PERSON), context(), both) == ()


def test_an_erased_person_is_an_id_and_nothing_more():
    told = PersonErased(person_id=build.PERSON, tenant_id=build.TENANT, merged=(build.OTHER_PERSON,))
    gone = person.apply(build.person(domain_key="key", claimed_key="key-2", language="en"), told)
    assert gone == Person(build.PERSON, build.TENANT, erased=True, absorbed=(build.OTHER_PERSON,))


def test_what_is_sealed_is_read_by_another_release_too():
    details, opens = Details("Nguyễn Thị Lan", "lan@example.vn", "0912 345 678"), Credentials("hash", "secret")
    assert read_details(details_text(details)) == details
    assert read_credentials(credentials_text(opens)) == opens
    assert read_details('{"name": "Lan", "mail": "lan@example.vn", "later": 1}') == Details("Lan", "lan@example.vn")
    assert read_credentials("{}") == Credentials()


def test_colleagues_have_one_domain_and_users_of_a_public_provider_none():
    def domain(mail):
        return domain_key(b"secret", mail)

    assert domain("lan@sayviet.example") == domain("Minh@SayViet.example.") != domain("lan@namviet.example")
    assert domain("lan@gmail.com") is domain("lan@yahoo.com.vn") is None
    assert domain_key(b"other", "lan@sayviet.example") != domain("lan@sayviet.example")


def test_two_spellings_of_an_address_are_one():
    assert normal_mail(" Lan@Example.VN") == normal_mail("lan@example.vn")


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
    told = roles.revoke(build.roles(build.role(), kept), build.revoke_role(), context(), Released(0))
    assert told == (build.role_revoked(build.role(), roles=(kept,)),)


def test_what_is_not_held_is_not_revoked():
    assert roles.revoke(build.roles(), build.revoke_role(), context(), Released(0)) == ()
    with pytest.raises(NotFound):
        roles.revoke(None, build.revoke_role(), context(), Released(0))


def test_what_a_stranger_holds_elsewhere_is_not_found():
    theirs = build.roles(build.role(tenant_id=build.OTHER_TENANT), tenant_id=build.OTHER_TENANT)
    with pytest.raises(NotFound):
        roles.revoke(theirs, build.revoke_role(), context(), Released(0))


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
            released = Released(state.changes if state else 0)
            facts = roles.revoke(state, build.revoke_role(role=one), context(), released) if state else ()
        for fact in facts:
            state = roles.apply(state, fact)
    told = state.roles if state else ()
    assert set(told) == held
    assert len(told) == len(held)
    if state:
        assert roles.apply(state, roles.snapshot(state)) == state


def test_an_organisation_is_registered_with_its_facts():
    facts = organisation.register(None, build.register_organisation(), context(), Registering(True))
    assert facts == (build.organisation_registered(),)
    assert organisation.apply(None, facts[0]) == build.organisation()


def test_the_same_organisation_again_changes_nothing_days_later():
    known = build.organisation()
    assert organisation.register(known, build.register_organisation(), context(), Registering(True)) == ()


def test_an_organisation_of_other_content_is_refused():
    other = build.register_organisation(team_size=6)
    with pytest.raises(OrganisationExists):
        organisation.register(build.organisation(), other, context(), Registering(True))


def test_no_organisation_with_a_tenant_that_isnt_there():
    with pytest.raises(NotFound):
        organisation.register(None, build.register_organisation(), context(), Registering(False))


@pytest.mark.parametrize(
    ("noun", "state"),
    [
        (tenant, build.tenant()),
        (organisation, build.organisation()),
        (roles, build.roles(build.role(), build.role("secretary"))),
        (
            person,
            build.person(mail_keys=(), details=None, credentials=None, absorbed=("person-minh-0002",), domain_key="k"),
        ),
    ],
)
def test_a_snapshot_says_all_that_was_told(noun, state):
    assert noun.apply(None, noun.snapshot(state)) == state
