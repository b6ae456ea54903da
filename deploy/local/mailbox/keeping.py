"""The mails that were taken, one file each, as they came."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

MOST = 1_000
"""How many are kept; older ones go."""
NAME = re.compile(r"\d{9}-\d{15}")
"""Which mail it is, counted from 1, and when it came, in milliseconds."""


class Mails:
    """A folder of `.eml` files whose names sort in the order in which they came. One process writes it."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, sender: str, to: Sequence[str], content: bytes, at: datetime) -> str:
        """Keeps a mail, its envelope written before its headers, and returns its id; whole or not at all."""
        last = int(next(iter(self.ids()), "0-").partition("-")[0])
        name = f"{last + 1:09d}-{int(at.timestamp() * 1000):015d}"
        envelope = f"X-MailFrom: {sender}\r\n" + "".join(f"X-RcptTo: {one}\r\n" for one in to)
        fresh = self._folder / f".{name}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(envelope.encode() + content)
        fresh.rename(self._file(name))
        for old in self.ids()[self._most :]:
            self._file(old).unlink(missing_ok=True)
        return name

    def ids(self) -> list[str]:
        """Of all that are kept, the newest first."""
        return sorted((file.stem for file in self._folder.glob("*.eml") if NAME.fullmatch(file.stem)), reverse=True)

    def read(self, mail_id: str) -> bytes | None:
        """A mail with its envelope; None where there is none of this id."""
        file = self._file(mail_id)
        return file.read_bytes() if NAME.fullmatch(mail_id) and file.exists() else None

    def clear(self) -> int:
        """Deletes all; returns how many."""
        gone = self.ids()
        for mail_id in gone:
            self._file(mail_id).unlink(missing_ok=True)
        return len(gone)

    def _file(self, mail_id: str) -> Path:
        return self._folder / f"{mail_id}.eml"


def taken_at(mail_id: str) -> datetime:
    """When a mail came, by its id."""
    return datetime.fromtimestamp(int(mail_id.partition("-")[2]) / 1000, UTC)
