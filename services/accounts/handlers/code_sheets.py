"""A sheet of printed codes: asked for by organisers and the door, made as a job, handed to who asked for it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from services.accounts.domain.code_batch import IssueCodes
from services.accounts.domain.slip import grouped
from services.accounts.handlers.codes import code_keys, codes_of
from services.accounts.handlers.nouns import JOBS
from services.accounts.ports import PrintedSlip, Sheet
from shared.bus import jobs
from shared.bus.dispatch import AnyHandler, Handler
from shared.bus.jobs import Asked, Job, Made, Runner, Running
from shared.bus.reactions import Send
from shared.contracts.accounts.commands import RequestCodeSheet
from shared.contracts.accounts.events import JobChanged
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.ids import derived_id
from shared.texts import times

KIND = "code-sheet"
KEPT_FOR = timedelta(days=1)
"""Short: until it is printed. Whoever has the sheet has its codes."""
PAGE = "/sign-in/code"
HOW_VI = "Mở {site} hoặc quét mã QR. Mỗi mã cho một người, dùng một lần, đến {until}."
HOW_EN = "Open {site} or scan the QR code. One person, once, until {until}."


def request(job: Job | None, command: RequestCodeSheet, context: Context) -> tuple[Event, ...]:
    """A new job; the same again changes nothing."""
    given = command.model_dump(mode="json", include={"edition_id", "count", "label", "days"})
    asked = Asked(command.job_id, command.tenant_id, KIND, json.dumps(given, sort_keys=True))
    return jobs.ask(JobChanged, job, asked, context)


def code_sheet_runner(send: Send, key: bytes, site: str, pdf: Callable[[Sheet], bytes]) -> Runner:
    """Issues the codes, derived from the job so that a second attempt makes the same, and prints them.

    `key` is what codes are derived from, `site` the public address.
    """

    async def run(running: Running) -> Made:
        job, given = running.job, json.loads(running.job.given)
        batch_id = derived_id("codes", job.job_id)
        codes = codes_of(key, batch_id, given["count"])
        running.progress(0, len(codes))
        issue = IssueCodes(
            batch_id=batch_id,
            tenant_id=job.tenant_id,
            edition_id=given["edition_id"],
            label=given["label"],
            days=given["days"],
            code_keys=code_keys(key, codes),
        )
        await send(issue, derived_id("issue codes", job.job_id), "")
        sheet = sheet_of(codes, given["label"], site, job.asked_at + timedelta(days=given["days"]))
        content = await running.beside(pdf, sheet)
        running.progress(len(codes), len(codes))
        return Made(content, "application/pdf", keep_for=KEPT_FOR)

    return run


def sheet_of(codes: tuple[str, ...], label: str, site: str, until: datetime) -> Sheet:
    """What is printed; the QR code leads to the page with the code filled in."""
    page = site.rstrip("/") + PAGE
    shown = urlsplit(page).netloc + PAGE
    slips = tuple(PrintedSlip(grouped(code), f"{page}?{urlencode({'code': grouped(code)})}") for code in codes)
    return Sheet(
        label,
        HOW_VI.format(site=shown, until=times.moment(until, "vi")),
        HOW_EN.format(site=shown, until=times.moment(until, "en")),
        slips,
    )


COMMANDS: tuple[AnyHandler, ...] = (Handler(RequestCodeSheet, JOBS.noun, request),)
