"""Reports that a mail could not be delivered (RFC 3464): read as far as they are about a mail of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from services.notifications.domain.marks import MESSAGE_ID, messages_marked_in
from shared.contracts.notifications.refusals import NotAMessage

MOST = 256 * 1024
"""Bytes of a report."""
PARTS = 50
"""So many parts are looked at."""
ORIGINAL = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
STATUS = ("message/delivery-status", "message/global-delivery-status")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of one mail. `permanent`: nobody has the address (5.x.x); else the server still tries."""

    message_id: str
    permanent: bool


def read_report(content: bytes, key: bytes) -> Report:
    """What is reported, known as ours by the mark in the Message-ID of the mail that it quotes.

    Refuses `NotAMessage`: what is no report, or about no mail of ours.
    """
    parts = list(_parts(message_from_bytes(content, policy=compat32)))
    statuses = [text for part in parts if part.get_content_type() in STATUS for text in _statuses(part)]
    quoted = [text for part in parts if part.get_content_type() in ORIGINAL for text in _message_ids(part)]
    ours = {message_id for text in quoted for message_id in messages_marked_in(key, MESSAGE_ID, text)}
    if len(ours) != 1 or not statuses:
        raise NotAMessage
    return Report(ours.pop(), any(_is_permanent(action, status) for action, status in statuses))


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            return
        yield part


def _statuses(part: Message) -> Iterator[tuple[str, str]]:
    """Action and status of each recipient: each stands in a block of its own."""
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, Message) and block["Status"]:
            yield str(block["Action"] or "").strip().lower(), str(block["Status"]).strip()


def _message_ids(part: Message) -> Iterator[str]:
    """Of the mail that a part quotes, whole or its headers alone."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (str(inner["Message-ID"] or "") for inner in payload if isinstance(inner, Message))
    elif isinstance(payload, str):
        yield str(message_from_bytes(payload.encode("utf-8", "replace"))["Message-ID"] or "")


def _is_permanent(action: str, status: str) -> bool:
    """5.7.x is said of the sender, not of the address (RFC 3463)."""
    return action == "failed" and status.startswith("5.") and not status.startswith("5.7.")
