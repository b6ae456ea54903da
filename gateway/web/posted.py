"""What a form brings: small, in one normal form of Unicode, every value a text."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from shared.errors import InvalidInput, TooLarge
from shared.files.values import LARGEST_FILE

MOST_BYTES = 256 * 1024
MOST_FIELDS = 200
MOST_WITH_FILE = LARGEST_FILE + MOST_BYTES
"""Bytes of a form that brings a file."""
FILE = "file"
"""The field of a form that brings one."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The values of a form by name, each in the order in which it came."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    file: bytes = field(default=b"", repr=False)
    """What a form has brought with it."""

    def one(self, name: str) -> str:
        """A field's value, empty where it didn't come."""
        return self.values.get(name, ("",))[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field, as of check boxes."""
        return self.values.get(name, ())


async def read(request: Request) -> Posted:
    """Raises `TooLarge` and `InvalidInput`, before it has read more than it takes."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLarge
    return parsed(body)


async def read_with_file(request: Request) -> Posted:
    """As `read`, of a form that may bring one file, as the field `file`."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await read(request)
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES) as form:
            values = _by_name([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
            brought = form.get(FILE)
            return Posted(values, await brought.read() if isinstance(brought, UploadFile) else b"")
    except HTTPException:
        raise InvalidInput from None


def parsed(body: bytes) -> Posted:
    """Lines end with a line feed alone, as everywhere else. Raises `InvalidInput` for what is no form."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise InvalidInput from None
    return Posted(_by_name(pairs))


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        normal = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
        values[name] = (*values.get(name, ()), normal)
    return values
