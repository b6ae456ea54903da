"""From a new tenant to an open edition: what is done, what is missing, and where to do it."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.organising import organised
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from shared.errors import N_

TRIED = N_("A mail with a sign-in link is on its way to you. If it doesn't come in some minutes, sending isn't set up.")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing of the list. `state`: `done`, `missing`, `advised` or `try`; `address` where it is done."""

    name: str
    state: str
    address: str = ""


async def show(visit: Visit) -> Response:
    """The list as it stands."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Sends a mail to the organiser's own address, as a try."""
    tenant = await organised(visit)
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    try:
        mail = visit.form.one("mail").strip()
        await visit.site.sessions.ask_link(mail, tenant["tenantId"], addresses.ORGANISE, visit.words.language)
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return await _page(visit, said=visit.words.text(TRIED))


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    tenant = await organised(visit)
    data = await visit.ask("organise_start", tenantId=tenant["tenantId"])
    tasks = _tasks(visit, data)
    missing = sum(1 for one in tasks if one.state == "missing")
    return visit.in_zone_of(data).page(
        "organise_start", data, status, tasks=tasks, missing=missing, refusal=refusal, said=said,
        mail=visit.form.one("mail"),
    )  # fmt: skip


def _tasks(visit: Visit, data: Data) -> list[Task]:
    edition: dict[str, Any] | None = data["edition"]
    organisers, invited = data["roleHolders"]["totalCount"], data["invitations"]["totalCount"]
    return [
        Task("name", "done" if data["tenant"]["name"]["en"] else "missing", addresses.ORGANISE_NAME),
        Task("second", "done" if organisers + invited > 1 else "advised", addresses.ORGANISE_PEOPLE),
        Task("mail", "try"),
        Task("https", "done" if visit.site.secure else "advised"),
        Task("edition", "done" if edition else "missing", addresses.ORGANISE_EDITION),
        Task("programme", "done" if edition and edition["programmes"] else "missing", addresses.ORGANISE_PROGRAMME),
        Task("people", "try", addresses.ORGANISE_PEOPLE),
    ]
