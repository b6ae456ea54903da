"""A judge's own sheets of a round: what is to be scored, in the order in which it is taken."""

from typing import Any

from starlette.responses import Response

from gateway.web.pages.judging.overview import is_done
from gateway.web.visit import Data, Visit
from gateway.web.whole import with_all
from shared.errors import NotFound


async def show(visit: Visit) -> Response:
    """Rounds are public; of sheets one sees the own alone."""
    data = await of_round(visit, visit.place("round_id"))
    if data["round"] is None:
        raise NotFound
    sheets = in_order(data)
    done = sum(is_done(one["sheetStatus"]) for one in sheets)
    return visit.in_zone_of(data).page(
        "judging/sheets", data, sheets=sheets, done=done, next_one=next_of(sheets), judge_id=visit.viewer.id
    )


async def of_round(visit: Visit, round_id: str) -> Data:
    """The viewer's own sheets of a round."""
    return await with_all(visit, "judging/sheets", "assignments", round=round_id, me=visit.viewer.id)


def in_order(data: Data) -> list[dict[str, Any]]:
    """What is still to do first; the order stays the same while one scores."""
    sheets = [edge["node"] for edge in data["assignments"]["edges"]]
    return sorted(sheets, key=lambda one: (is_done(one["sheetStatus"]), one["assignmentId"]))


def next_of(sheets: list[dict[str, Any]], but: str = "") -> dict[str, Any] | None:
    """The next that is not handed in, after the one that is open, from the beginning again."""
    order = sorted(sheets, key=lambda one: (one["assignmentId"] <= but, one["assignmentId"]))
    return next((one for one in order if not is_done(one["sheetStatus"]) and one["assignmentId"] != but), None)
