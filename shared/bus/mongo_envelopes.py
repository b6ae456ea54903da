"""Told events as they lie in a document until the relay has published them: the whole envelope and the data."""

from bson import Binary

from shared.bus.folds import Telling
from shared.contracts.envelope import Envelope
from shared.mongo import Document


def stored_event(telling: Telling) -> Document:
    """No two are equal, because seq is in it: the change stream leaves out a field that is set to its old value."""
    envelope = telling.envelope
    return {
        "seq": envelope.seq,
        "wire": envelope.wire,
        "version": envelope.version,
        "source": envelope.source,
        "time": envelope.time,
        "tenant": envelope.tenant_id,
        "edition": envelope.edition_id,
        "actor": envelope.actor_id,
        "cause": envelope.causation_id,
        "trace": envelope.traceparent,
        "data": Binary(telling.event.model_dump_json().encode()),
    }


def read_stored_event(aggregate_id: str, stored: Document) -> tuple[Envelope, bytes]:
    """The envelope and the data, as they are to be published. Times in `stored` must be aware."""
    envelope = Envelope(
        wire=stored["wire"],
        version=stored["version"],
        source=stored["source"],
        aggregate_id=aggregate_id,
        seq=stored["seq"],
        time=stored["time"],
        tenant_id=stored["tenant"],
        edition_id=stored["edition"],
        actor_id=stored["actor"],
        causation_id=stored["cause"],
        traceparent=stored["trace"],
    )
    return envelope, bytes(stored["data"])
