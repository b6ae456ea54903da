"""Imports on the real parts: accounts joined as it is, its jobs worked when the test says so."""

import hashlib
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from services.accounts.domain.organisation import Organisation
from services.accounts.handlers import TIMED
from services.accounts.handlers.nouns import JOBS
from services.accounts.main import joined, runners
from services.accounts.ports import Upload
from services.accounts.settings import Settings
from services.accounts.store import MongoOrganisationsOfTenant
from shared.auth import Actor
from shared.bus.itself import as_itself
from shared.bus.jobs import Job, JobWorker
from shared.bus.oplog_guard import OplogGuard
from shared.bus.sweeping import Sweeper
from shared.clock import Clock
from shared.contracts.accounts.commands import AdoptImport, CancelJob, RequestOrganisationImport
from shared.contracts.accounts.imports import ImportPlan
from shared.ids import new_id
from shared.mongo import Database
from tests.builders import accounts as build
from tests.builders.actors import EVERY_SCOPE, NOBODY, ORGANISER

JOB = "job-import-01"
ROWS = "\n".join(
    (
        "Tên;Mã số thuế;Trang web;Tỉnh/Thành phố;Ghi chú",
        "Sấy Việt;100109106;sayviet.vn;Bắc Ninh;x",
        "Hộ Bà Tư;001186000123;;Bắc Ninh;",
        "Nam Viet;;;Bắc Ninh;",
        "Sấy Việt JSC;0100109106;;;",
        ";;khong co;;",
        "Gốm Phù Lãng;;https://gomphulang.vn;Bắc Ninh;",
    )
)
"""Two new, one household among them; a twin of what is registered, the same code again, two wrong things, a new one."""


def settings_at(mongo: str, kafka: str, folder: Any) -> Settings:
    return Settings(mongo=mongo, kafka=kafka, data=folder)


@dataclass
class Imports:
    """One process of accounts."""

    parts: Any
    settings: Settings
    database: Database
    clock: Clock

    async def ask(self, command: Any, actor: Actor = ORGANISER) -> Any:
        return await self.parts.execute(command, actor, new_id(), "", self.clock.now())

    async def upload(self, content: bytes, actor: Actor = ORGANISER, upload_id: str = "upload-00001") -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        until = self.clock.now().replace(year=self.clock.now().year + 1)
        kept = Upload(upload_id, build.TENANT, actor.id, sha256, content, until)
        await self.parts.files.uploads.put(kept)
        return sha256

    async def request(
        self, content: bytes | str = ROWS, job_id: str = JOB, actor: Actor = ORGANISER, upload_id: str = "upload-00001"
    ) -> Job:
        """Uploads, asks, and has it planned."""
        body = content.encode() if isinstance(content, str) else content
        sha256 = await self.upload(body, actor, upload_id)
        asked = RequestOrganisationImport(job_id=job_id, tenant_id=build.TENANT, upload_id=upload_id, sha256=sha256)
        await self.ask(asked, actor)
        await self.worker().work()
        return await self.job(job_id)

    async def adopt(self, job_id: str = JOB, actor: Actor = ORGANISER) -> None:
        await self.ask(AdoptImport(job_id=job_id), actor)

    async def cancel(self, job_id: str = JOB) -> None:
        await self.ask(CancelJob(job_id=job_id))

    def worker(self, send: Any = None) -> JobWorker:
        itself = as_itself("accounts", self.parts.execute, self.clock)
        made = runners(self.settings, self.database, send or itself, self.clock)
        return JobWorker(self.database, JOBS.noun, JOBS.commands, made, itself, self.parts.results, self.clock)

    def sweeper(self) -> Sweeper:
        itself = as_itself("accounts", self.parts.execute, self.clock)
        return Sweeper(self.database, [JOBS.noun], TIMED, itself, self.clock, 0.05, lease_seconds=0.8)

    async def job(self, job_id: str = JOB) -> Job:
        found = await self.parts.jobs.read(job_id)
        assert found is not None
        state: Job = found.state
        return state

    async def result(self, job_id: str = JOB, actor: Actor = ORGANISER) -> bytes:
        found = await self.parts.results.find(job_id, actor.id, self.clock.now())
        assert found is not None
        return bytes(found.content)

    async def plan(self, job_id: str = JOB, actor: Actor = ORGANISER) -> ImportPlan:
        return ImportPlan.model_validate_json(await self.result(job_id, actor))

    async def organisations(self) -> list[Organisation]:
        reads = MongoOrganisationsOfTenant(self.database)
        return [one async for some in reads.all(build.TENANT) for one in some]


@asynccontextmanager
async def importing(settings: Settings, database: Database, clock: Clock):
    guard = OplogGuard(database)
    async with joined(settings, database, guard, clock) as parts:
        await guard.look()
        yield Imports(parts, settings, database, clock)


async def founded(imports: Imports) -> Imports:
    """With a tenant, its organiser's account and one organisation, Nấm Việt."""
    await imports.ask(build.create_tenant(), EVERY_SCOPE)
    await imports.ask(build.register_person(person_id=ORGANISER.id, mail="hanh@example.vn"), NOBODY)
    await imports.ask(build.register_organisation(), ORGANISER)
    return imports


def told(plan: ImportPlan) -> dict[int, tuple[Any, ...]]:
    """Row → kind and the codes of its reasons."""
    return {row.row: (row.kind.value, *(reason.code for reason in row.reasons)) for row in plan.rows}


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
