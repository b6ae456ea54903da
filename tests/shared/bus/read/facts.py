"""Two owners of a small world, whose facts the read side's tests tell: organisations, and listings of theirs."""

from datetime import UTC, datetime

from shared.bus.ports import Message
from shared.contracts.envelope import Envelope, headers_of
from shared.contracts.events import Told

TENANT = "t" * 32
AT = datetime(2026, 10, 30, 9, tzinfo=UTC)


class FirmNamed(Told, wire="readside.firm_named", version=1, topic="test.firms", about="firm_id"):
    """A firm has this name."""

    firm_id: str
    name: str


class ListingPosted(
    Told,
    wire="readside.listing_posted",
    version=2,
    topic="test.listings",
    about="listing_id",
    upcasts={1: lambda d: {**d, "worth": d["price"]}},
):
    """A listing of a firm stands so. Version 1 called its worth price."""

    listing_id: str
    firm_id: str
    status: str
    worth: int = 0


def envelope_for(event: Told, seq: int, version: int | None = None) -> Envelope:
    """The envelope of a fact of the small world."""
    about = str(getattr(event, event.about))
    return Envelope(event.wire, version or event.version, "/readside", about, seq, AT, TENANT)


def message_for(event: Told, seq: int, offset: int = 0, partition: int = 0, topic: str = "") -> Message:
    """The message that tells a fact."""
    envelope = envelope_for(event, seq)
    return Message(
        topic or event.topic,
        partition,
        offset,
        envelope.aggregate_id.encode(),
        event.model_dump_json().encode(),
        tuple(headers_of(envelope)),
    )
