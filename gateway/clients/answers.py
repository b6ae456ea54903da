"""What a service answers to a command."""

from dataclasses import dataclass
from typing import Any

from shared.errors import Kind


@dataclass(frozen=True, slots=True)
class Sent:
    """A command was taken. `after`, shown with a query, waits until the read model knows of it (empty: nothing to
    wait for)."""

    id: str
    seq: int
    result: Any
    after: str


@dataclass(frozen=True, slots=True)
class FieldRefusal:
    """One field that does not fit: its path in the command's own names, a code and a text for people."""

    path: tuple[str, ...]
    code: str
    message: str


class Refused(Exception):
    """A command or question was understood and refused, or could not be answered now (kind `busy`)."""

    def __init__(self, code: str, kind: Kind, message: str, fields: tuple[FieldRefusal, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.kind, self.message, self.fields = code, kind, message, fields
