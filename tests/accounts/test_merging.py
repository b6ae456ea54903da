"""Two accounts of one person become one, in whatever order and however often what follows comes."""

import itertools
from datetime import timedelta
from typing import Any

import pytest

from services.accounts.domain import merging, person
from services.accounts.domain.erasure import ErasePerson
from services.accounts.domain.mail import mail_key
from services.accounts.domain.merging import AbsorbPerson, Heritage, Merging, TakePlace, TakeRoles
from services.accounts.domain.roles import roles_id
from services.accounts.handlers.erasing import Remains
from services.accounts.handlers.mailings import person_mail, sign_in_mail
from services.accounts.handlers.merging import HEARD
from services.accounts.handlers.signing_in_mail import PROVEN, proof_hash
from services.accounts.handlers.standing import standing
from services.accounts.queries.names import names
from services.accounts.store import MongoTickets
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.reactions import Reactor
from shared.contracts.accounts.events import PersonErased, PersonSnapshot
from shared.contracts.accounts.events import PersonMerged as Merged
from shared.contracts.accounts.refusals import MailTaken, PersonMerged, SamePerson
from shared.errors import Forbidden, NotFound
from tests.accounts.doors import KEY, Doors
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, NOBODY, ORGANISER, SECRETARY, STRANGER
from tests.builders.actors import person as person_actor
from tests.builders.contexts import context
from tests.builders.edges import problem_of
from tests.builders.registration import DURING
from tests.fakes.memory_people import MemoryColleagues, MemoryPeople
from tests.fakes.services import MemoryAccounts, MemorySessions

A, B, C = build.PERSON, build.OTHER_PERSON, "person-older-03"
MAILS = {A: "lan@example.vn", B: "minh@example.vn", C: "older@example.vn"}


def absorb(state, merged_id=B, **found) -> Any:
    return merging.absorb(state, AbsorbPerson(person_id=A, merged_id=merged_id), context(), Heritage(**found))


def test_an_account_goes_into_another_of_its_tenant_and_passes_its_addresses_on():
    minh = build.person(person_id=B, mail_keys=("key-of-minh",))
    told: Any
    (told,) = merging.merge(minh, build.merge_person(), context(), Merging(build.person()))
    assert told == Merged(person_id=B, tenant_id=build.TENANT, into_id=A)
    gone = person.apply(minh, told)
    assert gone == build.person(person_id=B, mail_keys=(), passed_on=("key-of-minh",), credentials=None, into_id=A)
    assert person.apply(None, person.snapshot(gone)).into_id == A
    assert merging.merge(gone, build.merge_person(), context(), Merging(build.person())) == ()


@pytest.mark.parametrize(
    ("state", "into", "refusal"),
    [
        (None, build.person(), NotFound),
        (build.person(person_id=B, erased=True), build.person(), NotFound),
        (build.person(person_id=B), None, NotFound),
        (build.person(person_id=B), build.person(erased=True), NotFound),
        (build.person(person_id=B), build.person(tenant_id=build.OTHER_TENANT), NotFound),
        (build.person(person_id=B), build.person(into_id=C), PersonMerged),
        (build.person(person_id=B, into_id=C), build.person(), PersonMerged),
    ],
)
def test_what_cannot_be_joined_is_refused(state, into, refusal):
    with pytest.raises(refusal):
        merging.merge(state, build.merge_person(), context(), Merging(into))


def test_an_account_is_not_joined_with_itself():
    with pytest.raises(SamePerson):
        merging.merge(build.person(), build.merge_person(person_id=A), context(), Merging(build.person()))


def test_addresses_and_ids_are_absorbed_once_and_told():
    kept, told = absorb(build.person(), mail_keys=("key-of-minh",), ids=(B, C, A))
    stays = person.apply(build.person(), kept)
    assert stays == build.person(mail_keys=("key-of-lan", "key-of-minh"), absorbed=(B, C))
    assert told == build.person_snapshot(merged=(B, C))
    assert absorb(stays, mail_keys=("key-of-minh",), ids=(B, C)) == ()


