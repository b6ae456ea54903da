"""A sheet of printed codes: every slip can be read, by people and by a phone, and signs in."""

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import segno

from services.accounts.handlers.code_sheets import code_sheet_runner, request, sheet_of
from services.accounts.handlers.codes import codes_of
from services.accounts.store.code_sheet import _described, code_sheet_pdf
from shared.auth import service_actor
from shared.bus.jobs import Job, Running, Stopped
from shared.bus.jobs.state import JobHeld
from shared.contracts.accounts.commands import RequestCodeSheet
from shared.contracts.accounts.events import CodesIssued, JobChanged
from tests.accounts.doors import KEY, opened
from tests.builders import accounts as build
from tests.builders.contexts import context
from tests.builders.registration import DURING

SITE = "https://techfest.example"
ASKED = RequestCodeSheet(job_id="job-codes-001", tenant_id=build.TENANT, count=5, label="Cổng chính, tầng 2")


def job():
    told, held = request(None, ASKED, context())
    assert isinstance(told, JobChanged)
    assert isinstance(held, JobHeld)
    assert (told.kind, told.status) == ("code-sheet", "waiting")
    return Job("job-codes-001", build.TENANT, "code-sheet", "person-hanh-04", DURING, DURING, given=held.given)


@pytest.fixture
def pool():
    with ThreadPoolExecutor(1) as made:
        yield made


async def run(doors, pool, pdf=lambda sheet: repr(sheet).encode()):
    async def send(command, command_id, _):
        itself = service_actor("accounts")
        return await doors.service.dispatcher.execute(command, itself, command_id, "", doors.now)

    runner = code_sheet_runner(send, KEY, SITE, pdf)
    running = Running(job(), pool)
    return await runner(running), running


async def test_the_codes_of_a_sheet_sign_in(pool):
    doors = await opened()
    made, running = await run(doors, pool)
    assert (made.media_type, made.base, running.reached.done) == ("application/pdf", None, 5)
    codes = re.findall(r"code='([0-9A-Z-]{14})'", made.content.decode())
    assert len(set(codes)) == 5
    for code in codes:
        assert await doors.slip(code)


async def test_a_second_attempt_makes_the_same_sheet_and_no_second_batch(pool):
    doors = await opened()
    first, _ = await run(doors, pool)
    second, _ = await run(doors, pool)
    assert second.content == first.content
    assert [e.count for e in doors.service.told() if isinstance(e, CodesIssued)] == [5]


async def test_a_sheet_that_is_stopped_makes_nothing(pool):
    runner = code_sheet_runner(None, KEY, SITE, repr)  # type: ignore[arg-type]
    running = Running(replace(job()), pool)
    running.stop()
    with pytest.raises(Stopped):
        await runner(running)


def test_a_slip_says_where_to_go_and_until_when_in_both_languages():
    sheet = sheet_of(codes_of(KEY, "batch-0001", 2), "Cổng chính", SITE, DURING)
    assert sheet.how_vi == (
        "Mở techfest.example/sign-in/code hoặc quét mã QR. Mỗi mã cho một người, dùng một lần, đến 17:00, 27/10/2026."
    )
    assert sheet.how_en == (
        "Open techfest.example/sign-in/code or scan the QR code. One person, once, until 27 Oct 2026, 17:00."
    )
    assert all(slip.address == f"{SITE}/sign-in/code?code={slip.code}" for slip in sheet.slips)


def sheet(count, label="x"):
    return sheet_of(codes_of(KEY, "batch-0001", count), label, SITE, DURING)


def test_a_sheet_is_a_pdf_with_a_page_for_each_24_slips():
    pages = {n: len(re.findall(rb"/Type ?/Page\b", code_sheet_pdf(sheet(n)))) for n in (1, 24, 25)}
    assert pages == {1: 1, 24: 1, 25: 2}


def test_the_sheet_brings_the_fonts_of_its_texts():
    pdf = code_sheet_pdf(sheet(1, "Trưng bày, kết nối: ằẵặổỗộừữự"))
    fonts = {name.split(b"+")[-1].split(b"-")[0] for name in re.findall(rb"/BaseFont ?/([^/\s]+)", pdf)}
    assert fonts == {b"LibertinusSerif", b"DejaVuSansMono"}


def test_a_phone_reads_the_address_of_each_slip():
    (slip,) = json.loads(_described(sheet_of(codes_of(KEY, "b", 1), "x", SITE, DURING)))["slips"]
    out = io.BytesIO()
    segno.make(f"{SITE}/sign-in/code?code={slip['code']}", error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=2
    )
    assert slip["qr"] == out.getvalue().decode()


@pytest.mark.parametrize(
    "label", ["مدخل 3 (א) 🦋", "﷽" * 80, '#panic("x")', "*bold* $x$ <a> @b \\", '"quoted" & {braces}', "x" * 80]
)
def test_a_label_is_printed_as_it_is_written(label):
    assert code_sheet_pdf(sheet_of(codes_of(KEY, "b", 1), label, SITE, DURING)).startswith(b"%PDF")
