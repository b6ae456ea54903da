"""A mailed invitation: what it is to and by whom, and one button. Opening the link changes nothing."""

from dataclasses import replace

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages import sign_in
from gateway.web.ports import Invitations, ShownInvitation, SignedIn
from gateway.web.soon import belongs, soon
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import AcceptInvitation
from shared.contracts.accounts.roles import RoleName
from shared.errors import NotFound


async def show(visit: Visit) -> Response:
    """What it is to."""
    try:
        return await _page(visit, await _shown(visit))
    except Refused as refusal:
        return await _page(visit, None, sign_in.status_of(refusal), refusal.message)


async def send(visit: Visit) -> Response:
    """Accepts with the account that is signed in; who is not comes in by the link itself."""
    try:
        shown = await _shown(visit)
    except Refused as refusal:
        return await _page(visit, None, sign_in.status_of(refusal), refusal.message)
    if not visit.trusted:
        return await _page(visit, shown, 422, visit.words.text(sign_in.STALE))
    try:
        return await (_accept(visit, shown) if visit.viewer.signed_in else _enter(visit, shown))
    except Refused as refusal:
        return await _page(visit, shown, sign_in.status_of(refusal), refusal.message)


async def _accept(visit: Visit, shown: ShownInvitation) -> Response:
    try:
        command = AcceptInvitation.model_validate({"invitation_id": shown.invitation_id, "token": _token(visit)})
    except ValidationError:
        raise NotFound from None
    sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    await _kept(visit, visit.session, shown)
    return visit.on(_goal(shown), sent)


async def _enter(visit: Visit, shown: ShownInvitation) -> Response:
    name = visit.form.one("name").strip() or None
    come = await _invitations(visit).enter(_token(visit), name, visit.words.language)
    if not isinstance(come, SignedIn):
        return sign_in.entered(visit, come, addresses.with_query(addresses.INVITATION, token=_token(visit)))
    await _kept(visit, come.session, shown)
    return sign_in.entered(visit, come, _goal(shown))


async def _kept(visit: Visit, session: str, shown: ShownInvitation) -> None:
    """Waits until what the invitation promised is known here: it follows the acceptance."""

    async def known() -> bool:
        return await _has(replace(visit, viewer=await visit.site.sessions.viewer(session)), shown)

    await soon(known)


async def _has(visit: Visit, shown: ShownInvitation) -> bool:
    if organisation_id := shown.role.get("organisation_id"):
        return await belongs(visit, organisation_id)
    return any(role.model_dump(mode="json").items() >= shown.role.items() for role in visit.viewer.roles)


async def _shown(visit: Visit) -> ShownInvitation:
    return await _invitations(visit).look(_token(visit) or "-", visit.words.language)


def _invitations(visit: Visit) -> Invitations:
    if visit.site.invitations is None:
        raise NotFound
    return visit.site.invitations


def _token(visit: Visit) -> str:
    return visit.form.one("token") or visit.asked("token")


def _goal(shown: ShownInvitation) -> str:
    """Where somebody with the new role goes on."""
    organisation_id = shown.role.get("organisation_id")
    if organisation_id:
        return addresses.organisation(organisation_id)
    if shown.role["name"] == RoleName.ORGANISER:
        return addresses.ORGANISE
    return addresses.with_query(addresses.HOME, role=shown.role["name"])


async def _page(visit: Visit, shown: ShownInvitation | None, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("around")
    return visit.page(
        "invitation", data, status, shown=shown, refusal=refusal, token=_token(visit),
        typed_name=visit.form.one("name"), form_id=minted(""),
    )  # fmt: skip
