"""Ids: random where they are new, derived where the same thing must get the same id again."""

import hashlib
import re
import secrets

ID_PATTERN = r"^[A-Za-z0-9_-]{8,64}$"
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def new_id() -> str:
    """128 random bits as 32 hex digits, so that an id that leaves tells nothing."""
    return secrets.token_hex(16)


def derived_id(*parts: str) -> str:
    """The first 32 hex digits of SHA-256 over the parts; the same parts give the same id, for ever."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def is_id(text: str) -> bool:
    """Whether the text can stand as an aggregate's or a command's id (a dot would nest a MongoDB key)."""
    return _ID.fullmatch(text) is not None
