"""An envelope survives its headers, and headers that are none are named without being quoted."""

from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

from shared.contracts.envelope import Envelope, UnreadableEnvelope, envelope_of, headers_of

ENVELOPE = Envelope(
    wire="registration.entry_submitted",
    version=1,
    source="/registration/entry",
    aggregate_id="e" * 32,
    seq=3,
    time=datetime(2026, 10, 30, 9, 59, 59, 250_000, tzinfo=UTC),
    tenant_id="t" * 32,
    edition_id="d" * 32,
    actor_id="p" * 32,
    causation_id="c" * 32,
    traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
)


def test_the_headers_say_all_that_the_envelope_says():
    assert envelope_of(headers_of(ENVELOPE)) == ENVELOPE


def test_what_is_optional_may_be_absent():
    bare = Envelope("a.b", 1, "/a", "x" * 8, 1, datetime(2026, 1, 1, tzinfo=UTC), "t" * 8)
    assert envelope_of(headers_of(bare)) == bare
    assert "ce_edition" not in dict(headers_of(bare))


def test_the_cloudevents_sdk_reads_the_same():
    event = from_binary_event(KafkaMessage(headers=dict(headers_of(ENVELOPE)), key=b"e" * 32, value=b'{"a":1}'))
    assert event.get_id() == f"{'e' * 32}:3"
    assert event.get_type() == "registration.entry_submitted"
    assert event.get_source() == "/registration/entry"
    assert event.get_subject() == "e" * 32
    assert event.get_time() == ENVELOPE.time
    assert (event.get_dataschema() or "").endswith("/registration.entry_submitted/1")
    assert event.get_extension("tenant") == "t" * 32
    assert event.get_extension("sequence") == "3"
    assert event.get_data() == {"a": 1}


@pytest.mark.parametrize(
    "name", ["ce_id", "ce_subject", "ce_time", "ce_dataschema", "ce_sequence", "ce_tenant", "ce_type"]
)
def test_a_missing_attribute_is_named(name):
    with pytest.raises(UnreadableEnvelope, match=name):
        envelope_of([h for h in headers_of(ENVELOPE) if h[0] != name])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_id", b"other:3"),
        ("ce_sequence", b"three"),
        ("ce_time", b"yesterday"),
        ("ce_time", b"2026-10-30T09:59:59"),
        ("ce_type", b"registration.entry_revised"),
        ("ce_dataschema", b"nothing"),
        ("ce_subject", b"\xff\xfe"),
        ("ce_specversion", b"0.3"),
    ],
)
def test_malformed_headers_are_refused_and_not_quoted(name, value):
    headers = [(k, value if k == name else v) for k, v in headers_of(ENVELOPE)]
    with pytest.raises(UnreadableEnvelope) as raised:
        envelope_of(headers)
    assert value.decode("utf-8", "replace") not in str(raised.value)
