"""The sheet of printed codes as a PDF, made by Typst with the fonts that it brings."""

import io
import json
from pathlib import Path

import segno
import typst

from services.accounts.ports import Sheet

TEMPLATE = Path(__file__).with_suffix(".typ")


def code_sheet_pdf(sheet: Sheet) -> bytes:
    """A4, 24 slips a page. Some tenths of a second for a page: not to be called in a loop of asyncio."""
    return typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"sheet": _described(sheet)}, ignore_system_fonts=True
    )


def _described(sheet: Sheet) -> str:
    slips = [{"code": slip.code, "qr": _qr(slip.address)} for slip in sheet.slips]
    how = {"vi": sheet.how_vi, "en": sheet.how_en}
    return json.dumps({"title": sheet.label, "label": sheet.label, "how": how, "slips": slips})


def _qr(address: str) -> str:
    """Its own quiet zone of two modules; the slip's paper makes up the rest."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2)
    return out.getvalue().decode()
