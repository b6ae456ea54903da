"""What an import of organisations has planned or done: the result of its job, and its reasons in words."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.contracts.accounts.values import OrganisationFacts
from shared.contracts.personal import PersonText
from shared.contracts.values import Id, Value
from shared.errors import N_

IMPORT_KIND = "organisation-import"
"""The kind of its jobs."""
LARGEST_UPLOAD = 5_000_000
"""Bytes of an uploaded file."""
MOST_ROWS = 10_000
"""Rows of one file."""


class RowKind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    """It is to be registered."""
    DONE = "done"
    """It was registered."""
    SAME = "same"
    """It is there already."""
    TWIN = "twin"
    """It is likely there already, under other words: nothing is done with it."""
    WRONG = "wrong"
    """It can't be registered as it is."""


class RowReason(Value):
    """Why a row is taken as it is: a code of `REASONS` or of the faults of fields, and what it speaks of."""

    code: str
    """What is said."""
    column: str | None = None
    """Of which field."""
    row: int | None = None
    """Which other row of the file."""
    organisation_id: Id | None = None
    """Which organisation that is there."""
    name: str | None = None
    """What that organisation calls itself."""
    least: int | None = None
    """The limit that it lies below."""
    most: int | None = None
    """The limit that it lies above."""


class RowTaxCode(Value):
    """A row's tax code as it may be kept; a household's is a person's number, and stands sealed alone."""

    told: str | None = None
    """An enterprise's."""
    key: str | None = None
    """A keyed hash, to compare by."""
    household: bool = False
    """Whether it is a person's number."""
    sealed: PersonText | None = None
    """A person's number, sealed for who imports it."""


class ImportedRow(Value):
    """A row of the file."""

    row: int
    """Its number as a spreadsheet shows it; the header is row 1."""
    kind: RowKind
    """What becomes of it."""
    name: str = ""
    """What it is called in the file."""
    organisation_id: Id | None = None
    """The organisation that it becomes or became."""
    facts: OrganisationFacts | None = None
    """What is to be registered; null where nothing is."""
    tax: RowTaxCode = RowTaxCode()
    """Its tax code."""
    reasons: tuple[RowReason, ...] = ()
    """Why."""


class ImportPlan(Value):
    """A whole file; once adopted, the same with what was done."""

    unknown_columns: tuple[Annotated[str, Field(max_length=80)], ...] = ()
    """Columns that nothing is made of, by their names in the file."""
    rows: tuple[ImportedRow, ...] = ()
    """All rows, in the file's order."""

    def to_json(self) -> bytes:
        """As JSON, a row on each line: written and read row by row it holds up nothing else in the process, whatever
        its size."""
        columns = json.dumps(self.unknown_columns, ensure_ascii=False)
        rows = ",\n".join(row.model_dump_json(exclude_defaults=True) for row in self.rows)
        return f'{{"unknown_columns":{columns},"rows":[\n{rows}\n]}}'.encode()

    @classmethod
    def of_json(cls, content: bytes) -> "ImportPlan":
        """What `to_json` has written."""
        head, *rows, tail = content.split(b"\n")
        columns = json.loads(head + tail)["unknown_columns"]
        read = (ImportedRow.model_validate_json(row.removesuffix(b",")) for row in rows if row)
        return cls(unknown_columns=columns, rows=tuple(read))

    def count(self, kind: RowKind) -> int:
        """How many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)


COLUMNS: Mapping[str, str] = {
    "name": N_("Name"),
    "legal_name": N_("Registered name"),
    "tax_code": N_("Tax code"),
    "website": N_("Website"),
    "location": N_("Province or city"),
    "country": N_("Country"),
    "founded_year": N_("Year of founding"),
    "founded_on": N_("Day of founding"),
    "team_size": N_("People in the team"),
    "size": N_("Size"),
    "sector": N_("Field"),
    "anyway": N_("Import anyway"),
}
"""The columns of a file by their fields, and what they are called in the template."""

REASONS: Mapping[str, str] = {
    "same_organisation": N_("Registered already: {name}."),
    "same_row": N_("The same as row {row} of this file."),
    "same_tax_code": N_("{name} has the same tax code."),
    "same_site": N_("{name} has the same web address."),
    "same_name": N_("{name} has the same name."),
    "close_name": N_("{name} has a name that is nearly the same."),
    "formula": N_("{column}: a formula can't be read. Put its value in the cell."),
    "more_cells": N_("The row has more cells than the first row has columns."),
    "tax_code_taken": N_("Somebody has registered this tax code in the meantime."),
    "needed": N_("{column} is missing."),
    "too_long": N_("{column} has too many characters, at most {most} fit."),
    "outside": N_("{column} must be from {least} to {most}."),
    "no_number": N_("{column} must be a whole number."),
    "no_day": N_("{column} must be a day such as 15/03/2021."),
    "no_choice": N_("{column} is none of the words that can be used there."),
    "no_website": N_("{column} must be a web address such as https://sayviet.vn."),
    "no_tax_code": N_("{column} has 10 digits, 13 for a branch, or 12 for a household business."),
    "wrong_digit": N_("{column}: a digit is mistyped or missing."),
    "unfit": N_("{column} holds something that can't be read. Type it again."),
}
"""Each reason's text."""
