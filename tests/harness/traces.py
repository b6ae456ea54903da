"""Finds a text in bytes, in every form in which a program may have written it."""

import base64
import json
import quopri
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import quote, quote_plus

from shared.search.text import fold

SHORTEST = 8
"""Bytes of a form: a shorter one would be found by chance."""
LARGEST = 64_000_000
"""Bytes that a packed part may have."""
GZIP, ZIPPED = b"\x1f\x8b\x08", b"PK\x03\x04\x14\x00"


class Traces:
    """The forms of some texts, each with what it is called."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` by name; each must be so long and strange that nothing has it by chance."""
        self._bytes: dict[bytes, str] = {}
        self._letters: dict[bytes, str] = {}
        for name, text in texts.items():
            for form, written in _spellings(text):
                for code, found in _codes(written):
                    self._letters.setdefault(found.lower(), f"{name}, {form}, {code}")
                for code, found in _exact_codes(written):
                    self._bytes.setdefault(found, f"{name}, {form}, {code}")
        if short := [form for form in (*self._bytes, *self._letters) if len(form) < SHORTEST]:
            raise ValueError(f"too short to be looked for: {short}")

    def found_in(self, data: bytes) -> list[str]:
        """Which forms stand in the bytes, or in what is packed in them."""
        found: dict[str, None] = {}
        for part in _unpacked(data):
            low = part.lower()
            found |= {name: None for form, name in self._letters.items() if form in low}
            found |= {name: None for form, name in self._bytes.items() if form in part}
        return list(found)


def _spellings(text: str) -> Iterator[tuple[str, str]]:
    yield "as written", text
    yield "decomposed", unicodedata.normalize("NFD", text)
    yield "lower", text.lower()
    yield "upper", text.upper()
    yield "folded", fold(text)
    if text.replace(" ", "").isdigit():
        digits = text.replace(" ", "")
        yield "digits", digits
        yield "international", f"+84{digits.removeprefix('0')}"


def _codes(text: str) -> Iterator[tuple[str, bytes]]:
    """Those in which the case of ASCII letters says nothing."""
    yield "UTF-8", text.encode()
    yield "UTF-16", text.encode("utf-16-le")
    yield "UTF-16 from the other end", text.encode("utf-16-be")
    yield "JSON", json.dumps(text)[1:-1].encode()
    yield "JSON in JSON", json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
    yield "percent", quote(text, safe="").encode()
    yield "form", quote_plus(text).encode()
    yield "quoted-printable", quopri.encodestring(text.encode()).strip()
    yield "HTML", text.encode("ascii", "xmlcharrefreplace")
    yield "HTML in hexadecimal", "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in text).encode()
    yield "hexadecimal", text.encode().hex().encode()


def _exact_codes(text: str) -> Iterator[tuple[str, bytes]]:
    """Those in which each letter counts. Base64 has three forms, by where in its threes a text begins."""
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + text.encode())
        first, beyond = -(-shift * 8 // 6), (shift + len(text.encode())) * 8 // 6
        inner = whole[first:beyond]
        yield f"base64 {shift}", inner
        yield f"base64url {shift}", inner.replace(b"+", b"-").replace(b"/", b"_")


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed anywhere in them: gzip, the files of a zip, the streams of a PDF."""
    yield data
    for at in _places(GZIP, data):
        yield from _inflated(data[at:], 31)
    for at in _places(ZIPPED, data):
        name, extra = struct.unpack_from("<HH", data[at : at + 30].ljust(30), 26)
        yield from _inflated(data[at + 30 + name + extra :], -15)
    if b"%PDF-" in data:
        for part in data.split(b"stream")[1:]:
            yield from _inflated(part.lstrip(b"\r\n"), 15)


def _places(mark: bytes, data: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _inflated(packed: bytes, bits: int) -> Iterator[bytes]:
    """`bits` says which of zlib's forms it is; what is of none is nothing."""
    with suppress(zlib.error):
        yield zlib.decompressobj(bits).decompress(packed, LARGEST)
