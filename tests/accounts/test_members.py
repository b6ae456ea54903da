"""Who belongs to an organisation, by values: always led, bounded, and the same when said again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.accounts.domain import members
from services.accounts.domain.members import MOST, MOST_ASKING, LetIn, Place
from shared.contracts.accounts import commands
from shared.contracts.accounts.refusals import LastAdmin, NotAsked
from shared.contracts.accounts.values import Member, Standing
from shared.errors import NotFound, Refusal, TooLarge
from tests.builders import accounts as build
from tests.builders.contexts import context

HERE = Place(build.ORGANISATION, build.TENANT)


def ask(state, person_id=build.OTHER_PERSON, place=HERE):
    command = commands.AskToJoin(organisation_id=build.ORGANISATION)
    return members.ask(state, command, context(actor_id=person_id), place)


def admit(state, person_id=build.OTHER_PERSON, admin=False):
    command = commands.AdmitMember(organisation_id=build.ORGANISATION, person_id=person_id, admin=admin)
    return members.admit(state, command, context())


def let_in(state, person_id=build.PERSON, admin=True, place=HERE):
    command = LetIn(organisation_id=build.ORGANISATION, person_id=person_id, admin=admin)
    return members.let_in(state, command, context(), place)


def end(state, person_id):
    command = commands.EndMembership(organisation_id=build.ORGANISATION, person_id=person_id)
    return members.end(state, command, context())


def after(state, facts):
    for fact in facts:
        state = members.apply(state, fact)
    return state


def test_who_registers_comes_first_and_the_whole_list_is_told():
    (told,) = let_in(None)
    assert told == build.membership_changed(Member(person_id=build.PERSON, standing=Standing.ADMIN))
    (told,) = ask(after(None, (told,)))
    assert told.person_id == build.OTHER_PERSON
    assert after(None, (told,)) == build.members(lan="admin", minh="asked")


def test_asking_again_changes_nothing_whatever_one_is():
    for standing in Standing:
        assert ask(build.members(minh=standing)) == ()


def test_an_organisation_that_isnt_there_has_nobody():
    with pytest.raises(NotFound):
        ask(None, place=None)
    with pytest.raises(NotFound):
        let_in(None, place=None)
    with pytest.raises(NotFound):
        admit(None)
    with pytest.raises(NotFound):
        end(None, build.PERSON)


def test_who_has_asked_is_admitted_and_may_become_an_administrator():
    state = after(build.members(lan="admin", minh="asked"), admit(build.members(lan="admin", minh="asked")))
    assert state == build.members(lan="admin", minh="member")
    assert admit(state) == ()
    assert after(state, admit(state, admin=True)) == build.members(lan="admin", minh="admin")
    with pytest.raises(NotAsked):
        admit(state, "person-thu-005")


def test_the_first_who_is_let_in_is_an_administrator():
    state = build.members(minh="asked")
    assert after(state, admit(state)) == build.members(minh="admin")


def test_nobody_let_in_becomes_less():
    for state in (build.members(lan="admin"), build.members(minh="admin", lan="member")):
        assert let_in(state, admin=False) == ()


def test_the_last_administrator_hands_over_first():
    state = build.members(lan="admin", minh="member")
    with pytest.raises(LastAdmin):
        end(state, build.PERSON)
    with pytest.raises(LastAdmin):
        admit(state, build.PERSON, admin=False)
    state = after(state, admit(state, admin=True))
    assert after(state, end(state, build.PERSON)) == build.members(minh="admin")


def test_who_is_alone_may_go_and_who_is_out_is_out():
    state = build.members(lan="admin", minh="asked")
    left = after(state, end(state, build.PERSON))
    assert left == build.members(minh="asked")
    assert end(left, build.PERSON) == ()
    with pytest.raises(LastAdmin):
        admit(build.members(lan="admin"), build.PERSON, admin=False)


def test_those_who_ask_never_keep_out_who_is_let_in():
    asking = build.members(**{f"person-{n:08}": "asked" for n in range(MOST_ASKING)})
    with pytest.raises(TooLarge):
        ask(asking)
    assert len(after(asking, let_in(asking)).members) == MOST_ASKING + 1
    full = build.members(**{f"person-{n:08}": "admin" for n in range(MOST)})
    with pytest.raises(TooLarge):
        let_in(full)
    with pytest.raises(TooLarge):
        ask(full)


people = st.sampled_from([f"person-{n:08}" for n in range(4)])
doings = st.one_of(
    st.tuples(st.just(ask), people).map(lambda d: lambda s: d[0](s, d[1])),
    st.tuples(people, st.booleans()).map(lambda d: lambda s: admit(s, *d)),
    st.tuples(people, st.booleans()).map(lambda d: lambda s: let_in(s, *d)),
    people.map(lambda who: lambda s: end(s, who)),
)


@given(st.lists(doings, max_size=25))
def test_an_organisation_with_members_is_never_without_an_administrator(done):
    state = None
    for do in done:
        try:
            state = after(state, do(state))
        except Refusal:
            continue
        standings = {m.standing for m in state.members} if state else set()
        assert Standing.MEMBER not in standings or Standing.ADMIN in standings
        assert len({m.person_id for m in state.members}) == len(state.members) if state else True
        assert state is None or members.apply(None, members.snapshot(state)) == state
