"""Organisations from a file: asked for, planned as a job, adopted unless they have changed, carried out."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from services.accounts.domain import imported
from services.accounts.domain.import_plan import Comparing
from services.accounts.domain.imported import ImportOrganisation
from services.accounts.domain.person import Person
from services.accounts.handlers.import_rows import Columns, RowReader, Seal
from services.accounts.handlers.nouns import JOBS, ORGANISATION
from services.accounts.handlers.organisations import TAX_CODE
from services.accounts.ports import Needs, OrganisationsOfTenant, Table, Upload, Uploads, Vault
from shared.auth import Actor
from shared.bus import jobs
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.jobs import Asked, Job, Made, Runner, Running
from shared.bus.patience import patiently
from shared.bus.ports import Reads
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.accounts.commands import AdoptImport, RequestOrganisationImport
from shared.contracts.accounts.events import JobChanged
from shared.contracts.accounts.imports import IMPORT_KIND, ImportedRow, ImportPlan, RowKind, RowReason
from shared.contracts.accounts.refusals import TaxCodeTaken, UploadGone
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.personal import PersonText
from shared.errors import NotFound
from shared.ids import derived_id
from shared.sealing import seal

PLAN_KEPT_FOR = timedelta(days=1)
"""As long as the file that it was made from."""
REPORT_KEPT_FOR = timedelta(days=7)
AT_ONCE = 16
"""Rows that are registered at the same time: they share their saves, and hold the loop for some milliseconds."""
SAID_EVERY = 50
"""Rows between two signs of progress."""


def request(job: Job | None, command: RequestOrganisationImport, context: Context) -> tuple[Event, ...]:
    """A new job; the same again changes nothing."""
    given = command.model_dump(mode="json", include={"upload_id", "sha256"})
    asked = Asked(command.job_id, command.tenant_id, IMPORT_KIND, json.dumps(given, sort_keys=True))
    return jobs.ask(JobChanged, job, asked, context)


async def base_now(command: AdoptImport, _: Actor, needs: Needs) -> str | None:
    """What the tenant's organisations are now; nothing where there is no such import."""
    found = await needs.jobs.read(command.job_id)
    return await needs.of_tenant.base(found.state.tenant_id) if found else None


def adopt(job: Job | None, command: AdoptImport, context: Context, base: str | None) -> tuple[Event, ...]:
    """It is to be carried out, if nobody has registered or changed an organisation since it was planned."""
    if job is None or job.kind != IMPORT_KIND:
        raise NotFound
    return jobs.adopt(JobChanged, job, context, base)


@dataclass(frozen=True, slots=True)
class Importing:
    """What an import stands on. `read_table` takes seconds, and is called beside the loop."""

    uploads: Uploads
    of_tenant: OrganisationsOfTenant
    people: Reads[Person]
    vault: Vault
    tax_key: Callable[[str], str]
    read_table: Callable[[bytes], Table]
    send: Send
    clock: Clock


def import_runner(on: Importing) -> Runner:
    """Plans what the file would change; adopted, registers what is new. Both may be done again from the beginning."""

    async def run(running: Running) -> Made:
        if running.job.adopted:
            return await _carry_out(on, running)
        return await _plan(on, running)

    return run


async def _plan(on: Importing, running: Running) -> Made:
    """The base is taken before anything is read: whatever changes while it is, adopting is refused."""
    job = running.job
    upload = await _upload(on, job)
    base = await on.of_tenant.base(job.tenant_id)
    table = await running.beside(on.read_table, upload.content)
    reader = RowReader(Columns(table.header), on.tax_key, await _sealing(on, job.requested_by))
    comparing = await running.beside(_read, table, reader, running)
    async for some in on.of_tenant.all(job.tenant_id):
        await running.beside(comparing.meet, some)
        running.progress(*running.reached)
    plan = await running.beside(_planned, comparing, reader.columns, job.job_id)
    running.progress(len(plan.rows), len(plan.rows), plan.count(RowKind.WRONG) + plan.count(RowKind.TWIN))
    return Made(await running.beside(plan.to_json), keep_for=PLAN_KEPT_FOR, base=base)


async def _upload(on: Importing, job: Job) -> Upload:
    given = json.loads(job.given)
    found = await on.uploads.find(given["upload_id"], job.requested_by, on.clock.now())
    if found is None or (found.tenant_id, found.sha256) != (job.tenant_id, given["sha256"]):
        raise UploadGone
    return found


async def _sealing(on: Importing, subject: str) -> Seal:
    """Under the key of who imports; what a client brings is not kept."""
    if await on.people.read(subject) is None:
        return lambda _: None
    key = await on.vault.key_to_seal(subject)
    return lambda code: PersonText(subject=subject, sealed=seal(key, subject, TAX_CODE, code))


def _read(table: Table, reader: RowReader, running: Running) -> Comparing:
    comparing = Comparing()
    for done, row in enumerate(table.rows):
        if done % SAID_EVERY == 0:
            running.progress(done, len(table.rows), comparing.wrong)
        comparing.add(reader.read(row))
    return comparing


def _planned(comparing: Comparing, columns: Columns, job_id: str) -> ImportPlan:
    rows = (_with_id(row, job_id) if row.kind is RowKind.NEW else row for row in comparing.rows())
    return ImportPlan(unknown_columns=columns.unknown, rows=tuple(rows))


def _with_id(row: ImportedRow, job_id: str) -> ImportedRow:
    """Derived, so that no attempt registers a row a second time."""
    return row.model_copy(update={"organisation_id": derived_id("imported organisation", job_id, str(row.row))})


async def _carry_out(on: Importing, running: Running) -> Made:
    if running.plan is None:
        raise UploadGone
    plan = await running.beside(ImportPlan.of_json, running.plan)
    todo = [at for at, row in enumerate(plan.rows) if row.kind is RowKind.NEW]
    rows, problems = list(plan.rows), 0
    for done in range(0, len(todo), AT_ONCE):
        running.progress(done, len(todo), problems)
        some = todo[done : done + AT_ONCE]
        for at, after in zip(
            some, await asyncio.gather(*(_register(on, running.job, rows[at]) for at in some)), strict=True
        ):
            rows[at], problems = after, problems + (after.kind is RowKind.WRONG)
    running.progress(len(todo), len(todo), problems)
    report = plan.model_copy(update={"rows": tuple(rows)})
    return Made(await running.beside(report.to_json), keep_for=REPORT_KEPT_FOR)


async def _register(on: Importing, job: Job, row: ImportedRow) -> ImportedRow:
    """The row with what became of it; the facts stand in the organisation now."""
    assert row.organisation_id is not None, "a row that is new was planned with one"
    assert row.facts is not None, "a row that is new was planned with its facts"
    command = ImportOrganisation(
        organisation_id=row.organisation_id, tenant_id=job.tenant_id, job_id=job.job_id, facts=row.facts, tax=row.tax
    )
    try:
        await patiently(lambda: on.send(command, command.organisation_id, ""))
    except TaxCodeTaken:
        taken = (RowReason(code="tax_code_taken", column="tax_code"),)
        return ImportedRow(row=row.row, kind=RowKind.WRONG, name=row.name, reasons=taken)
    return ImportedRow(
        row=row.row, kind=RowKind.DONE, name=row.name, organisation_id=row.organisation_id, reasons=row.reasons
    )


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(RequestOrganisationImport, JOBS.noun, request),
    PreparedHandler(AdoptImport, JOBS.noun, adopt, base_now),
    Handler(ImportOrganisation, ORGANISATION, imported.register),
)
