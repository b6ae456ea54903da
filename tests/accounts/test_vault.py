"""What every vault promises, asked of the fake and of MongoDB, with two instances over the same keys."""

import asyncio
from datetime import timedelta

import pytest

from services.accounts.ports import SealedText
from services.accounts.store.vault import MongoVault, WrappedOtherwise
from shared.errors import NotFound
from shared.held_keys import HELD_FOR
from tests.builders.edges import everything_in
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_vault import MemoryVault

LAN, MINH = "person-lan-0001", "person-minh-0002"
NAME = "Nguyễn Thị Lan"
MASTER = b"m" * 32


@pytest.fixture
def memory_vaults():
    stored: dict[str, bytes | None] = {}
    return MemoryVault(stored), MemoryVault(stored)


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def mongo_vaults(database, clock):
    return MongoVault(database, MASTER, clock), MongoVault(database, MASTER, clock)


@pytest.fixture(params=["memory", "mongo"])
def vaults(request):
    return request.getfixturevalue(f"{request.param}_vaults")


async def test_what_one_process_seals_another_opens(vaults):
    one, other = vaults
    box = await one.seal(LAN, "person.details", NAME)
    assert NAME not in box
    assert await other.open(LAN, "person.details", box) == NAME


async def test_the_same_text_sealed_twice_is_two_boxes(vaults):
    one, _ = vaults
    assert await one.seal(LAN, "note", NAME) != await one.seal(LAN, "note", NAME)


async def test_a_box_moved_to_another_person_or_purpose_does_not_open(vaults):
    one, _ = vaults
    box = await one.seal(LAN, "person.details", NAME)
    await one.seal(MINH, "person.details", "Lê Minh")
    assert await one.open(MINH, "person.details", box) is None
    assert await one.open(LAN, "person.credentials", box) is None


@pytest.mark.parametrize("box", ["", "x", "not base64 at all!", "A" * 38, "A" * 5000, "ộ" * 40])
async def test_what_is_no_box_opens_to_nothing(vaults, box):
    one, _ = vaults
    await one.seal(LAN, "note", NAME)
    assert await one.open(LAN, "note", box) is None


async def test_many_are_opened_in_their_order_and_who_has_no_key_has_nothing(vaults):
    one, other = vaults
    lan, minh = await one.seal(LAN, "note", NAME), await one.seal(MINH, "note", "Lê Minh")
    texts = [SealedText(MINH, "note", minh), SealedText("person-gone", "note", lan), SealedText(LAN, "note", lan)]
    assert await other.open_many(texts) == ["Lê Minh", None, NAME]
    assert await other.open_many([]) == []


async def test_two_that_seal_first_at_once_have_one_key(vaults):
    one, other = vaults
    boxes = await asyncio.gather(*(vault.seal(LAN, "note", NAME) for vault in (one, other) * 5))
    assert [await one.open(LAN, "note", box) for box in boxes] == [NAME] * 10
    assert await one.keys([LAN]) == await other.keys([LAN])


async def test_after_destroying_nothing_opens_and_no_new_key_is_made(vaults):
    one, other = vaults
    box = await one.seal(LAN, "note", NAME)
    kept = await one.seal(MINH, "note", "Lê Minh")
    await one.destroy([LAN, "person-never-seen"])
    await one.destroy([LAN])
    other.forget([LAN])
    for vault in (one, other):
        assert await vault.open(LAN, "note", box) is None
        assert await vault.keys([LAN, MINH]) == {MINH: (await one.keys([MINH]))[MINH]}
        for person in (LAN, "person-never-seen"):
            with pytest.raises(NotFound):
                await vault.seal(person, "note", NAME)
            with pytest.raises(NotFound):
                await vault.key_to_seal(person)
        assert await vault.open(MINH, "note", kept) == "Lê Minh"


async def test_a_destroyed_key_is_held_elsewhere_for_a_minute_at_most(mongo_vaults, clock):
    one, other = mongo_vaults
    box = await one.seal(LAN, "note", NAME)
    assert await other.open(LAN, "note", box) == NAME
    await one.destroy([LAN])
    clock.at += HELD_FOR - timedelta(seconds=1)
    assert await other.open(LAN, "note", box) == NAME
    clock.at += timedelta(seconds=1)
    assert await other.open(LAN, "note", box) is None


async def test_a_key_that_is_heard_to_be_gone_is_dropped_at_once(mongo_vaults):
    one, other = mongo_vaults
    box = await one.seal(LAN, "note", NAME)
    assert await other.open(LAN, "note", box) == NAME
    await one.destroy([LAN])
    other.forget([LAN])
    assert await other.open(LAN, "note", box) is None


async def test_what_is_stored_holds_no_key_in_the_open(mongo_vaults, database):
    one, _ = mongo_vaults
    key = await one.key_to_seal(LAN)
    (stored,) = (await everything_in(database))["keys"]
    assert set(stored) == {"_id", "wrapped"}
    assert key not in stored["wrapped"]
    await one.destroy([LAN])
    assert (await everything_in(database))["keys"] == [{"_id": LAN, "destroyed": True}]


async def test_a_key_moved_to_another_person_or_another_master_key_is_not_taken(mongo_vaults, database, clock):
    one, _ = mongo_vaults
    await one.key_to_seal(LAN)
    stored = await database["keys"].find_one({"_id": LAN})
    await database["keys"].insert_one({**stored, "_id": MINH})
    with pytest.raises(WrappedOtherwise):
        await one.keys([MINH])
    with pytest.raises(WrappedOtherwise):
        await MongoVault(database, b"o" * 32, clock).keys([LAN])


async def test_a_batch_reads_keys_once(mongo_vaults, database):
    one, other = mongo_vaults
    people = [f"person-{n:04}" for n in range(100)]
    texts = [SealedText(p, "note", await one.seal(p, "note", p)) for p in people]
    before = await finds(database)
    assert await other.open_many(texts) == people
    assert await finds(database) == before + 1
    assert await other.open_many(texts) == people
    assert await finds(database) == before + 1


async def finds(database) -> int:
    """How often the keys were read, by MongoDB's own count."""
    top = await database.client.admin.command("top")
    return int(top["totals"][f"{database.name}.keys"]["queries"]["count"])
