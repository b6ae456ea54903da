"""What an import would do: each row of a file compared with the rows above it and with what is registered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.accounts.domain.algorithms.twins import Profile, Reason, keys, likeness, profile
from services.accounts.domain.organisation import FACTS, Organisation
from shared.contracts.accounts.imports import ImportedRow, RowKind, RowReason, RowTaxCode
from shared.contracts.accounts.values import OrganisationFacts

NO_TAX_CODE = RowTaxCode()
COMPARED = 50
"""Rows that one is compared with; of more that may be the same, the likeliest."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read; without facts it can't be registered, for these reasons."""

    number: int
    name: str = ""
    facts: OrganisationFacts | None = None
    tax: RowTaxCode = NO_TAX_CODE
    anyway: bool = False
    """Whether it is to be imported though it looks like another."""
    reasons: tuple[RowReason, ...] = ()


@dataclass(slots=True)
class _Row:
    read: ReadRow
    profile: Profile | None = None
    same: RowReason | None = None
    twin: tuple[RowReason, ...] = ()
    score: float = 0.0


@dataclass(slots=True)
class Comparing:
    """Takes the rows one after the other, then what is registered, and says what would become of each row.

    It holds the file, and of what is registered one at a time, so that a tenant of any size is compared.
    """

    _rows: list[_Row] = field(default_factory=list)
    _by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_tax: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def wrong(self) -> int:
        """Rows so far that can't be registered."""
        return sum(row.read.facts is None for row in self._rows)

    def add(self, read: ReadRow) -> None:
        """The next row, compared with those above it."""
        row = _Row(read)
        if read.facts is not None:
            row.profile = profile([read.facts.name, read.facts.legal_name], read.facts.website, read.tax.told)
            found = keys(row.profile)
            for above in self._candidates(found, read.tax.key):
                _with_row_above(row, self._rows[above].read, self._rows[above].profile)
            self._index(len(self._rows), found, read.tax.key)
        self._rows.append(row)

    def meet(self, organisations: Iterable[Organisation]) -> None:
        """Organisations that are registered: each is compared with the rows that may be it."""
        for one in organisations:
            met = profile([one.name, one.legal_name], one.website, one.tax_code)
            for at in self._candidates(keys(met), one.tax_key):
                _with_organisation(self._rows[at], one, met)

    def rows(self) -> tuple[ImportedRow, ...]:
        """What would become of each row."""
        return tuple(map(_planned, self._rows))

    def _index(self, at: int, found: Iterable[str], tax_key: str | None) -> None:
        for key in found:
            if len(self._by_key[key]) < COMPARED:
                self._by_key[key].append(at)
        if tax_key is not None:
            self._by_tax[tax_key].append(at)

    def _candidates(self, found: Iterable[str], tax_key: str | None) -> set[int]:
        """By the keys in their order: those that are one organisation's alone come first."""
        alike = set(self._by_tax.get(tax_key, ()) if tax_key else ())
        for key in found:
            alike.update(self._by_key.get(key, ()))
            if len(alike) >= COMPARED:
                break
        return alike


def _with_row_above(row: _Row, above: ReadRow, known: Profile | None) -> None:
    if row.profile is None or known is None:
        return
    repeats = (row.read.facts, row.read.tax.key) == (above.facts, above.tax.key)
    if repeats or _one_code(row.read.tax.key, above.tax.key):
        row.same = row.same or RowReason(code="same_row", row=above.number)
    elif (twin := likeness(row.profile, known)) and twin.score > row.score:
        row.score, row.twin = twin.score, _reasons(twin.reasons, name=above.name, row=above.number)


def _with_organisation(row: _Row, one: Organisation, met: Profile) -> None:
    """What is registered says more than a row of the same file."""
    if row.profile is None or row.read.facts is None:
        return
    if _one_code(row.read.tax.key, one.tax_key) or _says_the_same(row.read, one):
        row.same = RowReason(code="same_organisation", organisation_id=one.organisation_id, name=one.name)
    elif (twin := likeness(row.profile, met)) and twin.score >= row.score:
        row.score = twin.score
        row.twin = _reasons(twin.reasons, name=one.name, organisation_id=one.organisation_id)


def _one_code(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _says_the_same(read: ReadRow, one: Organisation) -> bool:
    same = all(getattr(read.facts, name) == getattr(one, name) for name in FACTS)
    return same and read.tax.key == one.tax_key


def _reasons(
    why: Iterable[Reason], name: str, row: int | None = None, organisation_id: str | None = None
) -> tuple[RowReason, ...]:
    return tuple(RowReason(code=r.value, name=name, row=row, organisation_id=organisation_id) for r in why)


def _planned(row: _Row) -> ImportedRow:
    read = row.read
    if read.facts is None:
        return ImportedRow(row=read.number, kind=RowKind.WRONG, name=read.name, reasons=read.reasons)
    if row.same is not None:
        return ImportedRow(row=read.number, kind=RowKind.SAME, name=read.name, reasons=(row.same,))
    if row.twin and not read.anyway:
        return ImportedRow(row=read.number, kind=RowKind.TWIN, name=read.name, reasons=row.twin)
    return ImportedRow(
        row=read.number, kind=RowKind.NEW, name=read.name, facts=read.facts, tax=read.tax, reasons=row.twin
    )
