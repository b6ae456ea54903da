"""A message is validated whole before anything is done with it."""

from dataclasses import replace

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

from shared.bus.kafka import read_through
from shared.bus.messages import UNREADABLE, Incoming, UnknownEvent, read_message
from shared.bus.ports import Message
from shared.contracts.envelope import UnreadableEnvelope, headers_of
from shared.contracts.events import UnreadableEvent
from tests.shared.bus.read.facts import ListingPosted, envelope_for, message_for

POSTED = ListingPosted(listing_id="listing-1", firm_id="firm-001", status="open", worth=7)
TOLD = message_for(POSTED, 3)


def with_header(name: str, value: bytes) -> Message:
    return replace(TOLD, headers=tuple((k, value if k == name else v) for k, v in TOLD.headers))


def test_a_message_is_read_as_the_fact_that_was_told():
    assert read_message(TOLD) == Incoming(envelope_for(POSTED, 3), POSTED)


def test_an_older_version_is_read_as_todays():
    old = replace(
        TOLD,
        value=b'{"listing_id":"listing-1","firm_id":"firm-001","status":"open","price":7}',
        headers=tuple(headers_of(envelope_for(POSTED, 3, version=1))),
    )
    assert read_message(old).event == POSTED


def test_a_newer_version_is_read_as_far_as_it_is_known():
    newer = replace(
        TOLD,
        value=b'{"listing_id":"listing-1","firm_id":"firm-001","status":"open","worth":7,"more":[1]}',
        headers=tuple(headers_of(envelope_for(POSTED, 3, version=9))),
    )
    assert read_message(newer).event == POSTED


def test_an_event_that_no_contract_here_declares_is_unknown():
    headers = tuple(headers_of(replace(envelope_for(POSTED, 3), wire="readside.never_declared")))
    with pytest.raises(UnknownEvent, match=r"readside\.never_declared"):
        read_message(replace(TOLD, headers=headers))


@pytest.mark.parametrize(
    "value",
    [
        None,
        b"",
        b"{",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b"{}",
        b'{"listing_id":"listing-1","firm_id":"firm-001","status":"secret words","worth":"secret words"}',
        b'{"listing_id":"listing-2","firm_id":"firm-001","status":"secret words","worth":1}',
    ],
)
def test_data_that_does_not_fit_is_refused_and_not_quoted(value):
    with pytest.raises(UnreadableEvent) as raised:
        read_message(replace(TOLD, value=value))
    assert "secret" not in str(raised.value)


def test_an_upcast_that_fails_is_an_unreadable_event():
    headers = tuple(headers_of(envelope_for(POSTED, 3, version=1)))
    with pytest.raises(UnreadableEvent, match="version 1 can't be upcast"):
        read_message(replace(TOLD, headers=headers, value=b'{"listing_id":"listing-1"}'))


@pytest.mark.parametrize(
    "message",
    [
        replace(TOLD, headers=()),
        replace(TOLD, key=b"another"),
        replace(TOLD, key=None),
        with_header("ce_sequence", b"x"),
        replace(TOLD, headers=tuple(headers_of(envelope_for(POSTED, 0)))),
    ],
)
def test_headers_that_are_no_envelope_are_refused(message):
    with pytest.raises(UnreadableEnvelope):
        read_message(message)


def test_one_tuple_names_all_that_is_unreadable():
    assert issubclass(UnknownEvent, UNREADABLE)
    assert issubclass(UnreadableEnvelope, UNREADABLE)


async def test_the_cloudevents_sdk_reads_what_lies_in_the_topic(make_topic, publisher, real_parts):
    topic = await make_topic(1)
    await publisher.send(topic, "listing-1", POSTED.model_dump_json().encode(), headers_of(envelope_for(POSTED, 3)))
    await publisher.flush()
    (lying,) = [m async for batch in read_through(real_parts.kafka, [topic]) for m in batch]
    assert lying.key is not None
    event = from_binary_event(KafkaMessage(headers=dict(lying.headers), key=lying.key, value=lying.value or b""))
    assert event.get_data() == POSTED.model_dump(mode="json")
    assert event.get_id() == "listing-1:3"
    assert event.get_type() == "readside.listing_posted"
    assert event.get_subject() == "listing-1"
