import importlib

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from deploy import topics
from shared.contracts.events import told_events
from shared.ids import new_id
from tests.architecture.tree import services


def test_every_told_event_has_a_declared_topic_that_its_owner_writes():
    for service in services():
        importlib.import_module(f"shared.contracts.{service}.events")
    declared = topics.declared().topics
    told = {(e.topic, e.wire.split(".")[0]) for e in told_events() if e.wire.split(".")[0] in services()}
    assert told <= {(name, topic.writes) for name, topic in declared.items()}


def test_a_fact_is_kept_for_good_and_what_was_projected_for_minutes():
    declared = topics.declared().topics
    assert {n: t.retention_ms for n, t in declared.items()} == {
        "techfest.accounts.v1": -1,
        "techfest.accounts.links.v1": 604_800_000,
        "techfest.registration.v1": -1,
        "techfest.matchmaking.v1": -1,
        "techfest.judging.v1": -1,
        "techfest.judging.sheets.v1": -1,
        "techfest.notifications.v1": -1,
        "techfest.exchange.v1": -1,
        "techfest.exchange.notices.v1": 604_800_000,
        "techfest.gateway.projected": 600_000,
        "techfest.accounts.dead": -1,
        "techfest.registration.dead": -1,
        "techfest.judging.dead": -1,
        "techfest.notifications.dead": -1,
        "techfest.exchange.dead": -1,
        "techfest.matchmaking.dead": -1,
        "techfest.gateway.dead": -1,
    }


def test_dead_letters_are_read_by_their_consumer_alone():
    dead = {n: t for n, t in topics.declared().topics.items() if n.endswith(".dead")}
    assert {n: (t.writes, t.reads) for n, t in dead.items()} == {n: (n.split(".")[1], (n.split(".")[1],)) for n in dead}


@pytest.mark.parametrize("keep", [0.5, "a while", True])
def test_a_misspelt_time_is_refused(keep):
    with pytest.raises(ValueError, match="keep"):
        topics.Topic.model_validate(
            {"holds": "", "partitions": 1, "keep": keep, "writes": "a", "reads": []}, strict=True
        )


async def test_missing_topics_are_made_once_as_declared(real_parts):
    name = f"test.{new_id()}"
    topic = topics.Topic(holds="x", partitions=2, keep=10, writes="a", reads=())
    told = topics.Topics(replication=3, topics={name: topic})
    admin = AIOKafkaAdminClient(bootstrap_servers=real_parts.kafka)
    await admin.start()
    try:
        assert await topics.ensure(real_parts.kafka, 1, told) == [name]
        assert await topics.ensure(real_parts.kafka, 1, told) == []
        (described,) = await admin.describe_topics([name])
        assert [(len(p["replicas"])) for p in described["partitions"]] == [1, 1]
    finally:
        await admin.delete_topics([name])
        await admin.close()