def test_who_went_on_meanwhile_passes_everything_on():
    _, told = absorb(build.person(into_id=C, mail_keys=()), mail_keys=("key-of-minh",), ids=(B,))
    assert (told.into_id, told.merged) == (C, (B,))


def test_who_was_erased_meanwhile_takes_the_other_along():
    (told,) = absorb(build.person(erased=True, absorbed=(C,)), mail_keys=("key-of-minh",), ids=(B,))
    assert told == PersonErased(person_id=A, tenant_id=build.TENANT, merged=(C, B))
    assert absorb(person.apply(None, told), ids=(B,)) == ()


def test_of_two_that_go_into_each_other_at_one_moment_one_stays():
    kept, told = absorb(build.person(into_id=B, mail_keys=(), passed_on=("key-of-lan",)), mail_keys=("k",), ids=(B,))
    assert (kept.returns, told.into_id) == (True, None)
    state = person.apply(build.person(into_id=B, mail_keys=(), passed_on=("key-of-lan",)), kept)
    assert (state.is_there, state.mail_keys, state.passed_on) == (True, ("key-of-lan", "k"), ())
    assert absorb(state, mail_keys=("k",), ids=(B,)) == ()


@pytest.mark.parametrize(
    ("listed", "left"),
    [
        ({"minh": "member"}, {"lan": "member"}),
        ({"lan": "asked", "minh": "admin"}, {"lan": "admin"}),
        ({"lan": "admin", "minh": "asked"}, {"lan": "admin"}),
        (
            {"hoa-0001": "admin", "minh": "member", "nga-0001": "member"},
            {"hoa-0001": "admin", "lan": "member", "nga-0001": "member"},
        ),
    ],
)
def test_the_place_in_an_organisation_is_taken_with_the_higher_standing(listed, left):
    command = TakePlace(organisation_id=build.ORGANISATION, person_id=A, merged_id=B)
    told: Any = merging.take_place(build.members(**listed), command, context())
    inside, outside = told
    assert (inside.person_id, outside.person_id) == (A, B)
    assert {m.person_id for m in inside.members} >= {A, B}
    after = build.members(**left)
    assert outside.members == after.members
    assert merging.take_place(after, command, context()) == ()


class World:
    """Accounts with three of one person's accounts, whose reactions run when they are told to."""

    def __init__(self):
        self.service, self.sessions, self.places = MemoryAccounts(), MemorySessions(), {}
        self.ended: list[str] = []
        myself: Any = self
        remains = Remains(self.service.vault, myself, myself, myself, self._send)
        self._react = Reactor(HEARD, self._send, None, remains)  # type: ignore[arg-type]
        self._heard = 0

    async def of(self, person_id):
        """Organisations of a person."""
        return self.places.get(person_id, [])

    async def end_all(self, person_id, but=None):
        """Sessions of a person."""
        self.ended.append(person_id)

    async def _send(self, command, command_id, traceparent):
        return await self.service.send(command, service_actor("accounts"), command_id)

    def tellings(self):
        return [t for store in self.service.stores.values() for t in store.shelf.told]

    async def react(self, order=lambda facts: facts):
        """Hears all that is told, until nothing new is."""
        heard: list[Any] = []
        while new := [t for t in self.tellings() if not any(t is h for h in heard)]:
            for telling in order(new):
                await self._react([Incoming(telling.envelope, telling.event)])
            heard += new

    async def merge(self, person_id=B, into_id=A):
        """By the person, who has shown that both are theirs."""
        self.service.proven.add((into_id, person_id))
        await self.service.send(build.merge_person(person_id=person_id, into_id=into_id), person_actor(into_id))

    async def person(self, person_id):
        return await self.service.state("person", person_id)

    async def roles(self, person_id):
        found = await self.service.state("roles", roles_id(person_id))
        return found.roles if found else ()


