"""The CloudEvents 1.0 envelope of a told event in Kafka's binary mode: attributes are headers, the value is data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

SCHEMA_BASE = "https://schemas.techfest.example"

Headers = list[tuple[str, bytes]]
Origin = tuple[str, str]
"""Names one aggregate among those of all owners and nouns: source and aggregate id."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who told what, about which aggregate, when and why.

    `source` is `/<owner>/<noun>`: two nouns of an owner may have aggregates of one id. `seq` counts the aggregate's
    told events from 1 without gaps; readers guard with it. `time` is the instant of the command's arrival, aware.
    `causation_id` is the command's id.
    """

    wire: str
    version: int
    source: str
    aggregate_id: str
    seq: int
    time: datetime
    tenant_id: str
    edition_id: str | None = None
    actor_id: str = ""
    causation_id: str = ""
    traceparent: str = ""

    @property
    def id(self) -> str:
        """`<aggregate id>:<seq>`; with the source, unique for each told event."""
        return f"{self.aggregate_id}:{self.seq}"

    @property
    def origin(self) -> Origin:
        """Which aggregate told it."""
        return self.source, self.aggregate_id

    @property
    def schema(self) -> str:
        """An absolute URI that ends in wire name and version."""
        return f"{SCHEMA_BASE}/{self.wire}/{self.version}"


def headers_of(envelope: Envelope) -> Headers:
    """The Kafka headers; written by hand because the SDK costs 55 times as much, and checked against it in a test."""
    optional = {
        "ce_edition": envelope.edition_id,
        "ce_actor": envelope.actor_id,
        "ce_causationid": envelope.causation_id,
        "traceparent": envelope.traceparent,
    }
    required = {
        "ce_specversion": "1.0",
        "content-type": "application/json",
        "ce_id": envelope.id,
        "ce_type": envelope.wire,
        "ce_source": envelope.source,
        "ce_subject": envelope.aggregate_id,
        "ce_time": envelope.time.isoformat(timespec="milliseconds"),
        "ce_dataschema": envelope.schema,
        "ce_sequence": str(envelope.seq),
        "ce_tenant": envelope.tenant_id,
    }
    return [(k, v.encode()) for k, v in (*required.items(), *optional.items()) if v]


class UnreadableEnvelope(ValueError):
    """Headers that are no envelope of ours: one is missing or has the wrong form."""


def envelope_of(headers: Iterable[tuple[str, bytes]]) -> Envelope:
    """Reads the headers of a message; unknown ones are ignored.

    Raises `UnreadableEnvelope`, whose text names what is missing or malformed and quotes no value.
    """
    found = dict(headers)
    try:
        text = {k: v.decode() for k, v in found.items() if k.startswith("ce_") or k == "traceparent"}
        aggregate_id, seq = text["ce_subject"], int(text["ce_sequence"])
        time = datetime.fromisoformat(text["ce_time"])
        wire, version = text["ce_dataschema"].rsplit("/", 2)[1:]
        if (
            text["ce_specversion"] != "1.0"
            or text["ce_id"] != f"{aggregate_id}:{seq}"
            or text["ce_type"] != wire
            or time.tzinfo is None
        ):
            raise UnreadableEnvelope("attributes that contradict each other")
        return Envelope(
            wire=wire,
            version=int(version),
            source=text["ce_source"],
            aggregate_id=aggregate_id,
            seq=seq,
            time=time,
            tenant_id=text["ce_tenant"],
            edition_id=text.get("ce_edition"),
            actor_id=text.get("ce_actor", ""),
            causation_id=text.get("ce_causationid", ""),
            traceparent=text.get("traceparent", ""),
        )
    except KeyError as missing:
        raise UnreadableEnvelope(f"no header {missing.args[0]}") from None
    except UnreadableEnvelope:
        raise
    except ValueError:
        raise UnreadableEnvelope("a malformed header") from None
