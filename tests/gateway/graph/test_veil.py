"""Decisions of a release show when all of them have arrived, and on no path before."""

from itertools import permutations

import pytest

from shared.contracts.personal import PersonText
from shared.contracts.registration.events import EntryWithdrawn
from shared.contracts.registration.values import Decision, RejectionReason, WithdrawalReason
from tests.gateway import facts
from tests.gateway.graph.world import FACTS, world_over

pytestmark = pytest.mark.real
TEXT = PersonText(subject="person-sec", sealed="k" * 60)
RELEASED = facts.released("release-1", entries=3)
ACCEPTED = facts.decided("entry-001", "release-1")
REJECTED = facts.decided(
    "entry-004", "release-1", Decision.REJECTED, reason=RejectionReason.OTHERS_PREFERRED, text=TEXT
)
WITHDRAWN = facts.told(
    EntryWithdrawn(entry_id="entry-002", reason=WithdrawalReason.NO_TIME, withdrawn_at=facts.NOON), 2
)
LEFT_OUT = facts.left_out("entry-002", "release-1")
BEFORE = {"entry-001": "SUBMITTED", "entry-002": "WITHDRAWN", "entry-003": "SUBMITTED", "entry-004": "SUBMITTED"}
AFTER = {**BEFORE, "entry-001": "ACCEPTED", "entry-004": "REJECTED"}


@pytest.fixture
async def world(database):
    """Where each test may decide anew."""
    await facts.project(database, *FACTS)
    return world_over(database)


ALL = "{ entries(first: 9) { edges { node { entryId status decision rejectionReason decidedAt decisionText } } } }"
BY_STATUS = "query ($s: [EntryStatus!]) { entries(filter: {statuses: $s}) { totalCount edges { node { entryId } } } }"
FACETS = "{ entries { facets { statuses { value count } } } }"


async def looks(world, viewer="organiser"):
    """What every path says of where the entries stand, which must agree."""
    edges = (await world.data(viewer, ALL))["entries"]["edges"]
    shown = {one["node"]["entryId"]: one["node"]["status"] for one in edges}
    for status in set(BEFORE.values()) | set(AFTER.values()):
        found = (await world.data(viewer, BY_STATUS, s=[status]))["entries"]
        ids = {one["node"]["entryId"] for one in found["edges"]}
        assert ids == {entry_id for entry_id, stands in shown.items() if stands == status}
        assert found["totalCount"] == len(ids)
    counted = (await world.data(viewer, FACETS))["entries"]["facets"]["statuses"]
    stands = [status.lower() for status in shown.values()]
    assert {one["value"]: one["count"] for one in counted} == {s: stands.count(s) for s in set(stands)}
    for one in edges:
        alone = await world.data(viewer, f'{{ entry(entryId: "{one["node"]["entryId"]}") {{ status }} }}')
        assert alone["entry"]["status"] == one["node"]["status"]
        decided = one["node"]["status"] in ("ACCEPTED", "REJECTED")
        assert (one["node"]["decision"] is not None, one["node"]["decidedAt"] is not None) == (decided, decided)
    return shown


@pytest.mark.parametrize("order", tuple(permutations(range(4))), ids=str)
async def test_a_release_shows_when_its_last_fact_has_arrived_whichever_that_is(world, order):
    await facts.project(world.database, WITHDRAWN)
    arriving = (RELEASED, ACCEPTED, REJECTED, LEFT_OUT)
    for n in order:
        assert await looks(world) == BEFORE
        await facts.project(world.database, arriving[n])
    assert await looks(world) == AFTER


async def test_who_withdraws_while_the_release_is_on_its_way_stands_as_withdrawn(world):
    await facts.project(world.database, ACCEPTED, WITHDRAWN, RELEASED)
    gone = EntryWithdrawn(entry_id="entry-001", reason=WithdrawalReason.NO_TIME, withdrawn_at=facts.NOON)
    await facts.project(world.database, facts.told(gone, 3))
    assert await looks(world) == {**BEFORE, "entry-001": "WITHDRAWN"}


async def test_the_entrant_reads_reason_and_text_and_a_reading_client_only_the_decision(world):
    await facts.project(world.database, WITHDRAWN, RELEASED, ACCEPTED, REJECTED, LEFT_OUT)
    asked = '{ entry(entryId: "entry-004") { decision rejectionReason decisionText } }'
    seen = {who: (await world.data(who, asked))["entry"] for who in ("submitter", "secretary", "reading client")}
    told = {"decision": "REJECTED", "rejectionReason": "OTHERS_PREFERRED", "decisionText": None}
    hidden = {**told, "rejectionReason": None}
    assert seen == {"submitter": told, "secretary": told, "reading client": hidden}


async def test_what_has_arrived_is_read_without_asking_again(world):
    await facts.project(world.database, WITHDRAWN, RELEASED, ACCEPTED, REJECTED, LEFT_OUT)
    await world.data("organiser", ALL)
    world.rows.reads.clear()
    await world.data("organiser", ALL)
    assert world.rows.reads == ["entries"]


async def test_its_staff_reads_what_a_release_came_to(world):
    await facts.project(world.database, WITHDRAWN, RELEASED, ACCEPTED, REJECTED, LEFT_OUT)
    asked = '{ release(releaseId: "release-1") { entries accepted rejected leftOut arrived } }'
    seen = await world.data("programme secretary", asked)
    assert seen == {"release": {"entries": 3, "accepted": 1, "rejected": 1, "leftOut": 1, "arrived": False}}
    assert await world.data("submitter", asked) == {"release": None}
