"""A row read by the contract: what people mean is understood, what is wrong is said in a code."""

import pytest

from services.accounts.domain.import_plan import Comparing, ReadRow
from services.accounts.domain.import_words import field_of
from services.accounts.handlers.import_rows import Columns, RowReader
from services.accounts.ports import FORMULA, TableRow
from services.accounts.queries.imports import explained, spreadsheet, template
from services.accounts.store import read_table
from shared.contracts.accounts.imports import (
    COLUMNS,
    REASONS,
    ImportedRow,
    ImportPlan,
    RowKind,
    RowReason,
    RowTaxCode,
)
from shared.contracts.accounts.values import OrganisationFacts
from shared.contracts.personal import PersonText
from shared.texts import translate
from tests.builders import accounts as build

SEALED = PersonText(subject=build.PERSON, sealed="b" * 40)


def read(**cells: str) -> ReadRow:
    reader = RowReader(Columns(tuple(cells)), lambda code: f"key of {code}", lambda _: SEALED)
    return reader.read(TableRow(7, tuple(cells.values())))


def facts(**cells: str) -> dict[str, object]:
    found = read(name="Gốm", **cells)
    assert found.reasons == ()
    assert found.facts is not None
    return found.facts.model_dump(mode="json", exclude_none=True, exclude={"name"})


MEANT = {
    "a web address without its scheme": ({"website": "sayviet.vn"}, {"website": "https://sayviet.vn"}),
    "a day as it is written here": ({"founded on": "15/3/2021"}, {"founded_on": "2021-03-15"}),
    "a day of a spreadsheet": ({"founded on": "2021-03-15 00:00:00"}, {"founded_on": "2021-03-15"}),
    "a number with separators": ({"team size": "1.200"}, {"team_size": 1200}),
    "a field in Vietnamese": ({"lĩnh vực": "NÔNG NGHIỆP"}, {"sector": "agriculture"}),
    "a field without marks": ({"linh vuc": "nong nghiep"}, {"sector": "agriculture"}),
    "a size": ({"quy mô": "Doanh nghiệp siêu nhỏ"}, {"size": "micro"}),
    "a size that is a number of people": ({"quy mô": "12"}, {"team_size": 12}),
    "a country": ({"quốc gia": "Việt Nam"}, {"country": "VN"}),
    "a country's code": ({"country": "de"}, {"country": "DE"}),
    "a text that is kept from being a number": ({"năm thành lập": "'2021"}, {"founded_year": 2021}),
    "nothing": ({"website": "  "}, {}),
}


@pytest.mark.parametrize("what", MEANT)
def test_what_is_meant_is_understood(what):
    cells, expected = MEANT[what]
    assert facts(**cells) == expected


def test_a_tax_code_gets_back_the_zero_that_a_spreadsheet_took():
    assert read(name="Gốm", mst="100109106").tax == RowTaxCode(told="0100109106", key="key of 0100109106")
    assert read(name="Gốm", mst="100109107").reasons == (RowReason(code="no_tax_code", column="tax_code"),)


def test_a_households_number_is_sealed_and_told_by_nothing():
    found = read(name="Hộ Bà Tư", mst="001186000123")
    assert found.tax == RowTaxCode(key="key of 001186000123", household=True, sealed=SEALED)


