"""An organisation: what is public of it, who belongs to it, and asking to join, letting in, leaving."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import is_one_at
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Visit
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.places import Places
from shared.errors import N_, NotFound

SAID = {
    "join": N_("You have asked to join. Its administrators see it now."),
    "leave": N_("You have left. If that was a mistake, ask to join again."),
    "decline": N_("Declined. The person may ask again."),
    "end": N_("Taken out. The person may ask to join again."),
    "admit": N_("Let in."),
    "promote": N_("Now an administrator, too."),
    "demote": N_("A member now."),
    "verify": N_("Marked as verified."),
    "unverify": N_("No longer marked as verified."),
    "invite": N_("The invitation is on its way. It holds for 14 days."),
}
NO_MAIL = N_("This is no mail address. It looks like hanh@sayviet.vn.")


async def show(visit: Visit) -> Response:
    """As much as one may see; who sees nothing of it may still ask to join."""
    return await _page(visit, said=visit.words.text(SAID[done]) if (done := visit.asked("done")) in SAID else "")


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    try:
        command = ACTIONS[action](visit)
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except ValidationError:
        return await _page(visit, 422, visit.words.text(NO_MAIL))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.with_query(addresses.organisation(_id(visit)), done=action), sent)


def _id(visit: Visit) -> str:
    return visit.place("organisation_id")


def _end(visit: Visit) -> Command:
    return commands.EndMembership(organisation_id=_id(visit), person_id=visit.form.one("person_id"))


def _admit(visit: Visit, admin: bool) -> Command:
    return commands.AdmitMember(organisation_id=_id(visit), person_id=visit.form.one("person_id"), admin=admin)


def _invite(visit: Visit) -> Command:
    name = RoleName.ORGANISER if visit.form.one("admin") else RoleName.ENTRANT
    role = Role(name=name, tenant_id=visit.viewer.tenant_id or "", organisation_id=_id(visit))
    return commands.InvitePerson(
        invitation_id=minted(visit.form.one("form_id")),
        mail=visit.form.one("mail").strip(),
        role=role,
        language=visit.words.language,
    )


ACTIONS: Mapping[str, Callable[[Visit], Command]] = {
    "join": lambda visit: commands.AskToJoin(organisation_id=_id(visit)),
    "leave": lambda visit: commands.EndMembership(organisation_id=_id(visit), person_id=visit.viewer.id),
    "decline": _end,
    "end": _end,
    "admit": lambda visit: _admit(visit, admin=False),
    "promote": lambda visit: _admit(visit, admin=True),
    "demote": lambda visit: _admit(visit, admin=False),
    "verify": lambda visit: commands.VerifyOrganisation(organisation_id=_id(visit)),
    "unverify": lambda visit: commands.VerifyOrganisation(organisation_id=_id(visit), verified=False),
    "invite": _invite,
}


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    data = await visit.ask("organisation", organisation=_id(visit))
    found = data["organisation"]
    members = (found and found["members"]) or []
    return visit.page(
        "organisation", data, status, found=found, organisation_id=_id(visit), refusal=refusal, said=said,
        asking=[one for one in members if one["standing"] == Standing.ASKED.name],
        belonging=[one for one in members if one["standing"] != Standing.ASKED.name],
        looks_after=bool(found) and _looks_after(visit, found), form_id=minted(""),
        verifies=bool(found) and is_one_at(visit, Places(found["tenantId"]), RoleName.ORGANISER, RoleName.MODERATOR),
    )  # fmt: skip


def _looks_after(visit: Visit, found: Mapping[str, Any]) -> bool:
    """Whether the buttons are worth showing; accounts decides."""
    return found["viewerStanding"] == Standing.ADMIN.name or is_one_at(
        visit, Places(found["tenantId"]), RoleName.ORGANISER
    )
