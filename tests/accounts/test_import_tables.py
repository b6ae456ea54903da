"""Files as people save them: encodings, separators, workbooks, and what only looks like one."""

import io
import unicodedata
import zipfile
from datetime import date

import openpyxl
import pytest

from services.accounts.ports import FORMULA
from services.accounts.store import look, read_table
from services.accounts.store.workbooks import MOST_PARTS
from shared.contracts.accounts.refusals import NoNameColumn, NoRows, TooManyRows, UnreadableFile

TEXT = "Tên;Mã số thuế;Tỉnh/Thành phố\r\nĐệ Nhất Gốm;0100109106;Bắc Ninh\r\nỞ Đây Ướp Trà;;Hà Nội\r\n"
CELLS = [("Đệ Nhất Gốm", "0100109106", "Bắc Ninh"), ("Ở Đây Ướp Trà", "", "Hà Nội")]


TONES = "\u0300\u0301\u0303\u0309\u0323"


def old_windows(text: str) -> bytes:
    """As Vietnamese Windows wrote: letters of the code page, with their tone marks behind."""
    out = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in TONES))
        out += bare + "".join(sign for sign in apart if sign in TONES)
    return out.encode("cp1258")


WRITTEN = {
    "utf-8": TEXT.encode(),
    "utf-8 with its mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
    "tabs": TEXT.replace(";", "\t").encode("utf-16"),
    "commas": TEXT.replace(";", ",").encode(),
    "says its separator": ("sep=;\r\n" + TEXT).encode(),
    "lines of unix": TEXT.replace("\r\n", "\n").encode(),
    "a title above": ("Danh sách năm 2026;;\r\n;;\r\n" + TEXT).encode(),
    "apart": TEXT.replace("ệ", "e\u0302\u0323").encode(),
    "kept from being a number": TEXT.replace("0100109106", '"=""0100109106"""').encode(),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_table_of_text_is_read_however_it_was_written(how):
    table = read_table(WRITTEN[how])
    assert table.header == ("Tên", "Mã số thuế", "Tỉnh/Thành phố")
    assert [row.cells for row in table.rows] == CELLS


def test_what_old_windows_wrote_is_read():
    text = "Tên;Tỉnh\nSấy Việt;Bắc Ninh\n"
    assert [row.cells for row in read_table(old_windows(text)).rows] == [("Sấy Việt", "Bắc Ninh")]
    western = "Name;City\nCafé Müller;Besançon\n"
    assert [row.cells for row in read_table(western.encode("cp1252")).rows] == [("Café Müller", "Besançon")]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    table = read_table('Tên\n"hai\ndòng"\n\nbốn'.encode())
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("hai\ndòng",)), (4, ("bốn",))]


def workbook(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_and_no_formula_is_believed():
    made = workbook(
        ["Tên", "MST", "Ngày thành lập", "Năm"],
        ["Gốm", 100109106, date(2021, 3, 15), 2021.0],
        [],
        ["=1+1", None, None, "=A2"],
    )
    table = read_table(made)
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("Gốm", "100109106", "2021-03-15", "2021")),
        (4, (FORMULA, "", "", FORMULA)),
    ]


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def replaced(content, name, part):
    """A workbook with another part in place of one of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, part if one == name else old.read(one))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + "ha" * 50
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 30}">' for n in range(6))
    + "]><worksheet><sheetData>&g;</sheetData></worksheet>"
)
NONE = {
    "an archive of something else": archive(word__document_xml="<x/>"),
    "an archive broken off": workbook(["Tên"], ["x"])[:300],
    "a bomb": archive(xl__workbook_xml="<x/>", bomb=b"\0" * 70_000_000),
    "parts without end": archive(xl__workbook_xml="<x/>", **{f"p{n}": "" for n in range(MOST_PARTS)}),
    "entities of entities": replaced(workbook(["Tên"], ["x"]), SHEET, LAUGHS),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "a document": b"%PDF-1.7\n\x00\x01\x02",
    "a cell without end": ('Tên\n"' + "x" * 200_000).encode(),
}


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_table_is_refused(what):
    with pytest.raises(UnreadableFile):
        read_table(NONE[what])


def test_what_is_no_text_is_seen_at_its_beginning():
    for what in ("a picture", "a document"):
        with pytest.raises(UnreadableFile):
            look(NONE[what])
    look(TEXT.encode() + "ệ".encode()[:1])


def test_a_file_without_names_rows_or_measure_is_refused():
    with pytest.raises(NoNameColumn):
        read_table(b"a;b\n1;2\n")
    with pytest.raises(NoNameColumn):
        read_table(b"")
    with pytest.raises(NoRows):
        read_table("Tên;b\n;\n".encode())
    with pytest.raises(TooManyRows):
        read_table(("Tên\n" + "x\n" * 10_001).encode())


def test_a_sheet_whose_last_row_is_far_away_is_refused():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["A900000"] = "Tên", "x"
    book.save(out)
    with pytest.raises(TooManyRows):
        read_table(out.getvalue())
