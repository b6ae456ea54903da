"""For which organisations a person enters, by what registration has heard of them."""

import asyncio

import pytest

from services.registration.domain import entry
from services.registration.handlers import HEARD
from services.registration.store import MongoOrganisations
from shared.bus.messages import Incoming
from shared.bus.projection import Projection
from shared.bus.reactions import Reactor
from shared.contracts.accounts import events
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.envelope import Envelope
from shared.contracts.registration.refusals import OrganisationNotYours
from tests.builders import registration as build
from tests.builders.accounts import (
    ORGANISATION,
    OTHER_PERSON,
    OTHER_TENANT,
    PERSON,
    TENANT,
    membership_changed,
    organisation_registered,
)
from tests.builders.contexts import context
from tests.builders.edges import problem_of
from tests.builders.tokens import NOW


def submitted_by(person_id, organisation):
    asked = build.submitting(organisation=organisation)
    return entry.submit(None, build.submit_entry(), context(actor_id=person_id), asked)


@pytest.mark.parametrize(
    ("who", "organisation"),
    [
        (PERSON, build.organisation()),
        (OTHER_PERSON, build.organisation(members=(OTHER_PERSON,))),
        (PERSON, build.organisation(members=(OTHER_PERSON,))),
    ],
)
def test_who_registered_it_or_belongs_to_it_enters(who, organisation):
    assert submitted_by(who, organisation) == (build.entry_submitted(submitted_by=who),)


@pytest.mark.parametrize(
    "organisation",
    [
        None,
        build.organisation(registered_by=OTHER_PERSON),
        build.organisation(registered_by=OTHER_PERSON, members=("person-thu-005",)),
        build.organisation(tenant_id=OTHER_TENANT),
    ],
)
def test_nobody_enters_for_what_is_not_theirs(organisation):
    with pytest.raises(OrganisationNotYours):
        submitted_by(PERSON, organisation)


def heard(event, seq=1):
    about = getattr(event, event.about)
    return Incoming(Envelope(event.wire, event.version, "/accounts/it", about, seq, NOW, TENANT), event)


async def nothing_is_sent(*_):
    raise AssertionError


@pytest.fixture
def hears(database):
    reactor = Reactor(HEARD, nothing_is_sent, Projection(database))

    async def hear(*facts):
        await reactor([heard(event, seq) for seq, event in enumerate(facts, 1)])

    return hear


def known(database, waits=0.0):
    return MongoOrganisations(database, waits)


async def test_what_is_heard_is_kept_in_whatever_order(database, hears):
    changed = membership_changed(
        Member(person_id=OTHER_PERSON, standing=Standing.MEMBER),
        Member(person_id="person-thu-005", standing=Standing.ASKED),
    )
    for facts in ((changed, organisation_registered()), (organisation_registered(), changed)):
        await database.drop_collection("organisations")
        await hears(*facts)
        found = await known(database).for_entering(ORGANISATION, TENANT, OTHER_PERSON)
        assert found == build.organisation(members=(OTHER_PERSON,))


async def test_members_alone_make_no_organisation(database, hears):
    await hears(membership_changed())
    assert await known(database).for_entering(ORGANISATION, TENANT, PERSON) is None


async def test_snapshots_say_the_same(database, hears):
    facts = organisation_registered(), membership_changed(Member(person_id=OTHER_PERSON, standing=Standing.ADMIN))
    organisation = events.OrganisationSnapshot(**facts[0].model_dump())
    members = events.MembersSnapshot(**facts[1].model_dump(exclude={"person_id"}))
    await hears(members, organisation)
    found = await known(database).for_entering(ORGANISATION, TENANT, OTHER_PERSON)
    assert found == build.organisation(members=(OTHER_PERSON,))


async def test_an_organisation_registered_just_now_is_waited_for(database, hears):
    looking = asyncio.create_task(known(database, waits=30).for_entering(ORGANISATION, TENANT, PERSON))
    await asyncio.sleep(0)
    await hears(organisation_registered())
    assert await asyncio.wait_for(looking, 10) == build.organisation()


async def test_who_leaves_enters_no_more(database, hears):
    member = Member(person_id=OTHER_PERSON, standing=Standing.MEMBER)
    await hears(organisation_registered(), membership_changed(member), membership_changed())
    found = await known(database).for_entering(ORGANISATION, TENANT, OTHER_PERSON)
    assert found == build.organisation()


async def test_the_refusal_is_told_at_the_edge(open_edge):
    answer = await open_edge.send(build.submit_entry(), open_edge.person(OTHER_PERSON))
    assert problem_of(answer) == (403, "registration.organisation_not_yours")
    await open_edge.registered("organisation-02", OTHER_PERSON)
    mine = build.submit_entry(organisation_id="organisation-02")
    assert (await open_edge.send(mine, open_edge.person(OTHER_PERSON), "command-0002")).status_code == 200
