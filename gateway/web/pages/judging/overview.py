"""Everything that one judges: invitations first, then rounds with how far one is."""

from typing import Any

from starlette.responses import Response

from gateway.web.organising import is_one_at
from gateway.web.visit import Data, Visit
from gateway.web.whole import with_all
from shared.contracts.accounts.roles import RoleName
from shared.contracts.places import Places


async def show(visit: Visit) -> Response:
    """An empty page says how one becomes a judge."""
    data = await with_all(visit, "judging/overview", "own", me=visit.viewer.id)
    judges = [edge["node"] for edge in data["judges"]["edges"] if edge["node"]["award"]]
    own = [edge["node"] for edge in data["own"]["edges"]]
    asked = [one for one in judges if one["status"] == "INVITED"]
    rounds = [row for one in judges if one["status"] == "ACCEPTED" for row in _rounds(one["award"], own)]
    led = [edge["node"] for edge in data["awards"]["edges"] if looks_on(visit, edge["node"])]
    return visit.in_zone_of(data).page("judging/overview", data, asked=asked, rounds=rounds, led=led)


def looks_on(visit: Visit, at: Data, *names: RoleName) -> bool:
    """Whether the viewer leads the judging there or looks on; or has one of these roles there."""
    wanted = names or (RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)
    place = Places(at["tenantId"], at["editionId"], at["programmeId"], at["awardId"])
    return is_one_at(visit, place, *wanted)


def _rounds(award: Data, own: list[Data]) -> list[dict[str, Any]]:
    rows = []
    for one in award["rounds"]:
        sheets = [sheet for sheet in own if sheet["roundId"] == one["roundId"]]
        done = sum(is_done(sheet["sheetStatus"]) for sheet in sheets)
        rows.append({**one, "award": award["name"], "all": len(sheets), "done": done})
    return rows


def is_done(sheet_status: str | None) -> bool:
    """Whether a sheet is handed in."""
    return sheet_status in {"SUBMITTED", "LATE"}
