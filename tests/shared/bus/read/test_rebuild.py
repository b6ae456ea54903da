"""A rebuilt read model equals the one before, whatever is told meanwhile."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.bus.kafka import read_through
from shared.bus.messages import Incoming
from shared.bus.projected import News, ProjectedTeller, read_news
from shared.bus.projecting import NoReadModel, Projector
from shared.bus.read_models import ReadModels, RebuildSuperseded
from shared.bus.rebuild import Rebuild
from shared.ids import new_id
from shared.mongo import connect
from tests.shared.bus.read.facts import FirmNamed, envelope_for
from tests.shared.bus.read.interleavings import model_of
from tests.shared.bus.read.small_world import COPIES, PROJECTED, WorldTeller, project_to_the_end


@pytest.fixture
async def models(real_parts):
    client = connect(real_parts.mongo)
    models = ReadModels(client, f"test_{new_id()[:12]}")
    yield models
    for database in (await models.targets()).all:
        await client.drop_database(database.name)
    await models.drop_older(timedelta(days=-1))
    await client.drop_database(models._name)
    client.close()


class Unfinished(Exception):
    """The last step of a rebuild fails."""


async def fails(_: object) -> None:
    raise Unfinished


async def no_indexes(_: object) -> None:
    """The small world is small."""


@pytest.mark.slow
async def test_a_rebuilt_model_equals_the_one_before_and_readers_see_the_old_one_until_then(
    make_topic, publisher, real_parts, models
):
    topic, told = await make_topic(6), await make_topic(1)
    rebuild = Rebuild(real_parts.kafka, [topic], PROJECTED, COPIES, no_indexes)
    teller = ProjectedTeller(publisher, told)
    first = await rebuild.into(models, teller)
    await WorldTeller(publisher, topic, seed=1).tell(20_000)
    group, projector = new_id(), Projector(models, PROJECTED, COPIES, teller)
    await project_to_the_end(real_parts.kafka, topic, group, projector)
    before = await models.current()
    assert before is not None
    assert before.name == first.database
    done = await rebuild.into(models, teller)
    after = await models.current()
    assert after is not None
    assert after.name == done.database != before.name
    assert (done.messages, done.passed_over, done.unknown) == (20_000, 0, 0)
    model = await model_of(after)
    assert {name: len(found) for name, found in model.items()}.keys() == {"firms", "listings"}
    assert model == await model_of(before)
    assert await last_news(real_parts, told) == News(after.name, swap=True)


async def last_news(real_parts, topic: str) -> News | None:
    lying = [m async for batch in read_through(real_parts.kafka, [topic]) for m in batch]
    return read_news(lying[-1])


async def test_what_is_told_and_projected_during_a_rebuild_is_in_both_models(make_topic, publisher, real_parts, models):
    topic, told = await make_topic(6), await make_topic(1)
    rebuild = Rebuild(real_parts.kafka, [topic], PROJECTED, COPIES, no_indexes)
    teller, world = ProjectedTeller(publisher, told), WorldTeller(publisher, topic, seed=2)
    await rebuild.into(models, teller)
    await world.tell(3_000)
    group, projector = new_id(), Projector(models, PROJECTED, COPIES, teller)

    async def tell_on() -> None:
        for _ in range(30):
            await world.tell(100)

    before = await models.current()
    assert before is not None
    await asyncio.gather(
        tell_on(), rebuild.into(models, teller), project_to_the_end(real_parts.kafka, topic, group, projector)
    )
    await project_to_the_end(real_parts.kafka, topic, group, projector)
    after = await models.current()
    assert after is not None
    assert after.name != before.name
    model = await model_of(after)
    await rebuild.into(models, teller)
    truth = await models.current()
    assert truth is not None
    assert model == await model_of(truth)


async def test_a_message_that_cant_be_projected_is_passed_over_with_its_keys_later_ones(
    make_topic, publisher, real_parts, models
):
    topic, told = await make_topic(2), await make_topic(1)
    world = WorldTeller(publisher, topic, seed=3)
    for firm, name in [("firm-1", "An"), ("firm-2", "Bình"), ("firm-1", "poison"), ("firm-1", "Anh")]:
        await world.say(FirmNamed(firm_id=firm, name=name))
    await publisher.flush()
    rebuild = Rebuild(real_parts.kafka, [topic], PROJECTED, COPIES, no_indexes)
    done = await rebuild.into(models, ProjectedTeller(publisher, told))
    assert (done.messages, done.rows, done.passed_over) == (4, 4, 2)
    database = await models.current()
    assert database is not None
    assert [(d["_id"], d["name"]) for d in (await model_of(database))["firms"]] == [
        ("firm-1", "An"),
        ("firm-2", "Bình"),
    ]


async def test_a_projector_fills_the_model_that_is_being_built_beside_the_one_that_is_read(
    make_topic, publisher, models
):
    projector = Projector(models, PROJECTED, COPIES, ProjectedTeller(publisher, await make_topic(1)))
    await models.swap(await models.begin())
    await models.begin()
    named = FirmNamed(firm_id="firm-1", name="An")
    await projector([Incoming(envelope_for(named, 1), named)])
    read, built = (await models.targets()).all
    assert len((await model_of(read))["firms"]) == 1
    assert await model_of(read) == await model_of(built)


async def test_of_two_rebuilds_at_once_the_later_one_wins(models):
    first, second = await models.begin(), await models.begin()
    with pytest.raises(RebuildSuperseded):
        await models.swap(first)
    await models.swap(second)
    current = await models.current()
    assert current is not None
    assert current.name == second.name


@pytest.fixture
async def aging(real_parts):
    """Read models by a clock that stands."""
    client, clock = connect(real_parts.mongo), StillClock()
    aging = ReadModels(client, f"test_{new_id()[:12]}", clock)
    yield aging, clock
    clock.at += timedelta(days=2)
    await aging.drop_older()
    await client.drop_database(aging._name)
    client.close()


async def test_a_rebuild_that_fails_is_filled_no_more_and_dropped(make_topic, publisher, real_parts, aging):
    models, clock = aging
    broken = Rebuild(real_parts.kafka, [await make_topic(1)], PROJECTED, COPIES, no_indexes, finish=fails)
    with pytest.raises(Unfinished):
        await broken.into(models, ProjectedTeller(publisher, await make_topic(1)))
    assert (await models.targets()).all == ()
    clock.at += timedelta(minutes=11)
    assert len(await models.drop_older()) == 1


async def test_what_a_dead_process_was_building_is_put_aside_after_hours_and_dropped(aging):
    models, clock = aging
    built = await models.begin()
    await built["firms"].insert_one({"_id": "firm-1"})
    clock.at += timedelta(hours=5)
    assert await models.drop_older() == []
    assert (await models.targets()).building is not None
    clock.at += timedelta(hours=2)
    assert await models.drop_older() == []
    assert (await models.targets()).building is None
    clock.at += timedelta(minutes=11)
    assert await models.drop_older() == [built.name]
    assert await built.list_collection_names() == []


async def test_what_another_rebuild_overtook_is_dropped(aging):
    models, clock = aging
    first, second = await models.begin(), await models.begin()
    clock.at += timedelta(minutes=11)
    assert await models.drop_older() == [first.name]
    assert (await models.targets()).building.name == second.name


async def test_what_is_written_into_a_dropped_model_is_dropped_too(aging):
    models, clock = aging
    old = await models.begin()
    await models.give_up(old)
    clock.at += timedelta(minutes=11)
    assert await models.drop_older() == [old.name]
    await old["firms"].insert_one({"_id": "late"})
    clock.at += timedelta(days=1)
    assert await models.drop_older() == []
    assert await old.list_collection_names() == []


async def test_a_replaced_model_is_dropped_when_nobody_reads_it_any_more(real_parts):
    client, clock = connect(real_parts.mongo), StillClock()
    models = ReadModels(client, f"test_{new_id()[:12]}", clock)
    old, new = await models.begin(), None
    await old["firms"].insert_one({"_id": "firm-1"})
    await models.swap(old)
    new = await models.begin()
    await models.swap(new)
    assert await models.drop_older() == []
    assert await old.list_collection_names() == ["firms"]
    clock.at += timedelta(minutes=11)
    assert await models.drop_older() == [old.name]
    assert await old.list_collection_names() == []
    assert await models.drop_older() == []
    await client.drop_database(models._name)
    client.close()


class StillClock:
    """Stands still until it is moved."""

    at = datetime(2026, 10, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


async def test_a_projector_without_a_read_model_says_so(models, publisher):
    with pytest.raises(NoReadModel):
        await Projector(models, PROJECTED, COPIES, ProjectedTeller(publisher))([])
