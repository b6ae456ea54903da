"""Sealing: AES-256-GCM under a person's key, bound to the person and to what the text is.

A box is base64url of nonce and ciphertext. Moved to another person or to another purpose it does not open.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BITS = 256


def new_key() -> bytes:
    """32 random bytes."""
    return AESGCM.generate_key(KEY_BITS)


def seal(key: bytes, person_id: str, purpose: str, text: str) -> str:
    """The box of a text; the same text sealed twice makes two different boxes."""
    return base64.urlsafe_b64encode(sealed_bytes(key, _about(person_id, purpose), text.encode())).decode().rstrip("=")


def unseal(key: bytes, person_id: str, purpose: str, box: str) -> str | None:
    """The text in a box; None for one of another key, person or purpose, and for what is no box."""
    try:
        sealed = base64.b64decode(box + "=" * (-len(box) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    plain = unsealed_bytes(key, _about(person_id, purpose), sealed)
    return None if plain is None else plain.decode()


def sealed_bytes(key: bytes, about: bytes, plain: bytes) -> bytes:
    """Nonce and ciphertext; `about` must be the same to open it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def unsealed_bytes(key: bytes, about: bytes, sealed: bytes) -> bytes | None:
    """What was sealed; None where key or `about` are others, or nothing of this form was sealed."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        return None


def _about(person_id: str, purpose: str) -> bytes:
    """No id holds a colon, so that no two pairs are one."""
    return f"{person_id}:{purpose}".encode()
