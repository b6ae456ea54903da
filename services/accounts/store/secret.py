"""The service's own secret, from which its keys are made."""

import hashlib
import hmac
import os
from pathlib import Path

from shared.ids import new_id


def read_secret(given: str | None, data: Path) -> bytes:
    """The secret of the settings, or of a file in the data folder that is made at the first start.

    Without it no address is found again and no token can be signed: it belongs into the backup of keys.
    """
    if given:
        return given.encode()
    file = data / "secrets" / "accounts"
    if not file.exists():
        _make(file)
    return file.read_bytes()


def subkey(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, from which the secret can't be found."""
    return hmac.new(secret, f"accounts: {purpose}".encode(), hashlib.sha256).digest()


def _make(file: Path) -> None:
    """Written whole before it has its name: of two starts at once one wins, and both read the same."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{new_id()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write((new_id() + new_id()).encode())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
