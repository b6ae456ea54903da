"""Links to files that end: whoever has one may read the file until then, and no other."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

GOOD_FOR = timedelta(minutes=30)
STEP = 600
"""Seconds: within these the same file has the same link, so that a browser's cache holds."""


def link_to(file_id: str, key: bytes, now: datetime) -> str:
    """`<file id>?until=<seconds>&mark=<mark>`, good for half an hour at least."""
    until = (int((now + GOOD_FOR).timestamp()) // STEP + 1) * STEP
    return f"{file_id}?until={until}&mark={_mark(file_id, until, key)}"


def is_good(file_id: str, until: int, mark: str, key: bytes, now: datetime) -> bool:
    """Whether a link is one of ours and hasn't ended."""
    return until > now.timestamp() and hmac.compare_digest(_mark(file_id, until, key), mark)


def _mark(file_id: str, until: int, key: bytes) -> str:
    made = hmac.new(key, f"{file_id}\x1f{until}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:24]).decode()
