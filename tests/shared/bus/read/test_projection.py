"""Rows and copies end equal, whatever order their facts come in."""

import asyncio
from collections.abc import Sequence

import pytest

from shared.bus.messages import Incoming
from shared.bus.projection import Copy, Projection, Row, collapse, newer
from shared.mongo import Database, UpdateOne, find_all
from tests.shared.bus.read.facts import FirmNamed, ListingPosted, envelope_for
from tests.shared.bus.read.interleavings import Projected, demand_one_model, interleavings, model_of

FIRM = Copy("firm", of="firms", into="listings", by="firm_id", fields=("name",), source="firm")


def listing_rows(told: Incoming) -> list[Row]:
    event = told.event
    assert isinstance(event, ListingPosted)
    fields = {"firm_id": event.firm_id, "status": event.status}
    return [
        Row("listings", event.listing_id, "listing", told.envelope.seq, fields),
        Row("cards", event.listing_id, "listing", told.envelope.seq, {"title": event.status}),
    ]


def firm_rows(told: Incoming) -> list[Row]:
    event = told.event
    assert isinstance(event, FirmNamed)
    return [
        Row("firms", event.firm_id, "firm", told.envelope.seq, {"name": event.name}),
        Row("cards", "listing-1", "firm", told.envelope.seq, {"by": event.name}),
    ]


PROJECTED: Projected = {ListingPosted: listing_rows, FirmNamed: firm_rows}


def posted(seq: int, firm: str, status: str) -> Incoming:
    event = ListingPosted(listing_id="listing-1", firm_id=firm, status=status)
    return Incoming(envelope_for(event, seq), event)


def named(firm: str, *names: str) -> list[Incoming]:
    events = [FirmNamed(firm_id=firm, name=name) for name in names]
    return [Incoming(envelope_for(e, seq), e) for seq, e in enumerate(events, 1)]


LISTING = [posted(1, "firm-001", "open"), posted(2, "firm-002", "open"), posted(3, "firm-001", "shut")]
STREAMS = [LISTING, named("firm-001", "An", "Anh")]


async def test_every_order_of_two_owners_facts_gives_one_model(database):
    assert await demand_one_model(database, PROJECTED, [FIRM], STREAMS) == {
        "cards": [{"_id": "listing-1", "v": {"listing": 3, "firm": 2}, "title": "shut", "by": "Anh"}],
        "firms": [{"_id": "firm-001", "v": {"firm": 2}, "name": "Anh"}],
        "listings": [
            {
                "_id": "listing-1",
                "v": {"listing": 3},
                "firm_id": "firm-001",
                "status": "shut",
                "firm": {"id": "firm-001", "v": 2, "name": "Anh"},
            }
        ],
    }


class LessThan(Projection):
    """The guard as one naturally writes it; it misses documents that another source made."""

    def _row(self, row: Row, *, upsert: bool) -> UpdateOne:
        path = f"v.{row.source}"
        return UpdateOne({"_id": row.id, path: {"$lt": row.seq}}, {"$set": {**row.set, path: row.seq}}, upsert=upsert)


class CopyFirst(Projection):
    """Copies before rows, as one naturally does."""

    async def _rows(self, name: str, rows: Sequence[Row]) -> None:
        for copy in self._copies:
            await self._copied(copy, {r.id for r in rows if name == copy.of}, {r.id for r in rows if name == copy.into})
        await super()._rows(name, rows)

    async def write(self, rows):
        folded = collapse(rows)
        for name in {row.collection for row in folded}:
            await self._rows(name, [row for row in folded if row.collection == name])
        return {}


class Unguarded(Projection):
    """No guard at all."""

    def _row(self, row: Row, *, upsert: bool) -> UpdateOne:
        return UpdateOne({"_id": row.id}, {"$set": {**row.set, f"v.{row.source}": row.seq}}, upsert=upsert)


