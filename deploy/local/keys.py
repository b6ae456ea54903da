"""Secrets of a local copy: made once, kept in the data folder, readable by their owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret(data: Path, name: str) -> str:
    """The secret of this name, made at the first call: 256 random bits, or something to type for a password."""
    file = data / "secrets" / name
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_once(file, f"{secrets.token_hex(8) if name.endswith('password') else secrets.token_urlsafe(32)}\n")
    return file.read_text().strip()


def write_once(file: Path, text: str) -> None:
    """Writes a new file that only its owner reads, whole or not at all; one that somebody else just made stays."""
    fresh = _beside(file, text)
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()


def write_anew(file: Path, text: str) -> None:
    """Writes a file that only its owner reads in place of what is there, whole or not at all."""
    _beside(file, text).replace(file)


def _beside(file: Path, text: str) -> Path:
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    return fresh
