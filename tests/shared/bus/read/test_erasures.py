"""Erasures are heard at once in every process, and nothing else is."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

from shared.bus.erasures import hear_erasures, heard_in
from shared.bus.ports import Message
from shared.contracts.accounts.events import PersonErased, PersonMerged
from shared.contracts.envelope import Envelope, headers_of
from shared.contracts.events import Told
from tests.harness.waiting import eventually

TENANT = "tenant-bac-ninh"
ERASED = PersonErased(person_id="person-lan-0001", tenant_id=TENANT, merged=("person-older-01",))
MERGED = PersonMerged(person_id="person-minh-0002", tenant_id=TENANT, into_id="person-lan-0001")


def written(event: Told, seq: int = 1) -> tuple[str, bytes, list[tuple[str, bytes]]]:
    person_id = getattr(event, event.about)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    envelope = Envelope(event.wire, event.version, "/accounts/person", person_id, seq, at, TENANT)
    return person_id, event.model_dump_json().encode(), headers_of(envelope)


def message(event: Told) -> Message:
    key, value, headers = written(event)
    return Message("topic", 0, 0, key.encode(), value, tuple(headers))


def test_what_is_no_erasure_and_what_cannot_be_read_is_passed_over():
    heard: list[PersonErased] = []
    unreadable = Message("topic", 0, 1, b"key", b"{", ())
    for one in (message(MERGED), unreadable, message(ERASED)):
        heard_in(one, heard.append)
    assert heard == [ERASED]


async def test_every_process_hears_an_erasure_in_whatever_partition(make_topic, publisher, real_parts):
    topic = await make_topic(6)
    heard: list[list[PersonErased]] = [[], []]
    listening = [asyncio.create_task(hear_erasures(real_parts.kafka, one.append, topic)) for one in heard]
    many = [ERASED.model_copy(update={"person_id": f"person-{n:04}"}) for n in range(20)]

    async def told_and_heard() -> bool:
        """Told again and again, as listening begins at the end of the topic."""
        for event in many:
            key, value, headers = written(event)
            await publisher.send(topic, key, value, headers)
        await publisher.flush()
        return all({e.person_id for e in one} == {e.person_id for e in many} for one in heard)

    try:
        await eventually(told_and_heard, 30, "both have heard of all")
    finally:
        for task in listening:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_without_kafka_the_process_goes_on(caplog):
    task = asyncio.create_task(hear_erasures("127.0.0.1:1", lambda _: None, "topic"))

    async def complained() -> bool:
        return "erasures are not heard" in caplog.text

    await eventually(complained, 30, "it says that it hears nothing")
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