@pytest.mark.parametrize("broken", [LessThan, CopyFirst])
async def test_the_helper_sees_a_projection_that_depends_on_order(database, broken):
    with pytest.raises(AssertionError, match="another model"):
        await demand_one_model(database, PROJECTED, [FIRM], STREAMS, make=broken)


async def replay(projection: Projection, database: Database) -> bool:
    rows = [row for told in LISTING for row in listing_rows(told)]
    await projection.write(rows)
    before = await model_of(database)
    await projection.write(rows[:2])
    return await model_of(database) == before


async def test_what_is_told_again_changes_nothing(database):
    assert await replay(Projection(database, [FIRM]), database)


async def test_the_test_of_replay_sees_a_missing_guard(database):
    assert not await replay(Unguarded(database), database)


async def test_what_was_touched_is_told_with_the_rows_that_hold_a_copy(database):
    projection = Projection(database, [FIRM])
    await projection.write([Row("listings", f"l{n}", "listing", 1, {"firm_id": "f"}) for n in range(3)])
    touched = await projection.write([Row("firms", "f", "firm", 1, {"name": "An"})])
    assert touched == {"firms": {"f"}, "listings": {"l0", "l1", "l2"}}
    assert {d["firm"]["name"] for d in await find_all(database["listings"], {})} == {"An"}


async def test_a_row_that_points_at_nothing_yet_keeps_an_empty_copy(database):
    await Projection(database, [FIRM]).write([Row("listings", "l", "listing", 1, {"firm_id": "f"})])
    (listing,) = await find_all(database["listings"], {})
    assert listing["firm"] == {"id": "f", "v": 0, "name": None}


class RunOnce(Projection):
    """Takes an upsert that met an existing document for a stale one."""

    async def _rows(self, name: str, rows: Sequence[Row]) -> None:
        await self._bulk(name, [self._row(row, upsert=True) for row in rows])


async def lost(database: Database, make: type[Projection], rounds: int) -> int:
    """Three sources make the same documents at once: how many documents lack one of them."""
    for n in range(rounds):
        ids = [f"{n}-{i}" for i in range(100)]
        batches = [[Row("cards", i, source, 1, {source: 1}) for i in ids] for source in ("listing", "views", "firm")]
        await asyncio.gather(*(make(database).write(batch) for batch in batches))
        if wrong := [d for d in await find_all(database["cards"], {}) if len(d["v"]) < 3]:
            return len(wrong)
    return 0


async def test_an_upsert_that_loses_the_race_is_run_once_more(database):
    assert await lost(database, Projection, rounds=5) == 0


async def test_the_test_of_the_race_sees_a_projection_that_does_not(database):
    assert await lost(database, RunOnce, rounds=50) > 0


def test_rows_of_one_document_are_folded_in_order():
    rows = [
        Row("c", "1", "a", 1, {"x": 1, "y": 1}),
        Row("c", "1", "b", 9, {"z": 0}),
        Row("c", "1", "a", 3, {"x": 3}),
        Row("c", "1", "a", 2, {"x": 2, "w": 2}),
    ]
    assert collapse(rows) == [Row("c", "1", "a", 3, {"x": 3, "y": 1}), Row("c", "1", "b", 9, {"z": 0})]


@pytest.mark.parametrize("name", ["answers.title", "_id", "v"])
def test_a_row_sets_top_level_fields_only(name):
    with pytest.raises(ValueError, match=name):
        Row("c", "1", "a", 1, {name: 1})


def test_orders_are_all_or_a_drawn_part():
    facts = [posted(n, "firm-001", "open") for n in range(1, 7)]
    everything = [tuple(t.envelope.seq for t in o) for o in interleavings([facts[:3], facts[3:]], 20)]
    assert len(set(everything)) == 20
    assert len(list(interleavings([facts[:3], facts[3:]], 19))) == 19


def test_the_guard_matches_a_missing_field():
    assert newer("v.a", 3) == {"v.a": {"$not": {"$gte": 3}}}
