"""One's own account: what one is called and where one is reached, and the way to everything else that is one's own."""

from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults, refused
from gateway.web.pages import sign_in
from gateway.web.ports import OwnData
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import ReviseProfile
from shared.errors import N_, NotFound

INPUTS = (
    Input("name", ReviseProfile, complete="name"),
    Input(
        "phone", ReviseProfile, wrong=N_("This is no phone number. It looks like 0912 345 678."), complete="tel",
        hint=N_("For calls about your entry; others see it only where you have agreed to that."),
    ),
)  # fmt: skip


async def show(visit: Visit) -> Response:
    """The profile as it stands."""
    return await _page(visit, await own_data_of(visit).profile(visit.viewer, visit.words.language))


async def send(visit: Visit) -> Response:
    """Saves the profile, whole."""
    typed = {name: visit.form.one(name).strip() for name in ("name", "phone", "language")}
    shown = {**await own_data_of(visit).profile(visit.viewer, visit.words.language), **typed}
    if not visit.trusted:
        return await _page(visit, shown, 422, note=visit.words.text(sign_in.STALE))
    if wrong := faults(lambda: _command(visit, typed), INPUTS, visit.words):
        return await _page(visit, shown, 422, wrong)
    command = _command(visit, typed)
    try:
        await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        return await _page(visit, shown, sign_in.status_of(refusal), refused(refusal, INPUTS), refusal.message)
    visit.site.people.forget(visit.viewer)
    return visit.on(addresses.with_query(addresses.ACCOUNT, saved="yes"))


def own_data_of(visit: Visit) -> OwnData:
    """What the services hold of the viewer."""
    if visit.site.own_data is None:
        raise NotFound
    return visit.site.own_data


def _command(visit: Visit, typed: dict[str, str]) -> ReviseProfile:
    given = {**typed, "phone": typed["phone"] or None, "language": typed["language"] or visit.words.language}
    return ReviseProfile.model_validate({"person_id": visit.viewer.id, **given})


async def _page(
    visit: Visit, shown: dict[str, Any], status: int = 200, wrong: dict[str, str] | None = None, note: str = ""
) -> Response:
    data = await visit.ask("account")
    saved = status == 200 and visit.asked("saved") == "yes"
    return visit.in_zone_of(data).page(
        "account", data, status, inputs=INPUTS, shown=shown, wrong=wrong or {}, note=note, saved=saved,
        form_id=minted(""),
    )  # fmt: skip
