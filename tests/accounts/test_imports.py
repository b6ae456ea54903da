"""Organisations from a file: planned, adopted on the same base, carried out once whatever dies."""

import asyncio
import signal
import sys
from datetime import timedelta

import pytest

from services.accounts.handlers.erasing import clear
from services.accounts.main import remains as remains_of
from shared.bus.itself import as_itself
from shared.bus.jobs.rules import HELD_FOR
from shared.clock import FileClock
from shared.contracts.accounts.commands import (
    RequestCodeSheet,
    RequestOrganisationImport,
    ReviseOrganisation,
    VerifyOrganisation,
)
from shared.contracts.accounts.events import PersonErased
from shared.contracts.accounts.imports import RowKind
from shared.contracts.jobs import BaseMoved, JobExists, JobNotReady, JobOver, JobStatus
from shared.errors import NotFound
from tests.accounts.importing import JOB, ROWS, dumped, founded, importing, settings_at, told
from tests.accounts.test_erasing import heard
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, ORGANISER


@pytest.fixture
async def imports(real_parts, database, tmp_path):
    settings = settings_at(real_parts.mongo, real_parts.kafka, tmp_path)
    async with importing(settings, database, FileClock(tmp_path / "clock")) as made:
        yield await founded(made)
    await database.client.drop_database(f"{database.name}_keys")


def asked(sha256):
    return RequestOrganisationImport(job_id=JOB, tenant_id=build.TENANT, upload_id="upload-00001", sha256=sha256)


@pytest.fixture
def moved(tmp_path):
    """Moves the clock of every process."""
    return lambda by: (tmp_path / "clock").write_text(str(by.total_seconds()))


async def test_a_plan_says_of_each_row_what_becomes_of_it_and_why(imports):
    job = await imports.request()
    plan = await imports.plan()
    assert (job.status, job.done, job.total, job.problems) == (JobStatus.READY, 6, 6, 2)
    assert plan.unknown_columns == ("Ghi chú",)
    assert told(plan) == {
        2: ("new",),
        3: ("new",),
        4: ("twin", "same_name"),
        5: ("same", "same_row"),
        6: ("wrong", "needed", "no_website"),
        7: ("new",),
    }
    assert len(await imports.organisations()) == 1


async def test_what_is_adopted_is_registered_and_is_nobodys_yet(imports):
    await imports.request()
    await imports.adopt()
    await imports.worker().work()
    job, report = await imports.job(), await imports.plan()
    assert (job.status, job.done, job.total, job.problems) == (JobStatus.DONE, 3, 3, 0)
    known = {one.name: one for one in await imports.organisations()}
    assert set(known) == {"Nấm Việt", "Sấy Việt", "Hộ Bà Tư", "Gốm Phù Lãng"}
    saved = known["Sấy Việt"]
    assert (saved.tax_code, saved.website, saved.location) == ("0100109106", "https://sayviet.vn", "Bắc Ninh")
    assert saved.registered_by == f"import:{JOB}"
    done = {row.name: row.organisation_id for row in report.rows if row.kind is RowKind.DONE}
    assert done == {name: one.organisation_id for name, one in known.items() if name != "Nấm Việt"}


async def test_a_households_number_is_written_nowhere_in_the_clear(imports):
    await imports.request()
    assert b"001186000123" not in await imports.result()
    await imports.adopt()
    await imports.worker().work()
    (household,) = (one for one in await imports.organisations() if one.household)
    assert (household.tax_code, household.sealed_tax_code.subject) == (None, ORGANISER.id)
    for name in await imports.database.list_collection_names():
        found = await imports.database[name].find({}).to_list(None)
        assert "001186000123" not in dumped(found), name
        assert not any(b"001186000123" in value for one in found for value in one.values() if type(value) is bytes)


async def test_the_same_file_again_finds_everything_there(imports):
    await imports.request()
    await imports.adopt()
    await imports.worker().work()
    await imports.request(job_id="job-import-02")
    plan = await imports.plan("job-import-02")
    assert {row: kind for row, (kind, *_) in told(plan).items()} == {
        2: "same", 3: "same", 4: "twin", 5: "same", 6: "wrong", 7: "same",
    }  # fmt: skip


