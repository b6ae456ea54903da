"""Three projectors with rewinds, crashes and pauses between any two writes, and then the model against the truth.

`TECHFEST_TEST_ROUNDS` sets how many worlds are tried (6); a failure names its seed.
"""

import asyncio
import os
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from shared.bus.projection import Copy, Projection, Row
from shared.mongo import Database, UpdateOne, Write, find_all

COPIES = [Copy("firm", of="firms", into="listings", by="firm_id", fields=("name",), source="firm")]
ROUNDS = int(os.environ.get("TECHFEST_TEST_ROUNDS", "6"))
PARTITIONS = 6


@dataclass(frozen=True)
class Fact:
    """What an aggregate says of itself, as its seq-th fact."""

    kind: str
    id: str
    seq: int
    says: Mapping[str, Any]


def rows_of(fact: Fact) -> list[Row]:
    """A listing makes two documents; cards are made of two sources."""
    row = Row(f"{fact.kind}s", fact.id, fact.kind, fact.seq, fact.says)
    if fact.kind == "view":
        return [Row("cards", fact.id, "view", fact.seq, fact.says)]
    if fact.kind == "listing":
        return [row, Row("cards", fact.id, "listing", fact.seq, {"title": fact.says["status"]})]
    return [row]


def a_world(seed: int, size: int) -> list[list[Fact]]:
    """Facts of firms, listings that move between them, and views, laid into partitions by key."""
    dice, seqs = random.Random(seed), defaultdict[str, int](int)
    partitions: list[list[Fact]] = [[] for _ in range(PARTITIONS)]
    for _ in range(size):
        kind = dice.choices(["firm", "listing", "view"], [2, 5, 2])[0]
        firm = f"f{dice.randrange(8)}"
        id_ = firm if kind == "firm" else f"l{dice.randrange(60)}"
        says = what_is_said(kind, firm, dice)
        seqs[kind + id_] += 1
        partitions[int(id_[1:]) % PARTITIONS].append(Fact(kind, id_, seqs[kind + id_], says))
    return partitions


def what_is_said(kind: str, firm: str, dice: random.Random) -> Mapping[str, Any]:
    """The whole new value that a fact tells."""
    if kind == "firm":
        return {"name": f"n{dice.random():.6f}"}
    if kind == "listing":
        return {"firm_id": firm, "status": dice.choice(["open", "shut"])}
    return {"views": dice.randrange(1000)}


def truth_of(partitions: Sequence[Sequence[Fact]]) -> dict[str, dict[str, Any]]:
    """The model that the facts mean, computed from the last fact of each aggregate."""
    last = {(fact.kind, fact.id): fact for facts in partitions for fact in facts}
    said = {kind: {i: f.says for (k, i), f in last.items() if k == kind} for kind in ("firm", "listing", "view")}
    listings = {
        i: (says["firm_id"], says["status"], said["firm"].get(says["firm_id"], {}).get("name"))
        for i, says in said["listing"].items()
    }
    cards = {
        i: (said["listing"].get(i, {}).get("status"), said["view"].get(i, {}).get("views"))
        for i in {*said["listing"], *said["view"]}
    }
    return {"firms": {i: s["name"] for i, s in said["firm"].items()}, "listings": listings, "cards": cards}


async def model_in(database: Database) -> dict[str, dict[str, Any]]:
    """What was projected, in the form of the truth."""
    firms, listings, cards = [await find_all(database[name], {}) for name in ("firms", "listings", "cards")]
    return {
        "firms": {d["_id"]: d["name"] for d in firms},
        "listings": {d["_id"]: (d["firm_id"], d["status"], d.get("firm", {}).get("name")) for d in listings},
        "cards": {d["_id"]: (d.get("title"), d.get("views")) for d in cards},
    }


class Crash(Exception):
    """A projector was killed here."""


def shaky(base: type[Projection], dice: random.Random) -> type[Projection]:
    """A projection that pauses before each write, and sometimes dies there."""

    class Shaky(base):  # type: ignore[valid-type, misc]
        async def _bulk(self, name: str, writes: Sequence[Write]) -> list[int]:
            for _ in range(dice.randrange(8)):
                await asyncio.sleep(0)
            if dice.random() < 0.03:
                raise Crash
            return list(await super()._bulk(name, writes))

    return Shaky


async def project(projection: Projection, partitions: Sequence[Sequence[Fact]], dice: random.Random) -> None:
    """Reads partitions to their ends in batches; a crashed batch comes again, and at times what was done before."""
    done = [0] * len(partitions)
    while any(at < len(facts) for at, facts in zip(done, partitions, strict=True)):
        ends = [at + dice.randrange(1, 15) for at in done]
        batch = [f for facts, at, end in zip(partitions, done, ends, strict=True) for f in facts[at:end]]
        try:
            await projection.write([row for fact in batch for row in rows_of(fact)])
        except Crash:
            continue
        done = ends
        if dice.random() < 0.1:
            back = dice.randrange(len(done))
            done[back] = max(0, done[back] - dice.randrange(40))


async def wrong_documents(database: Database, base: type[Projection], seed: int, size: int) -> dict[str, int]:
    """How many documents of each collection differ from the truth after three shaky projectors have met the end."""
    for name in await database.list_collection_names():
        await database[name].delete_many({})
    partitions = a_world(seed, size)
    dices = [random.Random(seed * 10 + n) for n in range(3)]
    projections = [shaky(base, dice)(database, COPIES) for dice in dices]
    await projections[0].prepare()
    halves = [partitions[n::3] for n in range(3)]
    await asyncio.gather(*(project(p, h, d) for p, h, d in zip(projections, halves, dices, strict=True)))
    truth, model = truth_of(partitions), await model_in(database)
    return {k: sum(truth[k].get(i) != model[k].get(i) for i in {*truth[k], *model[k]}) for k in truth}


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_three_projectors_with_rewinds_and_crashes_end_at_the_truth(database, seed):
    print(f"seed {seed}")
    assert await wrong_documents(database, Projection, seed, 2_000) == {"firms": 0, "listings": 0, "cards": 0}


class LessThan(Projection):
    """Guards by `$lt`, which a missing field does not match."""

    def _row(self, row: Row, *, upsert: bool) -> UpdateOne:
        path = f"v.{row.source}"
        return UpdateOne({"_id": row.id, path: {"$lt": row.seq}}, {"$set": {**row.set, path: row.seq}}, upsert=upsert)


class OneSided(Projection):
    """Copies a name when the listing is written, and forgets the listings when the name changes."""

    async def _copied(self, copy: Copy, changed: set[str], own: set[str]) -> set[str]:
        return await super()._copied(copy, set(), own)


@pytest.mark.parametrize(("broken", "where"), [(LessThan, "cards"), (OneSided, "listings")])
async def test_the_comparison_with_the_truth_sees_a_broken_projection(database, broken, where):
    assert (await wrong_documents(database, broken, seed=1, size=300))[where] > 0
