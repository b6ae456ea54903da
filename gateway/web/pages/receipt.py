"""The receipt: what proves that an entry was submitted."""

from starlette.responses import Response

from gateway.web import cookies
from gateway.web.visit import Visit
from shared.errors import NotFound


async def show(visit: Visit) -> Response:
    """An entry that was submitted a moment ago and isn't listed yet is waited for; any other that one may not see
    isn't there."""
    data = await visit.ask("receipt", entry=visit.place("entry_id"))
    if data["entry"] is None and not visit.request.cookies.get(cookies.AFTER):
        raise NotFound
    return visit.page("receipt", data)
