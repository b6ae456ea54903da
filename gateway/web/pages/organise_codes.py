"""Printed sign-in codes: an organiser or the door asks for a sheet, and takes it away from the page of its job."""

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit, prints, roles_at
from shared.contracts.accounts.commands import RequestCodeSheet
from shared.errors import N_, Forbidden, NotFound
from shared.ids import is_id

INPUTS = (
    Input("count", RequestCodeSheet, "number", hint=N_("24 fit on a page.")),
    Input("label", RequestCodeSheet, hint=N_("So that people know what it is for, as “Techfest Bắc Ninh, gate A”.")),
    Input("days", RequestCodeSheet, "number", hint=N_("From now on. Whoever has come in stays in for seven days.")),
)
BEGIN = {"count": "24", "label": "", "days": "7", "edition_id": ""}


async def show(visit: Visit) -> Response:
    """The form."""
    data, tenant = await _printing(visit)
    label = visit.words.said(data["edition"]["name"] if data["edition"] else tenant["name"])
    return _page(visit, data, {**BEGIN, "label": str(label)})


async def send(visit: Visit) -> Response:
    """Asks for a sheet, and goes to where it is made."""
    data, tenant = await _printing(visit)
    values = {name: visit.form.one(name).strip() for name in BEGIN}
    if not visit.trusted:
        return _page(visit, data, values, 422, refusal=visit.words.text(STALE))
    if wrong := faults(lambda: _command(visit, tenant, values), INPUTS, visit.words):
        return _page(visit, data, values, 422, wrong)
    try:
        command = _command(visit, tenant, values)
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except ValidationError:
        raise NotFound from None
    except Refused as refusal:
        return _page(visit, data, values, status_of(refusal), refusal=refusal.message)
    return visit.on(addresses.job(command.job_id), sent)


async def sheet(visit: Visit) -> Response:
    """The sheet as a file, for who asked for it and while it is kept."""
    job_id = visit.place("job_id")
    if visit.site.made is None or not is_id(job_id):
        raise NotFound
    content = await visit.site.made.file(visit.viewer, job_id, visit.words.language)
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="techfest-codes.pdf"'}
    return Response(content, 200, headers, "application/pdf")


def _command(visit: Visit, tenant: Data, values: dict[str, str]) -> RequestCodeSheet:
    job_id = minted(visit.form.one("form_id"))
    given = {**values, "edition_id": values["edition_id"] or None}
    return RequestCodeSheet.model_validate({"job_id": job_id, "tenant_id": tenant["tenantId"], **given})


async def _printing(visit: Visit) -> tuple[Data, Data]:
    """The pages' tenant, for who has codes printed in it. Raises `Forbidden`."""
    data = await visit.ask("around")
    tenant: Data | None = data["tenant"]
    if tenant is None or not any(map(prints, roles_at(visit.viewer, tenant))):
        raise Forbidden
    return data, tenant


def _page(
    visit: Visit,
    data: Data,
    values: dict[str, str],
    status: int = 200,
    wrong: dict[str, str] | None = None,
    refusal: str = "",
) -> Response:
    return visit.in_zone_of(data).page(
        "organise_codes", data, status, inputs=INPUTS, values=values, wrong=wrong or {}, refusal=refusal,
        everywhere=_everywhere(visit), form_id=minted(""),
    )  # fmt: skip


def _everywhere(visit: Visit) -> bool:
    """Whether the viewer may hand them out in every edition; else the form names one."""
    return any(prints(role) and role.edition_id is None for role in visit.viewer.roles)
