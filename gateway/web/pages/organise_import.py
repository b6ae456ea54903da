"""Startups from a file: uploaded here, planned as a job, looked at and adopted on the job's own page."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.ports import Imports
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import RequestOrganisationImport
from shared.errors import N_, NotFound

NO_FILE = N_("Choose a file first.")
CSV = "text/csv; charset=utf-8"


def imports_of(visit: Visit) -> Imports:
    """What knows of imports. Raises `NotFound` where the pages stand without."""
    if visit.site.imports is None:
        raise NotFound
    return visit.site.imports


async def show(visit: Visit) -> Response:
    """The form."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Uploads the file, asks for the import, and goes on to where its progress is shown."""
    tenant_id = (await organised(visit))["tenantId"]
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    if not visit.form.file:
        return await _page(visit, 422, visit.words.text(NO_FILE))
    try:
        brought = await imports_of(visit).upload(visit.viewer, tenant_id, visit.form.file, visit.words.language)
        form_id = minted(visit.form.one("form_id"))
        asked = RequestOrganisationImport(
            job_id=form_id, tenant_id=tenant_id, upload_id=brought.upload_id, sha256=brought.sha256
        )
        sent = await visit.send(asked, command_id(form_id, asked))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.job(asked.job_id), sent)


async def template(visit: Visit) -> Response:
    """An empty file with the columns' names."""
    return _file(await imports_of(visit).template(visit.words.language), "startups.csv")


async def rows(visit: Visit) -> Response:
    """The rows of a kind, as a file to mend."""
    kind = visit.asked("kind")
    content = await imports_of(visit).rows(visit.viewer, visit.place("job_id"), kind, visit.words.language)
    return _file(content, f"startups-{kind}.csv")


def _file(content: bytes, name: str) -> Response:
    return Response(content, media_type=CSV, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    await organised(visit)
    data = await visit.ask("around")
    return visit.page("organise_import", data, status, refusal=refusal, form_id=minted(""))