CHANGES = {
    "registers": build.register_organisation(organisation_id="organisation-02", name="Khác", website=None),
    "revises": ReviseOrganisation(organisation_id=build.ORGANISATION, name="Nấm Việt 2"),
    "verifies": VerifyOrganisation(organisation_id=build.ORGANISATION),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_an_import_is_refused_when_somebody(imports, change):
    await imports.request()
    await imports.ask(CHANGES[change])
    with pytest.raises(BaseMoved):
        await imports.adopt()
    job = await imports.job()
    assert (job.status, (await imports.plan()).count(RowKind.NEW)) == (JobStatus.READY, 3)


async def test_an_organisation_of_another_tenant_moves_no_base(imports):
    await imports.request()
    await imports.ask(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    other = build.register_organisation(organisation_id="organisation-03", tenant_id=build.OTHER_TENANT)
    await imports.ask(other, EVERY_SCOPE)
    await imports.adopt()
    assert (await imports.job()).status is JobStatus.WAITING


async def test_asked_twice_it_is_one_and_another_file_under_its_id_is_refused(imports):
    first = await imports.request()
    assert await imports.request() == first
    with pytest.raises(JobExists):
        await imports.request("Tên\nKhác")


async def test_adopted_twice_it_is_done_once(imports):
    await imports.request()
    await imports.adopt()
    await imports.adopt()
    await imports.worker().work()
    await imports.adopt()
    assert len(await imports.organisations()) == 4


async def test_what_was_stopped_is_not_adopted(imports):
    await imports.request()
    await imports.cancel()
    with pytest.raises(JobOver):
        await imports.adopt()
    with pytest.raises(NotFound):
        await imports.adopt("job-of-nobody")


async def test_another_kind_of_job_is_not_adopted(imports):
    await imports.ask(RequestCodeSheet(job_id=JOB, tenant_id=build.TENANT, count=1, label="Cổng chính"))
    with pytest.raises(NotFound):
        await imports.adopt()


OUTCOMES = {
    "no_rows": "Tên;Trang web\n;\n",
    "no_name_column": "Ghi chú;x\na;b\n",
    "unreadable_file": b"PK\x03\x04 no archive",
    "too_many_rows": "Tên\n" + "x\n" * 10_001,
}


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_a_file_that_is_none_is_refused_in_a_word(imports, outcome):
    job = await imports.request(OUTCOMES[outcome])
    assert (job.status, job.outcome) == (JobStatus.REFUSED, f"accounts.{outcome}")


async def test_a_file_that_is_no_longer_there_is_asked_for_again(imports):
    sha256 = await imports.upload(ROWS.encode())
    await imports.parts.files.uploads.drop_of(ORGANISER.id)
    await imports.ask(asked(sha256))
    with pytest.raises(JobNotReady):
        await imports.adopt()
    await imports.worker().work()
    job = await imports.job()
    assert (job.status, job.outcome) == (JobStatus.REFUSED, "accounts.upload_gone")


async def test_another_file_is_not_read_in_the_place_of_the_one_that_was_meant(imports):
    await imports.upload(ROWS.encode())
    await imports.ask(asked("0" * 64))
    await imports.worker().work()
    assert (await imports.job()).outcome == "accounts.upload_gone"


async def test_a_code_that_somebody_registers_meanwhile_is_told_and_the_rest_is_done(imports):
    await imports.request()
    await imports.adopt()
    taken = build.register_organisation(organisation_id="organisation-04", name="Khác", tax_code="0100109106")
    await imports.ask(taken)
    await imports.worker().work()
    job, report = await imports.job(), await imports.plan()
    assert (job.status, job.problems, report.count(RowKind.DONE)) == (JobStatus.DONE, 1, 2)
    assert told(report)[2] == ("wrong", "tax_code_taken")


async def test_of_who_is_erased_no_file_and_no_plan_is_left(imports):
    await imports.request()
    await imports.request(job_id="job-import-02", actor=EVERY_SCOPE, upload_id="upload-00002")
    send = as_itself("accounts", imports.parts.execute, imports.clock)
    remains = remains_of(imports.settings, imports.database, send, imports.clock)
    await clear(heard(PersonErased(person_id=ORGANISER.id, tenant_id=build.TENANT)), remains)
    left = await imports.database["uploads"].distinct("uploaded_by")
    assert (left, await imports.parts.results.ids()) == ([EVERY_SCOPE.id], ["job-import-02"])
    assert await imports.parts.files.uploads.find("upload-00001", ORGANISER.id, imports.clock.now()) is None


async def test_a_clients_import_keeps_no_persons_number(imports):
    job = await imports.request(actor=EVERY_SCOPE)
    assert job.status is JobStatus.READY
    await imports.adopt(actor=EVERY_SCOPE)
    await imports.worker().work()
    (household,) = (one for one in await imports.organisations() if one.household)
    assert household.sealed_tax_code is None


MANY = 120


async def test_a_worker_killed_while_it_registers_leaves_none_out_and_none_twice(imports, real_parts, tmp_path, moved):
    await imports.request("Tên;Trang web\n" + "".join(f"Tổ {n:03};to{n:03}.vn\n" for n in range(MANY)))
    await imports.adopt()
    database = imports.database.name
    dying = ("-m", "tests.accounts.import_worker", real_parts.mongo, real_parts.kafka, database, str(tmp_path), "70")
    process = await asyncio.create_subprocess_exec(sys.executable, *dying)
    assert await process.wait() == -signal.SIGKILL
    assert 1 < len(await imports.organisations()) < MANY + 1
    moved(HELD_FOR + timedelta(seconds=2))
    await imports.sweeper().sweep()
    await imports.worker().work()
    job, known = await imports.job(), await imports.organisations()
    assert (job.status, job.done, job.tries) == (JobStatus.DONE, MANY, 2)
    assert sorted(one.name for one in known) == ["Nấm Việt", *(f"Tổ {n:03}" for n in range(MANY))]
    assert (await imports.plan()).count(RowKind.DONE) == MANY
