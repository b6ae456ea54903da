"""Workbooks of Excel, read with care: they are archives, which may unpack to any size."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from services.accounts.ports import FORMULA, TableRow
from shared.contracts.accounts.refusals import TooManyRows, UnreadableFile

MOST_PARTS, MOST_UNPACKED = 1_000, 60_000_000
"""Files in a workbook, and their bytes in all; what an archive says of itself no more of it is unpacked than."""
MOST_COLUMNS, MOST_LINES = 200, 50_000
"""Lines that are looked at, empty ones too."""
LONGEST_CELL = 2_000
_ZIP = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    """Whether it is an archive, as workbooks are."""
    return content.startswith(_ZIP)


def workbook_rows(content: bytes) -> Iterator[TableRow]:
    """The rows of the first sheet, its formulas as `FORMULA`. Raises `UnreadableFile`, `TooManyRows`."""
    _check(content)
    try:
        yield from _rows(content)
    except TooManyRows:
        raise
    except Exception:  # a foreign reader on a foreign file: whatever it raises, the file can't be read
        raise UnreadableFile from None


def _check(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableFile from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableFile
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnreadableFile


def _rows(content: bytes) -> Iterator[TableRow]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: styles, validations
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            if number > MOST_LINES:
                raise TooManyRows
            yield TableRow(number, _trimmed([_text(cell) for cell in cells]))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, which a sheet has as many of as its longest row."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(cell: Any) -> str:  # noqa: ANN401 - one of several classes of openpyxl
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:LONGEST_CELL]
