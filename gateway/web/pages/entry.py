"""An entry as the organiser and its entrant see it."""

from starlette.responses import Response

from gateway.web.visit import Visit
from shared.errors import NotFound


async def show(visit: Visit) -> Response:
    """What one may not see isn't there."""
    data = await visit.ask("entry", entry=visit.place("entry_id"))
    if data["entry"] is None:
        raise NotFound
    own = data["entry"]["submittedBy"] == visit.viewer.id
    return visit.in_zone_of(data).page("entry", data, own=own)
