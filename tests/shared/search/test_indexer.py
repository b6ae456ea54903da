"""The index follows the rows: after a write, a crash, a lost position, a swap."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from shared.bus.kafka import KafkaPublisher, TopicSpec, ensure_topics
from shared.bus.projected import ProjectedTeller
from shared.bus.projection import Copy, Projection, Row
from shared.bus.read_models import ReadModels
from shared.ids import new_id
from shared.mongo import Document, connect
from shared.search.folders import POSITION, drop_others
from shared.search.indexer import Indexed, Indexer
from tests.harness.waiting import eventually

WEIGHTS = {"title": 3, "firm": 2}
TENANT = "tenant-one"
COPIES = [Copy("firm", of="firms", into="listings", by="firm_id", fields=("name",), source="firm")]


def texts_of(row: Document) -> dict[str, str] | None:
    """A listing that only others have told of yet is not found."""
    if "listing" not in row["v"]:
        return None
    return {"title": row["title"], "firm": row.get("firm", {}).get("name") or ""}


LISTINGS = Indexed("listings", WEIGHTS, texts_of)


def listing(id_: str, seq: int, title: str, firm: str = "f1") -> Row:
    return Row("listings", id_, "listing", seq, {"title": title, "firm_id": firm, "tenant_id": TENANT})


class World:
    """A read model with a projector, and the folder of its index."""

    def __init__(self, models: ReadModels, publisher: KafkaPublisher, topic: str, kafka: str, root: Path) -> None:
        self.models, self.topic, self.kafka, self.root = models, topic, kafka, root
        self._teller = ProjectedTeller(publisher, topic)

    async def begin(self) -> None:
        """A new, empty read model is the current one, and is told."""
        database = await self.models.begin()
        await self.models.swap(database)
        await self._teller.swapped(database.name)

    async def write(self, *rows: Row) -> None:
        """What the projector does with a batch."""
        database = await self.models.current()
        assert database is not None
        touched = await Projection(database, COPIES).write(rows)
        await self._teller.written(database.name, {row.id: row.seq for row in rows}, touched)

    async def write_silently(self, *rows: Row) -> None:
        """Rows of which nothing is told."""
        database = await self.models.current()
        assert database is not None
        await Projection(database, COPIES).write(rows)

    async def folder(self) -> Path:
        database = await self.models.current()
        assert database is not None
        return self.root / database.name

    def indexer(self, indexed: Indexed = LISTINGS) -> Indexer:
        return Indexer(self.models, indexed, self.root, self.kafka, self.topic)

    @asynccontextmanager
    async def indexing(self, indexed: Indexed = LISTINGS) -> AsyncIterator[None]:
        """An indexer runs; leaving it is its crash."""
        running = asyncio.create_task(self.indexer(indexed).run())
        yield
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    async def finds(self, text: str, *ids: str) -> None:
        """Sooner or later just these are found."""

        async def found() -> bool:
            try:
                found = LISTINGS.open(await self.folder()).search(text, 10)
            except FileNotFoundError:
                return False
            return {id_ for id_, _ in found} == {*ids}

        await eventually(found, what=f"{text} finds {ids}")


@pytest.fixture
async def world(real_parts, tmp_path) -> AsyncIterator[World]:
    client, topic = connect(real_parts.mongo), f"test.{new_id()}"
    models = ReadModels(client, f"test_{new_id()[:12]}")
    await ensure_topics(real_parts.kafka, [TopicSpec(topic, 1, retention_ms=600_000)])
    async with KafkaPublisher(real_parts.kafka) as publisher:
        world = World(models, publisher, topic, real_parts.kafka, tmp_path)
        await world.begin()
        yield world
    for database in (await models.targets()).all:
        await client.drop_database(database.name)
    await models.drop_older(timedelta(days=-1))
    await client.drop_database(models._name)
    client.close()


async def test_rows_are_found_by_their_texts_and_their_copies(world):
    await world.write(listing("l1", 1, "Cảm biến độ mặn"), Row("firms", "f1", "firm", 1, {"name": "Lúa Sạch"}))
    async with world.indexing():
        await world.finds("cam bien", "l1")
        await world.write(listing("l2", 1, "Xe buýt điện"))
        await world.finds("xe buýt", "l2")
        await world.finds("lua sach", "l1", "l2")
        await world.write(Row("firms", "f1", "firm", 2, {"name": "Gạo Ngon"}))
        await world.finds("gạo ngon", "l1", "l2")
        await world.finds("lúa sạch")
        await world.write(listing("l2", 2, "Tàu điện"))
        await world.finds("xe buýt")


async def test_a_row_known_only_as_a_stub_is_not_found(world):
    await world.write(Row("listings", "l1", "views", 1, {"title": "Cảm biến"}), listing("l2", 1, "Cảm ơn"))
    async with world.indexing():
        await world.finds("cảm", "l2")


async def test_after_a_crash_it_goes_on_from_its_position(world):
    async with world.indexing():
        await world.write(listing("l1", 1, "Cảm biến"))
        await world.finds("cảm biến", "l1")
    await world.write_silently(listing("l0", 1, "Cảm biến"))
    await world.write(listing("l2", 1, "Cảm biến"))
    async with world.indexing():
        await world.finds("cảm biến", "l1", "l2")


@pytest.mark.parametrize("lost", [POSITION, "meta.json", "folder", "beyond", "form"])
async def test_where_index_or_position_is_gone_it_is_built_from_all_rows(world, lost):
    async with world.indexing():
        await world.write(listing("l1", 1, "Cảm biến"))
        await world.finds("cảm biến", "l1")
    await world.write_silently(listing("l0", 1, "Cảm biến"))
    folder, indexed = await world.folder(), LISTINGS
    if lost == "folder":
        drop_others(world.root, [])
    elif lost == "beyond":
        (folder / POSITION).write_text((folder / POSITION).read_text().replace('"offset": ', '"offset": 9'))
    elif lost == "form":
        indexed = Indexed("listings", WEIGHTS, texts_of, version=2)
    else:
        (folder / TENANT / lost if lost == "meta.json" else folder / lost).unlink()
    async with world.indexing(indexed):
        await world.finds("cảm biến", "l0", "l1")


async def test_a_reader_sees_an_index_that_was_built_anew_in_its_place(world):
    await world.write_silently(listing("l1", 1, "Cảm biến"))
    database = await world.models.current()
    await world.indexer().build(database)
    reader = LISTINGS.open(await world.folder())
    assert [i for i, _ in reader.search("cảm biến", 10)] == ["l1"]
    await world.write_silently(listing("l1", 2, "Tàu điện"), listing("l2", 1, "Cảm biến"))
    assert await world.indexer().build(database) == 2
    assert [i for i, _ in reader.search("cảm biến", 10)] == ["l2"]


async def test_a_swap_brings_the_new_models_index_and_drops_the_old(world):
    async with world.indexing():
        await world.write(listing("l1", 1, "Cảm biến"))
        await world.finds("cảm biến", "l1")
        old = await world.folder()
        await world.begin()
        await world.finds("cảm biến")
        await world.write(listing("l2", 1, "Cảm biến"))
        await world.finds("cảm biến", "l2")
        assert not old.exists()


async def test_an_index_built_before_the_swap_misses_nothing_that_was_told_meanwhile(world):
    async with world.indexing():
        await world.write(listing("l1", 1, "Cảm biến"))
        await world.finds("cảm biến", "l1")
        built = await world.models.begin()
        await Projection(built, COPIES).write([listing("l1", 1, "Cảm biến")])
        assert await world.indexer().build(built) == 1
        await Projection(built, COPIES).write([listing("l2", 1, "Cảm biến")])
        await world.write(listing("l2", 1, "Cảm biến"))
        await world.models.swap(built)
        await world._teller.swapped(built.name)
        await world.finds("cảm biến", "l1", "l2")