@pytest.fixture
async def world():
    made = World()
    await made.service.send(build.create_tenant(), EVERY_SCOPE)
    for person_id, mail in MAILS.items():
        await made.service.send(build.register_person(person_id=person_id, mail=mail, name=f"Lan {mail}"), NOBODY)
        await made.service.send(build.vouch(person_id=person_id), EVERY_SCOPE)
    return made


def keys(*people):
    return tuple(mail_key(b"secret", MAILS[p]) for p in people)


async def test_addresses_roles_and_names_follow_and_sessions_end(world):
    await world.service.send(build.grant_role(), EVERY_SCOPE)
    for role in (build.role(), build.role("secretary")):
        await world.service.send(build.grant_role(person_id=B, role=role), EVERY_SCOPE)
    await world.merge()
    await world.react()
    stays, gone = await world.person(A), await world.person(B)
    assert (stays.mail_keys, stays.absorbed) == (keys(A, B), (B,))
    assert (gone.mail_keys, gone.into_id, gone.credentials) == ((), A, None)
    assert await world.roles(A) == (build.role(), build.role("secretary"))
    assert await world.roles(B) == ()
    assert set(world.ended) == {B}
    people = MemoryPeople(world.service.stores["person"])
    seen = await names([A, B], ORGANISER, people, world.service.vault, MemoryColleagues())
    assert seen == {A: "Lan lan@example.vn", B: "Lan lan@example.vn"}
    await world.service.send(build.register_person(person_id="person-new-01", mail=MAILS[B]), NOBODY)
    with pytest.raises(MailTaken):
        await world.service.send(build.vouch(person_id="person-new-01"), EVERY_SCOPE)


async def test_a_link_goes_to_the_address_that_was_typed_whichever_account_it_came_from(world):
    await world.merge(C, B)
    await world.merge()
    await world.react()
    needs: Any = world.service.dispatcher._needs
    mailed = sign_in_mail(needs, world.service.stores["sign_in"], KEY)
    doors = Doors(world.service)
    for person_id, mail in MAILS.items():
        asked = await doors.asked(mail)
        contents = await mailed(asked.sign_in_id, doors.now)
        assert (contents.to, contents.name) == (mail, f"Lan {MAILS[A]}"), person_id


async def test_what_was_meant_for_an_account_of_long_ago_reaches_who_it_has_become(world):
    await world.merge(C, B)
    await world.merge()
    needs: Any = world.service.dispatcher._needs
    for person_id in (C, B, A):
        contents = await person_mail(needs)(person_id, DURING)
        assert contents.to == MAILS[A]
        assert getattr(await standing(person_id, needs), "person_id", None) == A
    assert await standing("person-nobody", needs) is None


async def test_reacting_again_changes_nothing(world):
    await world.merge()
    await world.react()
    before = len(world.tellings())
    await world.react()
    assert len(world.tellings()) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_a_chain_of_accounts_ends_in_one_whatever_comes_first(world, order):
    await world.service.send(build.grant_role(person_id=C), EVERY_SCOPE)
    await world.merge(C, B)
    await world.merge()
    await world.react(lambda facts: [fact for _, fact in sorted(enumerate(facts), key=lambda at: order[at[0] % 3])])
    stays = await world.person(A)
    assert set(stays.mail_keys) == set(keys(A, B, C))
    assert set(stays.absorbed) == {B, C}
    assert [await world.roles(p) for p in (A, B, C)] == [(build.role(),), (), ()]


@pytest.mark.parametrize("backwards", [False, True])
async def test_two_that_are_joined_with_each_other_at_once_are_one_that_is_there(world, backwards):
    shelf = world.service.stores["person"].shelf
    before = dict(shelf.known)
    await world.merge()
    gone, told = shelf.known[B], len(shelf.told)
    shelf.known[B] = before[B]  # as another instance had read it
    await world.merge(A, B)
    shelf.known[B] = gone
    assert len(shelf.told) == told + 1
    await world.react(lambda facts: list(reversed(facts)) if backwards else facts)
    stays, other = await world.person(A), await world.person(B)
    assert (stays.is_there, other.into_id) == (True, A)
    assert set(stays.mail_keys) == set(keys(A, B))


