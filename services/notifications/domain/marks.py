"""Marks by which what comes back is known as our own: reports by their Message-ID, links to unsubscribe by their token.

Both name a message, never a person, and nobody can make one without the key.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator

MESSAGE_ID, UNSUBSCRIBE = "message-id", "unsubscribe"
_MARKED = re.compile(r"([A-Za-z0-9_-]{8,64})\.([0-9a-f]{32})")


def marked(key: bytes, purpose: str, message_id: str) -> str:
    """The id of a message with the mark of one purpose."""
    return f"{message_id}.{_mark(key, purpose, message_id)}"


def message_marked(key: bytes, purpose: str, text: str) -> str | None:
    """The id of the message that the text was made from; None for any other text."""
    found = _MARKED.fullmatch(text)
    if found is None or not hmac.compare_digest(_mark(key, purpose, found[1]), found[2]):
        return None
    return found[1]


def messages_marked_in(key: bytes, purpose: str, text: str) -> Iterator[str]:
    """The ids of all messages whose mark stands somewhere in the text."""
    for found in _MARKED.finditer(text):
        if (message_id := message_marked(key, purpose, found[0])) is not None:
            yield message_id


def _mark(key: bytes, purpose: str, message_id: str) -> str:
    return hmac.new(key, f"{purpose}\x1f{message_id}".encode(), hashlib.sha256).hexdigest()[:32]
