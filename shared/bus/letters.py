"""The form of a dead letter: a message as it lay, with why and where it was put aside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.bus.ports import Message
from shared.contracts.envelope import Headers

LARGEST = 900_000
"""Bytes of a value that a letter carries; a larger one stays where it lies, and the letter says where."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that a consumer could not take, or that follows one of the same key."""

    message: Message
    reason: str
    attempt: int
    at: datetime
    restricted: bool = False
    """It comes from a restricted topic: nobody is shown what is in it."""
    cut: bool = False
    """Its value was too large to carry and lies in the topic that it came from."""


def key_of(message: Message) -> str:
    """The message's key as text, whatever its bytes are; no key is the empty one."""
    return (message.key or b"").decode("utf-8", "backslashreplace")


def written(letter: Letter) -> tuple[bytes, Headers]:
    """Value and headers of the letter in the dead letters' topic; the message's own headers come first."""
    message, value = letter.message, letter.message.value
    about: dict[str, str] = {
        "dead_topic": message.topic,
        "dead_partition": str(message.partition),
        "dead_offset": str(message.offset),
        "dead_reason": letter.reason,
        "dead_attempt": str(letter.attempt),
        "dead_at": letter.at.isoformat(timespec="milliseconds"),
        "dead_restricted": "1" if letter.restricted else "",
        "dead_cut": "1" if len(value or b"") > LARGEST else "",
        "dead_no_value": "1" if value is None else "",
        "dead_no_key": "1" if message.key is None else "",
    }
    headers = [*message.headers, ("dead_key", message.key or b""), *((k, v.encode()) for k, v in about.items() if v)]
    return (b"" if value is None or len(value) > LARGEST else value), headers


def read_letter(dead: Message) -> Letter:
    """The letter that a message in the dead letters' topic is."""
    about = dict(dead.headers)
    message = Message(
        topic=about["dead_topic"].decode(),
        partition=int(about["dead_partition"]),
        offset=int(about["dead_offset"]),
        key=None if "dead_no_key" in about else about["dead_key"],
        value=None if "dead_no_value" in about else dead.value,
        headers=tuple(h for h in dead.headers if not h[0].startswith("dead_")),
    )
    return Letter(
        message,
        reason=about["dead_reason"].decode(),
        attempt=int(about["dead_attempt"]),
        at=datetime.fromisoformat(about["dead_at"].decode()),
        restricted="dead_restricted" in about,
        cut="dead_cut" in about,
    )


def shown(letter: Letter) -> dict[str, Any]:
    """What an operator is shown of a letter; of a restricted one neither payload nor the message's headers."""
    message = letter.message
    place = {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "key": key_of(message),
        "reason": letter.reason,
        "attempt": letter.attempt,
        "at": letter.at.isoformat(),
    }
    if letter.restricted:
        return place
    headers = {k: v.decode("utf-8", "backslashreplace") for k, v in message.headers}
    return {**place, "headers": headers, "value": (message.value or b"").decode("utf-8", "backslashreplace")}
