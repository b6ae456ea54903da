"""What is a person's follows the person: into the account that stays of two, and away with it; drafts lie sealed."""

import pytest

from services.registration.handlers import HEARD
from services.registration.handlers.sweeping import follow_all, seal_drafts
from services.registration.ports import ORGANISATIONS, Remains
from services.registration.store import MongoAuthored, MongoPeople
from shared.bus.messages import Incoming
from shared.bus.projection import Projection, Row
from shared.bus.reactions import Reactor
from shared.contracts.accounts.events import PersonErased, PersonMerged
from shared.contracts.envelope import Envelope
from shared.contracts.registration.values import ProjectStep, StartupStep
from shared.errors import Unavailable
from tests.builders import registration as build
from tests.builders.accounts import ORGANISATION, OTHER_PERSON, PERSON, TENANT
from tests.builders.registration import DURING

pytestmark = pytest.mark.real
THIRD = "person-third-1"
DRAFT = "entry-draft-01"


def joined(person_id, into_id, seq=2):
    event = PersonMerged(person_id=person_id, tenant_id=TENANT, into_id=into_id)
    return Incoming(Envelope(event.wire, 1, "/accounts/person", person_id, seq, DURING, TENANT), event)


@pytest.fixture
def remains(open_edge):
    return Remains(MongoPeople(open_edge.database), MongoAuthored(open_edge.database), open_edge.itself)


async def hear(edge, remains, *facts):
    await Reactor(HEARD, edge.itself, Projection(edge.database), remains)(list(facts))


async def begun(edge, person_id=PERSON, n=0):
    """An entry and a draft of a person."""
    token = edge.person(person_id)
    row = {"tenant_id": TENANT, "registered_by": PERSON, "members": [PERSON, OTHER_PERSON, THIRD]}
    await Projection(edge.database).write([Row(ORGANISATIONS, ORGANISATION, "organisation", 1, row)])
    for m, command in enumerate(
        (
            build.submit_entry(entry_id=f"{build.ENTRY}-{n}"),
            build.save_draft(entry_id=f"{DRAFT}-{n}", step=StartupStep(name="Nấm Việt")),
        )
    ):
        assert (await edge.send(command, token, f"begin-{n}-{m}")).status_code == 200


async def author_of(edge, entry_id):
    return (await edge.database["entries"].find_one({"_id": entry_id}))["state"]["author_id"]


async def drafts_of(edge, person_id):
    answer = await edge.http.get("/drafts", headers={"Authorization": f"Bearer {edge.person(person_id)}"})
    return {one["entry_id"]: one["steps"] for one in answer.json()}


async def data_of(edge, person_id):
    answer = await edge.http.get(
        f"/people/{person_id}/data", headers={"Authorization": f"Bearer {edge.person(person_id)}"}
    )
    return {one["entry_id"] for one in answer.json()["entries"]}


async def test_entries_drafts_rights_and_export_follow_into_the_account_that_stays(open_edge, remains):
    await begun(open_edge)
    await hear(open_edge, remains, joined(PERSON, OTHER_PERSON))
    assert await drafts_of(open_edge, OTHER_PERSON) == {f"{DRAFT}-0": {"startup": steps("Nấm Việt")}}
    assert await drafts_of(open_edge, PERSON) == {}
    assert await data_of(open_edge, OTHER_PERSON) == {f"{build.ENTRY}-0", f"{DRAFT}-0"}
    assert await data_of(open_edge, PERSON) == set()
    withdraw = build.withdraw_entry(entry_id=f"{build.ENTRY}-0")
    assert (await open_edge.send(withdraw, open_edge.person(PERSON), "command-old1")).status_code == 404
    assert (await open_edge.send(withdraw, open_edge.person(OTHER_PERSON), "command-new1")).status_code == 200


def steps(name):
    return StartupStep(name=name).model_dump(exclude={"kind"})


@pytest.mark.parametrize("later_first", [False, True])
async def test_who_is_joined_twice_ends_in_the_last_account_whatever_is_heard_first(open_edge, remains, later_first):
    await begun(open_edge)
    facts = [joined(PERSON, OTHER_PERSON), joined(OTHER_PERSON, THIRD)]
    for fact in reversed(facts) if later_first else facts:
        await hear(open_edge, remains, fact)
    assert await author_of(open_edge, f"{build.ENTRY}-0") == THIRD
    assert await data_of(open_edge, THIRD) == {f"{build.ENTRY}-0", f"{DRAFT}-0"}
    before = await open_edge.database["entries"].find_one({"_id": f"{build.ENTRY}-0"})
    await hear(open_edge, remains, *facts)
    assert await open_edge.database["entries"].find_one({"_id": f"{build.ENTRY}-0"}) == before


async def test_who_is_joined_and_then_erased_leaves_no_draft_that_opens(open_edge, remains):
    await begun(open_edge)
    await hear(open_edge, remains, joined(PERSON, OTHER_PERSON))
    erased = PersonErased(person_id=OTHER_PERSON, tenant_id=TENANT, merged=(PERSON,))
    open_edge.texts.erased |= {erased.person_id, *erased.merged}
    assert await drafts_of(open_edge, OTHER_PERSON) == {f"{DRAFT}-0": {}}


async def test_what_a_token_has_begun_after_the_joining_follows_at_the_next_start(open_edge, remains):
    await begun(open_edge)
    await hear(open_edge, remains, joined(PERSON, OTHER_PERSON))
    await begun(open_edge, n=1)
    assert await author_of(open_edge, f"{DRAFT}-1") == PERSON
    await follow_all(remains)
    assert await author_of(open_edge, f"{DRAFT}-1") == OTHER_PERSON


async def old_draft(edge, entry_id, author_id=PERSON):
    """A draft as shape 1 has stored it: in the open."""
    state = {
        "entry_id": entry_id,
        "place": build.place().model_dump(),
        "author_id": author_id,
        "status": "draft",
        "draft": {
            "saved_at": "2026-10-27T10:00:00Z",
            "startup": StartupStep(name="Nấm Việt").model_dump(),
            "project": ProjectStep(title="Nấm").model_dump(),
            "fields": None,
        },
    }
    document = {"_id": entry_id, "tenant": TENANT, "rev": 1, "seq": 0, "shape": 1, "state": state, "ev": [], "cmds": {}}
    await edge.database["entries"].insert_one(document)


async def test_old_drafts_are_sealed_at_a_start_and_read_as_before(open_edge, remains):
    for n in range(120):
        await old_draft(open_edge, f"{DRAFT}-{n:03}")
    assert await seal_drafts(remains) == 120
    assert "Nấm" not in str(await open_edge.database["entries"].find({}).to_list(200))
    found = await drafts_of(open_edge, PERSON)
    assert len(found) == 100
    assert found[f"{DRAFT}-000"] == {
        "startup": steps("Nấm Việt"),
        "project": ProjectStep(title="Nấm").model_dump(exclude={"kind"}),
    }
    assert await seal_drafts(remains) == 0


async def test_an_old_draft_of_who_is_erased_is_emptied(open_edge, remains):
    await old_draft(open_edge, DRAFT)
    open_edge.texts.erased.add(PERSON)
    assert await seal_drafts(remains) == 1
    assert "Nấm" not in str(await open_edge.database["entries"].find_one({"_id": DRAFT}))


async def test_while_no_key_can_be_had_a_draft_stays_as_it_is(open_edge, remains):
    await old_draft(open_edge, DRAFT)
    open_edge.texts.away = True
    with pytest.raises(Unavailable):
        await seal_drafts(remains)
    assert "Nấm" in str(await open_edge.database["entries"].find_one({"_id": DRAFT}))
