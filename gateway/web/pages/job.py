"""Long work: how far it is, live where there is script."""

from starlette.responses import Response

from gateway.web.visit import Visit
from shared.errors import N_, NotFound

KINDS = {
    "code-sheet": N_("Sign-in codes to print"),
    "organisation-import": N_("Startups from a file"),
}
OTHER = N_("Work in the background")


async def show(visit: Visit) -> Response:
    """What one may not see isn't there."""
    data = await visit.ask("job", job=visit.place("job_id"))
    if data["job"] is None:
        raise NotFound
    title = visit.words.text(KINDS.get(data["job"]["kind"], OTHER))
    return visit.in_zone_of(data).page("job", data, title=title)
