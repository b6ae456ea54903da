"""Boxes wherever they lie, and the keys that open them. A box is tried without knowing what it was sealed as."""

import base64
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from motor.motor_asyncio import AsyncIOMotorClient

from services.accounts.store import MongoVault, read_secret, subkey
from shared.clock import SystemClock
from shared.sealing import NONCE_BYTES
from tests.harness.everywhere import Look
from tests.harness.traces import Traces

BOX = re.compile(rb"[A-Za-z0-9_-]{38,}")
"""Nonce, at least one byte and the tag, in base64url."""
TAG_BYTES = 16
FIRST_BLOCK = b"\0\0\0\2"
"""GCM is counter mode that begins here; without its tag it needs no word on what was sealed."""


async def keys_of(uri: str, data: Path) -> Mapping[str, bytes]:
    """Every key that is stored, unwrapped, by its person.

    The oplog of the keys' own database says for 72 hours how a key was wrapped; it counts as their backups do, which
    are kept for seven days.
    """
    client: Any = AsyncIOMotorClient(uri)
    try:
        stored = client["techfest_keys"]
        people = [document["_id"] async for document in stored["keys"].find({})]
        return await MongoVault(stored, subkey(read_secret(None, data), "vault"), SystemClock()).keys(people)
    finally:
        client.close()


def opening(keys: Iterable[bytes], traces: Traces) -> Look:
    """Looks for traces in what any of the keys makes of any box."""
    ciphers = list(keys)

    def look(data: bytes) -> list[str]:
        found: dict[str, None] = {}
        for box in set(BOX.findall(data)):
            opened = b"\n".join(_opened(key, box) for key in ciphers)
            found |= dict.fromkeys(traces.found_in(opened))
        return list(found)

    return look


def _opened(key: bytes, box: bytes) -> bytes:
    raw = base64.urlsafe_b64decode(box + b"=" * (-len(box) % 4)) if len(box) % 4 != 1 else b""
    if len(raw) <= NONCE_BYTES + TAG_BYTES:
        return b""
    reader = Cipher(AES(key), CTR(raw[:NONCE_BYTES] + FIRST_BLOCK)).decryptor()
    return reader.update(raw[NONCE_BYTES:-TAG_BYTES])
