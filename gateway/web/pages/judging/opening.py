"""Opening an award: its name, what is looked at, and its first round, on one page."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.organise_open import LAST_MINUTE, WRONG
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Data, Visit
from shared.contracts.commands import Command
from shared.contracts.judging.commands import OpenAward, OpenRound, SaveRubric
from shared.errors import N_
from shared.ids import derived_id
from shared.texts.times import HOME

ROWS = 6
"""Criteria that the form has room for."""
HUNDRED = N_("The points of all criteria together must be 100; now they are {sum}.")
BEGIN = (("Tính mới", "30"), ("Thị trường", "30"), ("Đội ngũ", "20"), ("Tác động tới địa phương", "20"))
"""What the form proposes: a provincial sheet has 100 points."""


async def show(visit: Visit) -> Response:
    """The awards that there are, and the form."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Opens the award with its rubric and its round, and goes on to who judges."""
    tenant = await organised(visit)
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    if (points := _points(visit)) != 100:
        return await _page(visit, 422, visit.words.text(HUNDRED, sum=points))
    award_id = derived_id("award", form_id := minted(visit.form.one("form_id")))
    try:
        for command in _commands(visit, tenant, award_id):
            sent = await visit.send(command, command_id(form_id, command))
    except (ValidationError, ValueError):
        return await _page(visit, 422, visit.words.text(WRONG))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    return visit.on(addresses.organise_award(award_id), sent)


def _rows(visit: Visit) -> list[tuple[str, str]]:
    """What was typed: names and points."""
    names, points = (visit.form.all(name) for name in ("criterion", "points"))
    return [(name.strip(), given.strip()) for name, given in zip(names, points, strict=False)][:ROWS]


def _points(visit: Visit) -> int:
    return sum(int(points) for name, points in _rows(visit) if name and points.isdecimal())


def _commands(visit: Visit, tenant: Data, award_id: str) -> list[Command]:
    one = visit.form.one
    name, prize = {"vi": one("vi").strip(), "en": one("en").strip() or None}, one("prize").strip()
    rubric_id = derived_id("rubric", award_id)
    criteria = [
        {"key": f"tieu-chi-{n}", "name": {"vi": said}, "weight": points}
        for n, (said, points) in enumerate(_rows(visit), 1)
        if said
    ]
    policy = {
        "judges_per_entry": int(one("judges")),
        "winners": int(one("winners")),
        "scores_published": one("scores") == "yes",
        "document_public": one("document") == "yes",
    }
    opening: dict[str, Any] = {"round_id": derived_id("round", award_id), "award_id": award_id, "rubric_id": rubric_id}
    return [
        OpenAward.model_validate(
            {
                "award_id": award_id,
                "programme_id": one("programme_id"),
                "name": name,
                "prize": {"vi": prize} if prize else None,
            }
        ),
        SaveRubric.model_validate({"rubric_id": rubric_id, "award_id": award_id, "name": name, "criteria": criteria}),
        OpenRound.model_validate(
            {**opening, "name": {"vi": one("round").strip()}, "policy": policy, "scores_until": _until(visit, tenant)}
        ),
    ]


def _until(visit: Visit, tenant: Data) -> datetime | None:
    """The end of the day that was chosen, by the clock of the programme's edition."""
    if not (day := visit.form.one("until")):
        return None
    editions = [e for e in tenant["editions"] if visit.form.one("programme_id") in _ids(e)] or tenant["editions"]
    zone = ZoneInfo(editions[-1]["zone"] if editions else HOME)
    return datetime.combine(date.fromisoformat(day), LAST_MINUTE, zone)


def _ids(edition: Data) -> list[str]:
    return [one["programmeId"] for one in edition["programmes"]]


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    tenant = await organised(visit)
    data = await visit.ask("awards", filter={"tenantId": tenant["tenantId"]})
    typed = {name: values[-1] for name, values in visit.form.values.items()}
    begin = {"round": "Chung kết", "judges": "3", "winners": "3", "scores": "", "document": ""}
    rows = _rows(visit) or list(BEGIN)
    return visit.in_zone_of(data).page(
        "judging/opening",
        data,
        status,
        refusal=refusal,
        awards=[edge["node"] for edge in data["awards"]["edges"]],
        programmes=[
            (one["programmeId"], f"{visit.words.said(one['name'])} · {edition['year']}")
            for edition in reversed(tenant["editions"])
            for one in edition["programmes"]
        ],
        values={**dict.fromkeys(("vi", "en", "prize", "programme_id", "until"), ""), **begin, **typed},
        rows=rows + [("", "")] * (ROWS - len(rows)),
        form_id=minted(visit.form.one("form_id")),
    )
