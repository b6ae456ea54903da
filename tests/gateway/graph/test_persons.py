"""What is personal: asked of accounts as the viewer, once for a document, and missed without breaking anything."""

import pytest

from gateway.clients import SealedNote
from shared.contracts.personal import PersonText
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import WithdrawalReason
from tests.gateway import facts
from tests.gateway.graph.world import world_over

pytestmark = pytest.mark.real
LIST = "{ entries(orderBy: {field: SUBMITTED_AT}) { edges { node { entryId submitter { personId name } } } } }"


def submitters(data):
    return {e["node"]["entryId"]: e["node"]["submitter"] for e in data["entries"]["edges"]}


async def test_an_organiser_reads_who_submitted_and_a_submitter_the_own_name(world):
    lan, yen = {"personId": "person-lan", "name": "Trần Thị Lan"}, {"personId": "x" * 8, "name": "Hoàng Yến"}
    all_named = {"entry-001": lan, "entry-002": yen, "entry-003": yen, "entry-004": lan}
    assert submitters(await world.data("organiser", LIST)) == all_named
    assert submitters(await world.data("submitter", LIST)) == {"entry-001": lan, "entry-004": lan}


async def test_who_may_not_know_who_submitted_asks_accounts_nothing(world):
    seen = submitters(await world.data("reading client", LIST))
    assert set(seen.values()) == {None}
    assert world.persons.asked == []


async def test_a_list_asks_for_its_names_once_each_name_once(world):
    await world.data("organiser", LIST)
    assert world.persons.asked == [2]


async def test_the_viewer_is_a_person_and_a_client_is_none(world):
    asked = "{ viewer { person { id personId name } } }"
    found = (await world.data("submitter", asked))["viewer"]["person"]
    assert (found["personId"], found["name"]) == ("person-lan", "Trần Thị Lan")
    assert await world.data("reading client", asked) == {"viewer": {"person": None}}


async def test_while_accounts_is_away_names_are_null_with_a_code_and_all_else_is_there(world):
    world.persons.away = True
    answer = await world.ask("organiser", LIST)
    shown = submitters(answer["data"])
    assert shown["entry-002"] == {"personId": "x" * 8, "name": None}
    assert len(shown) == 4
    assert {e["extensions"]["code"] for e in answer["errors"]} == {"unavailable"}
    assert world.persons.asked == [2]


NOTED = '{ entry(entryId: "entry-note") { status withdrawalReason withdrawalNote } }'
SEALED = PersonText(subject="person-lan", sealed="A" * 60)


@pytest.fixture
async def noted(database):
    """An entry that was withdrawn, with a note."""
    withdrawn = registration.EntryWithdrawn(
        entry_id="entry-note", reason=WithdrawalReason.OTHER, withdrawn_at=facts.NOON, note=SEALED
    )
    await facts.project(database, facts.entry("entry-note", "Gạch"), facts.told(withdrawn, 2))
    world = world_over(database)
    world.persons.sealed[SealedNote("person-lan", "entry.note", SEALED.sealed)] = "Hai bạn chuyển việc"
    return world


async def test_a_note_is_read_by_who_wrote_it_and_by_staff_alone(noted):
    seen = {viewer: (await noted.data(viewer, NOTED))["entry"] for viewer in noted.viewers}
    told = {viewer for viewer, entry in seen.items() if entry and entry["withdrawalNote"] == "Hai bạn chuyển việc"}
    staff = {"organiser", "secretary", "edition organiser", "programme secretary"}
    assert told == {"submitter", "submitter's program", *staff}
    assert seen["reading client"] == {"status": "WITHDRAWN", "withdrawalReason": None, "withdrawalNote": None}
    assert noted.persons.asked == [1] * len(told)


async def test_a_row_keeps_its_note_sealed(noted):
    (row,) = await noted.rows.find("entries", {})
    assert row["withdrawal_note"] == SEALED.model_dump()


async def test_a_note_of_who_is_erased_is_null_and_so_it_is_with_a_code_while_accounts_is_away(noted):
    noted.persons.sealed.clear()
    shown = {"status": "WITHDRAWN", "withdrawalReason": "OTHER", "withdrawalNote": None}
    assert await noted.data("organiser", NOTED) == {"entry": shown}
    noted.persons.away = True
    answer = await noted.ask("organiser", NOTED)
    assert answer["data"] == {"entry": shown}
    assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [
        (["entry", "withdrawalNote"], "unavailable")
    ]