async def test_an_address_that_somebody_registers_with_meanwhile_stays_theirs(world):
    await world.merge()
    await world.service.send(build.register_person(person_id="person-new-01", mail=MAILS[B], name="Mới"), NOBODY)
    await world.service.send(build.vouch(person_id="person-new-01"), EVERY_SCOPE)
    await world.react()
    stays = await world.person(A)
    assert (stays.mail_keys, stays.absorbed) == (keys(A), (B,))


async def test_merged_then_erased_the_keys_of_both_are_named_to_go(world):
    await world.merge()
    await world.react()
    await world.service.send(ErasePerson(person_id=A), service_actor("accounts"))
    assert [t.event for t in world.tellings() if isinstance(t.event, PersonErased)] == [
        PersonErased(person_id=A, tenant_id=build.TENANT, merged=(B,))
    ]


async def test_erased_then_reached_by_the_merge_both_are_named_to_go(world):
    await world.merge()
    await world.service.send(ErasePerson(person_id=A), service_actor("accounts"))
    await world.react()
    erased = [t.event for t in world.tellings() if isinstance(t.event, PersonErased)]
    assert erased[-1].merged == (B,)


async def test_nobody_joins_other_peoples_accounts(world):
    for actor in (ORGANISER, SECRETARY):
        with pytest.raises(Forbidden):
            await world.service.send(build.merge_person(), actor)
    with pytest.raises(NotFound):
        await world.service.send(build.merge_person(), EVERY_SCOPE)
    assert (await world.person(B)).into_id is None


async def test_the_person_joins_the_accounts_with_a_proof_and_not_without(world):
    with pytest.raises(NotFound):
        await world.service.send(build.merge_person(), LAN)
    with pytest.raises(Forbidden):
        await world.service.send(build.merge_person(), MINH)
    world.service.proven.add((B, B))
    world.service.proven.add((A, C))
    with pytest.raises(NotFound):
        await world.service.send(build.merge_person(), LAN)
    world.service.proven.add((STRANGER.id, B))
    with pytest.raises(NotFound):
        await world.service.send(build.merge_person(), STRANGER)
    world.service.proven.add((A, B))
    await world.service.send(build.merge_person(), LAN)
    assert (await world.person(B)).into_id == A


async def test_roles_are_not_taken_by_who_is_erased(world):
    await world.service.send(build.grant_role(person_id=B), EVERY_SCOPE)
    await world.service.send(ErasePerson(person_id=A), service_actor("accounts"))
    await world.service.send(TakeRoles(person_id=A, merged_id=B), service_actor("accounts"))
    assert await world.roles(A) == ()


async def test_what_follows_is_told_as_a_snapshot(world):
    await world.merge()
    await world.react()
    told = [t.event for t in world.tellings() if isinstance(t.event, PersonSnapshot)]
    assert [(e.person_id, e.into_id, e.merged) for e in told] == [(A, None, (B,))]


@pytest.mark.real
async def test_a_proof_by_a_link_joins_two_accounts_for_some_minutes(known):
    await known.send(build.register_person(person_id=B, mail=MAILS[B]), "", "command-0002")
    lan, tickets = await known.person(), MongoTickets(known.database)
    assert problem_of(await known.send(build.merge_person(), lan, "command-0003")) == (404, "not_found")
    about = {"asker": A, "person_id": B}
    await tickets.put(proof_hash(A, B), PROVEN, about, known.clock.at + timedelta(minutes=15))
    known.clock.at += timedelta(minutes=16)
    assert problem_of(await known.send(build.merge_person(), await known.person(), "command-0004"))[0] == 404
    known.clock.at -= timedelta(minutes=16)
    assert (await known.send(build.merge_person(), lan, "command-0005")).status_code == 200
