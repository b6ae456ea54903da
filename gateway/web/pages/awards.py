"""Awards: by what they are given, and who has won them. Before a result is published nothing of it is here."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web.visit import Data, Visit
from shared.errors import N_, Kind, NotFound

KINDS: Mapping[str, str] = {
    "SCREENING": N_("Screening"),
    "REMOTE": N_("Scored from afar"),
    "PITCH": N_("Pitch on stage"),
    "DELIBERATION": N_("Final deliberation"),
}


async def show_all(visit: Visit) -> Response:
    """All awards of the tenant, each with its winners."""
    tenant = (await visit.ask("around"))["tenant"]
    data = await visit.ask("awards", filter={"tenantId": tenant["tenantId"] if tenant else None})
    return visit.page("awards", data, awards=[edge["node"] for edge in data["awards"]["edges"]])


async def show(visit: Visit) -> Response:
    """One award, with its rounds."""
    data = await visit.ask("award", award=visit.place("award_id"))
    found = data["award"]
    if found is None:
        raise NotFound
    return visit.page("award", data, award=found, rounds=[_round(one) for one in found["rounds"]], kinds=KINDS)


def _round(one: Data) -> Data:
    """A sealed result that isn't published is told to nobody here, whoever leads the judging sees it there."""
    result = one["result"]
    return {**one, "result": result if result and result["publishedAt"] else None}


async def document(visit: Visit) -> Response:
    """The sealed document, for who may have it; to anybody else nothing is there."""
    if visit.site.judging is None:
        raise NotFound
    round_id = visit.place("round_id")
    try:
        found = await visit.site.judging.document(visit.viewer, round_id, visit.words.language)
    except Refused as refused:
        if refused.kind in {Kind.MISSING, Kind.UNAUTHENTICATED, Kind.FORBIDDEN}:
            raise NotFound from None
        raise
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="result-{round_id}.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(orjson.dumps(found, option=orjson.OPT_INDENT_2), 200, headers, "application/json")
