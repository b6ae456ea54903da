"""`after` tokens: what a reader waits for, signed, short-lived, and worth nothing to anybody but its viewer."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

import orjson

from shared.clock import Clock

HEADER = "Techfest-After"
LIFE = timedelta(minutes=5)
"""The read model is seconds behind at most; an older token has nothing left to wait for."""
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Awaited:
    """A fact that the read model is to know: the aggregate's told event of this seq, from this noun."""

    source: str
    aggregate_id: str
    seq: int


class Afters:
    """Makes and reads the tokens."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret, self._clock = secret.encode(), clock

    def token(self, viewer_id: str, awaited: Awaited) -> str:
        """A token for this viewer."""
        until = int((self._clock.now() + LIFE).timestamp())
        body = orjson.dumps([awaited.source, awaited.aggregate_id, awaited.seq, until])
        return _text(body) + "." + _text(self._sign(viewer_id, body))

    def read(self, viewer_id: str, token: str) -> Awaited | None:
        """What the viewer waits for; None for a token that is no longer, or never was, this viewer's."""
        try:
            text, signature = (_bytes(part) for part in token[:LONGEST].split("."))
        except ValueError:
            return None
        if not hmac.compare_digest(signature, self._sign(viewer_id, text)):
            return None
        source, aggregate_id, seq, until = orjson.loads(text)
        return Awaited(source, aggregate_id, seq) if until > self._clock.now().timestamp() else None

    def _sign(self, viewer_id: str, body: bytes) -> bytes:
        return hmac.digest(self._secret, b"after\x1f" + viewer_id.encode() + b"\x1f" + body, hashlib.sha256)[:16]


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
