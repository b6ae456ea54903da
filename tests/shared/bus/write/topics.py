"""What readers make of a topic: the facts of each aggregate, those that come again dropped by their seq."""

from collections.abc import Iterable, Sequence

from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.ports import Message
from shared.contracts.envelope import Envelope, envelope_of
from shared.contracts.events import told_event
from tests.shared.bus.write.halls import Hall, apply


def ids_of(messages: Iterable[Message]) -> list[str]:
    """The ce_id of each message."""
    return [envelope.id for envelope in envelopes(messages)]


def envelopes(messages: Iterable[Message]) -> list[Envelope]:
    """The envelope of each message."""
    return [envelope_of(message.headers) for message in messages]


def folded(messages: Iterable[Message]) -> dict[str, tuple[int, Hall]]:
    """Each hall as its facts tell it, with the seq of the last; says nothing of gaps."""
    found: dict[str, tuple[int, Hall]] = {}
    for message in messages:
        envelope = envelope_of(message.headers)
        seq, hall = found.get(envelope.aggregate_id, (0, None))
        if envelope.seq > seq:
            found[envelope.aggregate_id] = (envelope.seq, apply(hall, _fact(envelope, message)))
    return found


def gaps(messages: Iterable[Message]) -> list[str]:
    """The ce_id of each fact that comes before the one that it follows."""
    last: dict[str, int] = {}
    found = []
    for message in messages:
        envelope = envelope_of(message.headers)
        if envelope.seq > last.get(envelope.aggregate_id, 0) + 1:
            found.append(envelope.id)
        last[envelope.aggregate_id] = max(envelope.seq, last.get(envelope.aggregate_id, 0))
    return found


def _fact(envelope: Envelope, message: Message):
    event = told_event(envelope.wire)
    assert event is not None
    assert message.value is not None
    assert message.key == envelope.aggregate_id.encode()
    assert message.topic == event.topic
    return event.model_validate_json(message.value)


async def documents(halls: MongoAggregates[Hall], ids: Sequence[str]) -> dict[str, tuple[int, Hall]]:
    """The part of each document that told events have set."""
    stored = [s for i in ids if (s := await halls.read(i))]
    return {s.id: (s.seq, Hall(s.state.name, s.state.capacity, s.state.taken)) for s in stored}
