"""For the day a relay's position is lost: brings the topics up to the documents, and begins anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.bus.folding import envelope_of_fact
from shared.bus.lease import Lease
from shared.bus.mongo_envelopes import read_stored_event
from shared.bus.nouns import Noun
from shared.bus.ports import Publisher
from shared.bus.relay import LEASE, publish, publish_stored
from shared.bus.start_position import move_start
from shared.bus.states import StateForm
from shared.contracts.envelope import Origin
from shared.mongo import Database, Document, cluster_time, each

_FLUSH_EVERY = 1_000


@dataclass(slots=True)
class Repaired:
    """What a repair has published: of some aggregates their last save, of those with a gap before it a snapshot."""

    saves: int = 0
    snapshots: int = 0


async def repair(
    database: Database, nouns: Sequence[Noun[Any]], publisher: Publisher, last_seqs: Mapping[Origin, int]
) -> Repaired:
    """Publishes what the topics may lack, and stores a new start position for the relay.

    `last_seqs` says what each aggregate's topic has last. It waits for the relay's lease. Interrupted, nothing is
    stored: run it again. What is saved meanwhile is published by the relay, from the new start on.
    """
    done = Repaired()

    async def work() -> None:
        start = await cluster_time(database)
        for noun in nouns:
            await _repair_noun(database, noun, publisher, last_seqs, done)
        await publisher.flush()
        await move_start(database, start)

    await Lease(database, LEASE).lead(work)
    return done


async def _repair_noun(
    database: Database, noun: Noun[Any], publisher: Publisher, last_seqs: Mapping[Origin, int], done: Repaired
) -> None:
    form = StateForm(noun)
    async for document in each(database[noun.collection], {"seq": {"$gt": 0}}):
        first = document["ev"][0]
        if first["seq"] <= last_seqs.get((first["source"], document["_id"]), 0) + 1:
            await publish_stored(publisher, document["_id"], document["ev"])
            done.saves += 1
        else:
            await _publish_snapshot(noun, form, publisher, document)
            done.snapshots += 1
        if (done.saves + done.snapshots) % _FLUSH_EVERY == 0:
            await publisher.flush()


async def _publish_snapshot(noun: Noun[Any], form: StateForm[Any], publisher: Publisher, document: Document) -> None:
    """All that told events have said, with the seq, time, sender and cause of the last of them."""
    last, _ = read_stored_event(document["_id"], document["ev"][-1])
    state = form.load(document["shape"], document["state"])
    snapshot = noun.snapshot(state)
    envelope = envelope_of_fact(
        snapshot,
        noun.name,
        last.aggregate_id,
        document["seq"],
        last.time,
        tenant_id=last.tenant_id,
        edition_id=last.edition_id,
        actor_id=last.actor_id,
        causation_id=last.causation_id,
        traceparent=last.traceparent,
    )
    await publish(publisher, envelope, snapshot.model_dump_json().encode())
