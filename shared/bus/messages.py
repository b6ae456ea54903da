"""From a message in a topic to the fact that it tells, validated before anything is done with it."""

from dataclasses import dataclass

import orjson
from pydantic import ValidationError

from shared.bus.ports import Message
from shared.contracts.envelope import Envelope, UnreadableEnvelope, envelope_of
from shared.contracts.events import Data, Told, UnreadableEvent, told_event

UNREADABLE = (UnreadableEvent, UnreadableEnvelope)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A fact with its envelope."""

    envelope: Envelope
    event: Told


class UnknownEvent(UnreadableEvent):
    """Well told, and no contract imported here declares it: a newer build's fact, or one of no interest here.

    Consumers skip and count it. A dead letter would hold back the key's later messages, which this build can read;
    a build that knows the event finds it in the topic when it rebuilds.
    """


def read_message(message: Message) -> Incoming:
    """The fact of a message, brought up to today's version.

    Raises `UnreadableEnvelope`, `UnreadableEvent`, or its kind `UnknownEvent`; their texts quote nothing of the data.
    """
    envelope = envelope_of(message.headers)
    if message.key != envelope.aggregate_id.encode():
        raise UnreadableEnvelope("the key is not the subject")
    if envelope.seq < 1 or envelope.version < 1:
        raise UnreadableEnvelope("sequence and version begin at 1")
    kind = told_event(envelope.wire)
    if kind is None:
        raise UnknownEvent(envelope.wire)
    event = _read(kind, envelope.version, _data(message.value))
    if getattr(event, event.about) != envelope.aggregate_id:
        raise UnreadableEvent(f"{envelope.wire}: {event.about} is not the subject")
    return Incoming(envelope, event)


def _data(value: bytes | None) -> Data:
    try:
        data = orjson.loads(value or b"")
    except orjson.JSONDecodeError:
        raise UnreadableEvent("the value is no JSON") from None
    if not isinstance(data, dict):
        raise UnreadableEvent("the value is no JSON object")
    return data


def _read(kind: type[Told], version: int, data: Data) -> Told:
    try:
        return kind.read(version, data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        where = ", ".join(f"{'.'.join(map(str, e['loc']))} ({e['type']})" for e in wrong[:5])
        raise UnreadableEvent(f"{kind.wire}: {where}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableEvent(f"{kind.wire}: version {version} can't be upcast ({type(error).__name__})") from None
