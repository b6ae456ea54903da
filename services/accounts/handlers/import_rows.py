"""A row of a file, read by the same contract that a form is checked by; what is wrong with it, in codes."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from services.accounts.domain import tax_code
from services.accounts.domain.import_plan import ReadRow
from services.accounts.domain.import_words import YES, country_of, field_of, plain, sector_of, size_of
from services.accounts.domain.tax_code import check_digit
from services.accounts.ports import FORMULA, TableRow
from shared.contracts.accounts.imports import RowReason, RowTaxCode
from shared.contracts.accounts.values import OrganisationFacts
from shared.contracts.personal import PersonText
from shared.errors import FieldFault

LIMITS: Mapping[str, tuple[int, int]] = {"founded_year": (1800, 2100), "team_size": (0, 1_000_000)}
_NUMBER = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBERS = frozenset({"founded_year", "team_size"})
_OF_FIELD = {"website": "no_website", "founded_on": "no_day", "sector": "no_choice", "size": "no_choice",
             "country": "no_choice", **dict.fromkeys(_NUMBERS, "no_number")}  # fmt: skip
"""What is said of a cell that has not the form it needs."""
Seal = Callable[[str], PersonText | None]
"""A person's number, sealed for who imports it; None where that is no person."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: the field of each, and those that nothing is made of."""

    header: tuple[str, ...]
    fields: tuple[str | None, ...] = field(init=False)
    unknown: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """The first column of a field is its own; a second one is not known."""
        named = [field_of(cell) for cell in self.header]
        fields = tuple(name if name and name not in named[:at] else None for at, name in enumerate(named))
        object.__setattr__(self, "fields", fields)
        unknown = (cell.strip()[:80] for cell, name in zip(self.header, fields, strict=True) if name is None)
        object.__setattr__(self, "unknown", tuple(cell for cell in unknown if cell))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows. `tax_key` is what codes are compared by."""

    columns: Columns
    tax_key: Callable[[str], str]
    seal: Seal

    def read(self, row: TableRow) -> ReadRow:
        """The row; with reasons and without facts where it can't be registered."""
        given = self._given(row)
        name = given.get("name", "")[:200]
        reasons = list(_formulas(given))
        if any(cell.strip() for cell in row.cells[len(self.columns.header) :]):
            reasons.append(RowReason(code="more_cells"))
        facts, wrong = _facts({n: cell for n, cell in given.items() if cell != FORMULA})
        tax, no_code = self._tax(given.get("tax_code", ""))
        told = {reason.column for reason in reasons}
        reasons += [reason for reason in (*wrong, *no_code) if reason.column not in told]
        if reasons or facts is None:
            return ReadRow(row.number, "" if name == FORMULA else name, reasons=tuple(reasons))
        return ReadRow(row.number, facts.name, facts, tax, plain(given.get("anyway", "")) in YES)

    def _given(self, row: TableRow) -> dict[str, str]:
        cells = zip(self.columns.fields, row.cells, strict=False)
        given = {name: _bare(cell) for name, cell in cells if name}
        if given.get("size", "").isdigit() and not given.get("team_size"):
            given["team_size"] = given.pop("size")
        return {name: cell for name, cell in given.items() if cell}

    def _tax(self, cell: str) -> tuple[RowTaxCode, tuple[RowReason, ...]]:
        if not cell or cell == FORMULA:
            return RowTaxCode(), ()
        try:
            code = tax_code.check(_with_its_zero(cell))
        except FieldFault as fault:
            said = "wrong_digit" if fault.code == "wrong_check_digit" else "no_tax_code"
            return RowTaxCode(), (RowReason(code=said, column="tax_code"),)
        key = self.tax_key(code.normal)
        if code.personal:
            return RowTaxCode(key=key, household=True, sealed=self.seal(code.normal)), ()
        return RowTaxCode(told=code.normal, key=key), ()


def _bare(cell: str) -> str:
    """Without the mark by which a spreadsheet keeps a number a text."""
    return cell if cell == FORMULA else " ".join(cell.strip().removeprefix("'").split())


def _formulas(given: Mapping[str, str]) -> tuple[RowReason, ...]:
    return tuple(RowReason(code="formula", column=name) for name, cell in given.items() if cell == FORMULA)


def _with_its_zero(code: str) -> str:
    """Read as a number a code loses the zero that it begins with; its check digit tells that it was there."""
    digits = re.sub(r"\s", "", code)
    lost = len(digits) == 9 and digits.isascii() and digits.isdigit()
    return f"0{digits}" if lost and check_digit(f"0{digits[:-1]}") == digits[-1] else code


_MEANT: Mapping[str, Callable[[str], str]] = {
    "sector": sector_of,
    "size": size_of,
    "country": country_of,
    "website": lambda cell: cell if "://" in cell or "." not in cell else f"https://{cell}",
    "founded_on": lambda cell: _day(cell),
    "team_size": lambda cell: re.sub(r"\D", "", cell) if _NUMBER.fullmatch(cell) else cell,
}
"""What a cell says in the contract's own words."""


def _day(cell: str) -> str:
    """In ISO 8601, whichever way it is written here; the cell itself where it is no day."""
    if found := _DAY.fullmatch(cell.removesuffix(" 00:00:00")):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return cell
    return cell.removesuffix(" 00:00:00")


def _facts(given: Mapping[str, str]) -> tuple[OrganisationFacts | None, tuple[RowReason, ...]]:
    meant = {name: _MEANT[name](cell) if name in _MEANT else cell for name, cell in given.items()}
    kept = {name: cell for name, cell in meant.items() if name in OrganisationFacts.model_fields}
    try:
        return OrganisationFacts.model_validate_json(json.dumps(kept)), ()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, tuple({each["loc"][0]: _reason(each) for each in found}.values())


def _reason(error: Any) -> RowReason:  # noqa: ANN401 - as pydantic gives it
    column, kind, context = str(error["loc"][0]), error["type"], error.get("ctx", {})
    if kind == "missing" or (kind == "string_too_short" and context.get("min_length") == 1):
        return RowReason(code="needed", column=column)
    if kind.endswith("too_long"):
        return RowReason(code="too_long", column=column, most=context["max_length"])
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = LIMITS[column]
        return RowReason(code="outside", column=column, least=least, most=most)
    return RowReason(code=_OF_FIELD.get(column, "unfit"), column=column)
