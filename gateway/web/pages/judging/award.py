"""An award in public: what it is, and its places once they are published; before that nothing of a result is there."""

from starlette.responses import Response

from gateway.web.visit import Visit
from shared.errors import NotFound


async def show(visit: Visit) -> Response:
    """The same to everybody: what is sealed and not published is not shown here, not even to who leads the judging."""
    data = await visit.ask("judging/award", award=visit.place("award_id"))
    if data["award"] is None:
        raise NotFound
    published = [one for one in data["award"]["rounds"] if one["result"] and one["result"]["status"] == "published"]
    return visit.in_zone_of(data).page("judging/award", data, published=published)
