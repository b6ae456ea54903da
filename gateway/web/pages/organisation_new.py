"""Registering an organisation, with a look at those that are likely the same."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults, refused
from gateway.web.pages.register import STALE
from gateway.web.ports import Twin
from gateway.web.soon import belongs, soon
from gateway.web.twins import likely, unseen
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import RegisterOrganisation
from shared.errors import N_, Kind
from shared.ids import derived_id

INPUTS = (
    Input("name", RegisterOrganisation, hint=N_("As you call yourselves, with or without a company."),
          complete="organization"),
    Input("legal_name", RegisterOrganisation, hint=N_("As it stands in the register of enterprises.")),
    Input("tax_code", RegisterOrganisation, label=N_("Tax code"),
          hint=N_("10 or 13 digits are public. The 12 of a household business are a person's and are shown to nobody."),
          wrong=N_("A tax code has 10, 12 or 13 digits.")),
    Input("website", RegisterOrganisation, "address", complete="url",
          wrong=N_("This is no web address. It looks like sayviet.vn or https://sayviet.vn/en.")),
    Input("country", RegisterOrganisation, "country", complete="country"),
    Input("location", RegisterOrganisation, hint=N_("For example: Bắc Ninh."), complete="address-level1"),
    Input("founded_year", RegisterOrganisation, "year", hint=N_("Four digits, for example 2024.")),
    Input("team_size", RegisterOrganisation, "number", hint=N_("Everybody who works with you now.")),
)  # fmt: skip
Values = dict[str, str]


async def show(visit: Visit) -> Response:
    """An empty form."""
    return await _page(visit, {**dict.fromkeys((one.name for one in INPUTS), ""), "country": "VN"})


async def send(visit: Visit) -> Response:
    """Registers it, once the likely ones have been seen."""
    values = {one.name: visit.form.one(one.name).strip() for one in INPUTS}
    if not visit.trusted:
        return await _page(visit, values, 422, note=visit.words.text(STALE))
    if wrong := faults(lambda: _command(visit, values, "tenant-of-the-form"), INPUTS, visit.words):
        return await _page(visit, values, 422, wrong)
    tenant_id = await _tenant_of(visit)
    if twins := await unseen(visit, tenant_id, values):
        return await _page(visit, values, 200, twins=twins)
    command = _command(visit, values, tenant_id)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, values, 422, refused(refusal, INPUTS), refusal.message)
    await soon(lambda: belongs(visit, command.organisation_id))
    return visit.on(addresses.organisation(command.organisation_id), sent)


async def twins(visit: Visit) -> Response:
    """What is shown while somebody types: a part of a page."""
    typed = {name: visit.asked(name) for name in ("name", "website")}
    return visit.page("twins", {}, twins=await likely(visit, await _tenant_of(visit), typed))


async def _tenant_of(visit: Visit) -> str:
    data = await visit.ask("around")
    return str(data["tenant"]["tenantId"]) if data["tenant"] else ""


def _command(visit: Visit, values: Values, tenant_id: str) -> RegisterOrganisation:
    given: dict[str, Any] = {name: value for name, value in values.items() if value or name == "name"}
    if "website" in given and "://" not in given["website"]:
        given["website"] = f"https://{given['website']}"
    if "tax_code" in given:
        given["tax_code"] = "".join(given["tax_code"].split())
    organisation_id = derived_id("organisation", minted(visit.form.one("form_id")), *sorted(given.values()))
    return RegisterOrganisation.model_validate({"organisation_id": organisation_id, "tenant_id": tenant_id, **given})


async def _page(
    visit: Visit,
    values: Values,
    status: int = 200,
    wrong: dict[str, str] | None = None,
    note: str = "",
    twins: list[Twin] | None = None,
) -> Response:
    data = await visit.ask("around")
    return visit.page(
        "organisation_new", data, status, inputs=INPUTS, values=values, wrong=wrong or {}, note=note,
        twins=twins or [], form_id=minted(visit.form.one("form_id")),
    )  # fmt: skip
