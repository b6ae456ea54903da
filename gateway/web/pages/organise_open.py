"""Opening an edition or a programme, and naming the tenant: an organiser's forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from shared.contracts.accounts.commands import RenameTenant
from shared.contracts.commands import Command
from shared.contracts.registration.commands import OpenEdition, OpenProgramme
from shared.contracts.registration.values import ProgrammeKind
from shared.errors import N_, NotFound
from shared.ids import derived_id

LAST_MINUTE = time(23, 59)
WRONG = N_("Something is missing or has not the form it needs. Look at each field once more.")
ZONES = ("Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "UTC")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its template, how its command is made of what was typed, and what it shows at first."""

    template: str
    build: Callable[[Visit, Data], Command]
    begin: Callable[[Visit, Data], dict[str, str]]

    async def show(self, visit: Visit) -> Response:
        """As it begins."""
        return await self._page(visit, self.begin(visit, await organised(visit)))

    async def send(self, visit: Visit) -> Response:
        """Sent, and back to the list."""
        tenant = await organised(visit)
        typed = {name: values[-1] for name, values in visit.form.values.items()}
        values = {**dict.fromkeys(self.begin(visit, tenant), ""), **typed}
        if not visit.trusted:
            return await self._page(visit, values, 422, visit.words.text(STALE))
        try:
            command = self.build(visit, tenant)
            sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
        except (ValidationError, ValueError):
            return await self._page(visit, values, 422, visit.words.text(WRONG))
        except Refused as refusal:
            return await self._page(visit, values, status_of(refusal), refusal.message)
        return visit.on(addresses.ORGANISE, sent)

    async def _page(self, visit: Visit, values: dict[str, str], status: int = 200, refusal: str = "") -> Response:
        data = await visit.ask("around")
        return visit.in_zone_of(data).page(
            self.template, data, status, values=values, refusal=refusal, zones=ZONES, kinds=list(ProgrammeKind),
            form_id=minted(visit.form.one("form_id")),
        )  # fmt: skip


def _text(visit: Visit) -> dict[str, Any]:
    return {"vi": visit.form.one("vi").strip(), "en": visit.form.one("en").strip() or None}


def _name(visit: Visit, tenant: Data) -> Command:
    given = {"tenant_id": tenant["tenantId"], "slug": visit.form.one("slug").strip(), "name": _text(visit)}
    return RenameTenant.model_validate(given)


def _name_now(_: Visit, tenant: Data) -> dict[str, str]:
    return {"vi": tenant["name"]["vi"], "en": tenant["name"]["en"] or "", "slug": tenant["slug"]}


def _edition(visit: Visit, tenant: Data) -> Command:
    year = visit.form.one("year").strip()
    return OpenEdition.model_validate(
        {
            "edition_id": derived_id("edition", tenant["tenantId"], year),
            "tenant_id": tenant["tenantId"],
            "slug": year,
            "name": _text(visit),
            "year": int(year),
            "zone": visit.form.one("zone"),
        }
    )


def _edition_now(visit: Visit, tenant: Data) -> dict[str, str]:
    year = str(visit.site.clock.now().year)
    names = tenant["name"]
    return {"vi": f"{names['vi']} {year}", "en": f"{names['en'] or names['vi']} {year}", "year": year, "zone": ZONES[0]}


def _programme(visit: Visit, tenant: Data) -> Command:
    """Its days are those of the edition's clock: from the first minute of the first to the last of the last."""
    if not tenant["editions"]:
        raise NotFound
    edition = tenant["editions"][-1]
    zone = ZoneInfo(edition["zone"])
    first, last = (date.fromisoformat(visit.form.one(name)) for name in ("opens", "closes"))
    return OpenProgramme.model_validate(
        {
            "programme_id": derived_id("programme", minted(visit.form.one("form_id"))),
            "edition_id": edition["editionId"],
            "name": _text(visit),
            "kind": ProgrammeKind(visit.form.one("kind")),
            "opens_at": datetime.combine(first, time(0), zone),
            "closes_at": datetime.combine(last, LAST_MINUTE, zone),
        }
    )


def _programme_now(visit: Visit, _: Data) -> dict[str, str]:
    return {"vi": "", "en": "", "kind": ProgrammeKind.CONTEST.value, "opens": "", "closes": ""}


NAME = Form("organise_name", _name, _name_now)
EDITION = Form("organise_edition", _edition, _edition_now)
PROGRAMME = Form("organise_programme", _programme, _programme_now)
