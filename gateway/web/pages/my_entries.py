"""What one has begun and what one has submitted."""

from typing import Any

from starlette.responses import Response

from gateway.web import addresses, programmes
from gateway.web.steps import STEPS
from gateway.web.visit import Data, Visit
from gateway.web.words import instant


async def show(visit: Visit) -> Response:
    """Drafts first: they are what is left to do."""
    data = await visit.ask("my_entries", me=visit.viewer.id)
    known = {one["programmeId"]: one for one in programmes.of_edition(data["edition"], visit.site.clock.now())}
    submitted = [edge["node"] for edge in data["viewer"]["entries"]["edges"]]
    in_already = {one["entryId"] for one in submitted}
    drafts = [_draft(one, known) for one in data["viewer"]["drafts"] if one["entryId"] not in in_already]
    return visit.in_zone_of(data).page(
        "my_entries",
        data,
        drafts=drafts,
        submitted=submitted,
        programmes=list(known.values()),
        belongs_to=[edge["node"] for edge in data["organisations"]["edges"]],
    )


def _draft(draft: Data, known: dict[str, Data]) -> dict[str, Any]:
    steps = draft["steps"]
    project, startup = steps.get("project") or {}, steps.get("startup") or {}
    return {
        "title": project.get("title") or startup.get("name"),
        "address": addresses.register(draft["programmeId"]),
        "programme": known.get(draft["programmeId"]),
        "saved_at": instant(draft["savedAt"]) if draft["savedAt"] else None,
        "steps": sum(1 for step in STEPS if steps.get(step.kind)),
    }
