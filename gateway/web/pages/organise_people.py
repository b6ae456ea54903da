"""Who has which role: listed by role, invited by mail, taken away after a second look."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.organisation import NO_MAIL
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from shared.contracts.accounts.commands import CancelInvitation, InvitePerson, RevokeRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.errors import N_, NotFound

NO_ROLE = N_("Choose which role it is, and send it again.")
INVITED = (
    RoleName.ORGANISER,
    RoleName.SECRETARY,
    RoleName.MODERATOR,
    RoleName.CHAIR,
    RoleName.JUDGE,
    RoleName.DOOR,
)
PLACES = ("edition_id", "programme_id", "award_id", "organisation_id")
SAID = {
    "invite": N_("The invitation is on its way. It holds for 14 days."),
    "cancel": N_("The invitation is taken back: its link opens nothing more."),
    "revoke": N_("The role is taken away. It holds nowhere any more, within a second."),
}


async def show(visit: Visit) -> Response:
    """All people with roles, and the invitations that are open."""
    return await _page(visit, said=visit.words.text(SAID[done]) if (done := visit.asked("done")) in SAID else "")


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    tenant = await organised(visit)
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    try:
        command = ACTIONS[action](visit, tenant["tenantId"])
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except ValidationError:
        return await _page(visit, 422, visit.words.text(NO_MAIL if visit.form.one("role") else NO_ROLE))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.with_query(addresses.ORGANISE_PEOPLE, done=action), sent)


def _invite(visit: Visit, tenant_id: str) -> Command:
    role = {"name": visit.form.one("role"), "tenant_id": tenant_id, "edition_id": visit.form.one("edition_id") or None}
    return InvitePerson(
        invitation_id=minted(visit.form.one("form_id")),
        mail=visit.form.one("mail").strip(),
        role=Role.model_validate(role),
        language=visit.words.language,
    )


def _cancel(visit: Visit, _: str) -> Command:
    return CancelInvitation(invitation_id=visit.form.one("invitation_id"))


def _revoke(visit: Visit, tenant_id: str) -> Command:
    places = {name: visit.form.one(name) or None for name in PLACES}
    role = Role.model_validate({"name": visit.form.one("role"), "tenant_id": tenant_id, **places})
    return RevokeRole(person_id=visit.form.one("person_id"), role=role)


ACTIONS: Mapping[str, Callable[[Visit, str], Command]] = {"invite": _invite, "cancel": _cancel, "revoke": _revoke}


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    tenant = await organised(visit)
    data = await visit.ask("organise_people", tenantId=tenant["tenantId"])
    holders = [edge["node"] for edge in data["roleHolders"]["edges"]]
    return visit.in_zone_of(data).page(
        "organise_people", data, status, refusal=refusal, said=said, by_role=_by_role(holders), invited=INVITED,
        open_invitations=[edge["node"] for edge in data["invitations"]["edges"]], form_id=minted(""),
        mail=visit.form.one("mail"), chosen_role=visit.form.one("role"), chosen_edition=visit.form.one("edition_id"),
    )  # fmt: skip


def _by_role(holders: list[Data]) -> list[tuple[str, list[dict[str, Any]]]]:
    """In the order in which roles are declared; those that nobody holds are left out."""
    held = [{"who": one, "role": role} for one in holders for role in one["roles"]]
    by_name = {name: [each for each in held if each["role"]["name"] == name.name] for name in RoleName}
    return [(name.value, found) for name, found in by_name.items() if found]
