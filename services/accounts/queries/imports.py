"""What an import has planned or done, to who asked for it: counted, explained row by row, and as a file to mend."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.accounts.ports import FORMULA, Table
from shared.contracts.accounts.imports import COLUMNS, REASONS, ImportedRow, ImportPlan, RowKind, RowReason
from shared.errors import N_
from shared.texts import translate

MOST_SHOWN = 100
REASON = N_("Reason")
OF_ROW = N_("{name} (row {row})")
_COMMANDING = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""


def shown(content: bytes, kind: RowKind | None, language: str) -> dict[str, Any]:
    """`{counts, unknown_columns, rows}`: the first hundred rows of a kind, each explained."""
    plan = ImportPlan.of_json(content)
    rows = [row for row in plan.rows if kind in (None, row.kind)]
    return {
        "counts": {each.value: plan.count(each) for each in RowKind},
        "unknown_columns": plan.unknown_columns,
        "rows": [_row(row, language) for row in rows[:MOST_SHOWN]],
    }


def _row(row: ImportedRow, language: str) -> dict[str, Any]:
    facts = row.facts.model_dump(mode="json", exclude_none=True) if row.facts else {}
    return {
        "row": row.row,
        "kind": row.kind.value,
        "name": row.name,
        "organisation_id": row.organisation_id,
        "facts": facts | ({"tax_code": row.tax.told} if row.tax.told else {}),
        "reasons": [_reason(reason, language) for reason in row.reasons],
    }


def _reason(reason: RowReason, language: str) -> dict[str, Any]:
    said = reason.model_dump(mode="json", exclude_none=True)
    return {**said, "text": explained(reason, language)}


def explained(reason: RowReason, language: str) -> str:
    """A reason in words; a limit stands in it without separators, since it may be of a year."""
    details: dict[str, str | int] = {name: str(value) for name, value in reason if value is not None}
    if reason.column is not None:
        details["column"] = f"“{translate(COLUMNS[reason.column], language)}”"
    if reason.row is not None and reason.name is not None:
        details["name"] = translate(OF_ROW, language, {"name": reason.name, "row": str(reason.row)})
    return translate(REASONS[reason.code], language, details)


def to_mend(content: bytes, table: Table, kind: RowKind, language: str) -> bytes:
    """The rows of a kind as they stand in the file, with the reasons in a last column, as a file to mend."""
    plan = ImportPlan.of_json(content)
    why = {row.row: " ".join(explained(r, language) for r in row.reasons) for row in plan.rows if row.kind is kind}
    width = len(table.header)
    rows = ([*_padded(row.cells, width), why[row.number]] for row in table.rows if row.number in why)
    return spreadsheet([[*table.header, translate(REASON, language)], *rows], language)


def template(language: str) -> bytes:
    """An empty file with the columns' names and one example."""
    header = [translate(text, language) for text in COLUMNS.values()]
    return spreadsheet([header, [_EXAMPLE[language].get(field, "") for field in COLUMNS]], language)


_EXAMPLE: Mapping[str, Mapping[str, str]] = {
    "vi": {"name": "Sấy Việt", "tax_code": "0100109106", "website": "https://sayviet.vn", "location": "Bắc Ninh",
           "country": "Việt Nam", "founded_year": "2021", "team_size": "12", "size": "nhỏ", "sector": "nông nghiệp"},
    "en": {"name": "Say Viet", "tax_code": "0100109106", "website": "https://sayviet.vn", "location": "Bac Ninh",
           "country": "Vietnam", "founded_year": "2021", "team_size": "12", "size": "small", "sector": "agriculture"},
}  # fmt: skip


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*("" if cell == FORMULA else cell for cell in cells[:width]), *[""] * (width - len(cells))]


def spreadsheet(rows: Iterable[Iterable[str]], language: str) -> bytes:
    """A table that Excel opens as one: its mark of UTF-8, and the separator where decimals have a comma.

    Cells that a spreadsheet would calculate are written as text.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "vi" else ",")
    writer.writerows([f"'{cell}" if cell.startswith(_COMMANDING) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