WRONG = {
    "no name": ({"name": ""}, ["needed name"]),
    "nothing to be seen": ({"name": "\u200b"}, ["unfit name"]),
    "a formula": ({"name": FORMULA, "mst": "0100109106"}, ["formula name"]),
    "a long name": ({"name": "x" * 201}, ["too_long name"]),
    "another direction": ({"name": "abc\u202edef"}, ["unfit name"]),
    "an early year": ({"name": "a", "năm": "1700"}, ["outside founded_year"]),
    "a year in words": ({"name": "a", "năm": "năm nay"}, ["no_number founded_year"]),
    "no day": ({"name": "a", "founded on": "31/02/2021"}, ["no_day founded_on"]),
    "no field": ({"name": "a", "field": "phép màu"}, ["no_choice sector"]),
    "no size": ({"name": "a", "size": "to lắm"}, ["no_choice size"]),
    "no country": ({"name": "a", "country": "Xứ Tiên"}, ["no_choice country"]),
    "no website": ({"name": "a", "website": "javascript:alert(1)"}, ["no_website website"]),
    "a mistyped code": ({"name": "a", "mst": "0100109107"}, ["wrong_digit tax_code"]),
    "two at once": ({"name": "", "website": "x"}, ["needed name", "no_website website"]),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_of_its_column(what):
    cells, expected = WRONG[what]
    found = read(**cells)
    assert found.facts is None
    assert [f"{reason.code} {reason.column}" for reason in found.reasons] == expected


def test_a_row_that_is_longer_than_the_header_is_not_guessed_at():
    reader = RowReader(Columns(("Tên",)), str, lambda _: None)
    assert reader.read(TableRow(2, ("a", "", "b"))).reasons == (RowReason(code="more_cells"),)
    assert reader.read(TableRow(2, ("a", "", " "))).reasons == ()


def test_the_second_column_of_a_field_is_not_known():
    columns = Columns(("Tên", "Ghi chú", "Tên công ty", ""))
    assert (columns.fields, columns.unknown) == (("name", None, None, None), ("Ghi chú", "Tên công ty"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_column_of_the_template_is_known_and_its_example_fits(language):
    table = read_table(template(language))
    reader = RowReader(Columns(table.header), str, lambda _: None)
    assert reader.columns.fields == tuple(COLUMNS)
    assert [reader.read(row).reasons for row in table.rows] == [()]
    assert {field: field_of(translate(text, language)) for field, text in COLUMNS.items()} == {f: f for f in COLUMNS}


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_reason_is_said_without_a_place_left_open(code, language):
    reason = RowReason(code=code, column="name", row=3, name="Gốm", least=1800, most=2100)
    assert "{" not in explained(reason, language)


@pytest.mark.parametrize("cell", ["=1+1", "+84 9", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_of_a_file_of_ours_is_calculated(cell):
    assert spreadsheet([[cell, "a=b"]], "en").decode("utf-8-sig").lstrip('"').startswith("'")


def row(number: int, name: str, **more: object) -> ReadRow:
    tax = RowTaxCode(**more.pop("tax", {}))  # type: ignore[arg-type]
    anyway = bool(more.pop("anyway", False))
    return ReadRow(number, name, OrganisationFacts(name=name, **more), tax, anyway)  # type: ignore[arg-type]


def compared(*rows: ReadRow, known=()) -> list[tuple[str, ...]]:
    comparing = Comparing()
    for one in rows:
        comparing.add(one)
    comparing.meet(known)
    return [(found.kind.value, *(reason.code for reason in found.reasons)) for found in comparing.rows()]


def test_rows_are_compared_with_those_above_them():
    same_code = {"told": "0100109106", "key": "k"}
    assert compared(
        row(2, "Sấy Việt", website="https://sayviet.vn"),
        row(3, "Say Viet"),
        row(4, "Sấy Việt", website="https://sayviet.vn"),
        row(5, "Gốm Phù Lãng", tax=same_code),
        row(6, "Lụa Nội Duệ", tax=same_code),
    ) == [("new",), ("twin", "same_name"), ("same", "same_row"), ("new",), ("same", "same_row")]


def test_what_is_registered_outweighs_a_row_of_the_file():
    known = build.organisation(name="Sấy Việt", website="https://sayviet.vn")
    assert compared(row(2, "Sấy Việt"), row(3, "Sấy Việt", location="Huế"), known=[known]) == [
        ("twin", "same_name"),
        ("twin", "same_name"),
    ]


def test_a_household_is_known_by_the_key_of_its_number_alone():
    known = build.organisation(name="Hộ Bà Tư", household=True, tax_key="k")
    assert compared(row(2, "Quán Chị Năm", tax={"key": "k", "household": True}), known=[known]) == [
        ("same", "same_organisation")
    ]


def test_who_knows_better_imports_a_twin_anyway_but_never_the_same():
    known = build.organisation(name="Sấy Việt", website=None, tax_key="k")
    assert compared(row(2, "Sấy Việt", anyway=True), row(3, "Khác", anyway=True, tax={"key": "k"}), known=[known]) == [
        ("new", "same_name"),
        ("same", "same_organisation"),
    ]


def test_a_plan_is_read_as_it_was_written_and_is_json():
    taken = (RowReason(code="same_row", row=2),)
    rows = (
        ImportedRow(
            row=2, kind=RowKind.NEW, name="Gốm\u2028", facts=OrganisationFacts(name="Gốm"), tax=RowTaxCode(key="k")
        ),
        ImportedRow(row=3, kind=RowKind.SAME, name='"},\n', reasons=taken),
    )
    for plan in (ImportPlan(unknown_columns=('a"\n', "đ"), rows=rows), ImportPlan()):
        assert ImportPlan.of_json(plan.to_json()) == plan == ImportPlan.model_validate_json(plan.to_json())
