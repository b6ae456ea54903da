"""Tables that people upload: text in the encodings and with the separators that spreadsheets write, and workbooks."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from services.accounts.domain.import_words import field_of
from services.accounts.ports import Table, TableRow
from services.accounts.store.workbooks import is_workbook, workbook_rows
from shared.contracts.accounts.imports import MOST_ROWS
from shared.contracts.accounts.refusals import NoNameColumn, NoRows, TooManyRows, UnreadableFile

SEPARATORS = (",", ";", "\t")
HEADER_WITHIN = 10
"""Rows at the top among which the names of the columns are looked for: titles stand above them."""
_SAYS_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_TEXT_BY_FORMULA = re.compile(r'="([^"]*)"')
"""How programs keep a spreadsheet from reading a number."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_table(content: bytes) -> Table:
    """What stands in a file. To be called beside a loop of asyncio: a large one takes seconds.

    Raises `UnreadableFile`, `NoNameColumn`, `NoRows`, `TooManyRows`.
    """
    rows = workbook_rows(content) if is_workbook(content) else _text_rows(content)
    return _table(row for row in rows if any(cell.strip() for cell in row.cells))


def look(content: bytes) -> None:
    """Whether it may be a table at all, by its first bytes. Raises `UnreadableFile`."""
    if not is_workbook(content):
        _decoded(content[: 1 << 16], whole=False)


def _table(rows: Iterator[TableRow]) -> Table:
    header = _header(rows)
    found = list[TableRow]()
    for row in rows:
        found.append(row)
        if len(found) > MOST_ROWS:
            raise TooManyRows
    if not found:
        raise NoRows
    return Table(header, tuple(found))


def _header(rows: Iterator[TableRow]) -> tuple[str, ...]:
    for _, row in zip(range(HEADER_WITHIN), rows, strict=False):
        if "name" in map(field_of, row.cells):
            return row.cells
    raise NoNameColumn


def _text_rows(content: bytes) -> Iterator[TableRow]:
    text = _decoded(content)
    separator = None
    if said := _SAYS_SEPARATOR.match(text):
        separator, text = said.group(1), text[said.end() :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text))
    try:
        for number, cells in enumerate(reader, 2 if said else 1):
            yield TableRow(number, tuple(_unwrapped(cell) for cell in cells))
    except csv.Error:
        raise UnreadableFile from None


def _unwrapped(cell: str) -> str:
    found = _TEXT_BY_FORMULA.fullmatch(cell.strip())
    return found.group(1) if found else cell


def _decoded(content: bytes, *, whole: bool = True) -> str:
    """In UTF-8, in UTF-16, or in what Vietnamese and Western Windows wrote before."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding, "strict" if whole else "ignore")
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return unicodedata.normalize("NFC", text)
    raise UnreadableFile


def _encodings(content: bytes) -> tuple[str, ...]:
    if found := [encoding for bom, encoding in _BOMS if content.startswith(bom)]:
        return tuple(found)
    if content[1:2] == b"\0":
        return ("utf-16-le",)
    return ("utf-8", *sorted(("cp1258", "cp1252"), key=lambda encoding: -_known_in(content, encoding)))


def _known_in(content: bytes, encoding: str) -> int:
    """How many columns are known when the beginning is read so."""
    text = content[: 1 << 16].decode(encoding, "ignore")
    return max(_known(text, separator) for separator in SEPARATORS)


def _separator(text: str) -> str:
    """By which most columns are known, then by which there are most."""
    return max(SEPARATORS, key=lambda separator: (_known(text, separator), text[:2000].count(separator)))


def _known(text: str, separator: str) -> int:
    """The most columns that a row at the top names."""
    lines = text[: 1 << 16].splitlines()[:HEADER_WITHIN]
    cells = (unicodedata.normalize("NFC", line).split(separator) for line in lines)
    return max((sum(field_of(cell.strip('" ')) is not None for cell in row) for row in cells), default=0)
