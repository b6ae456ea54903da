"""The long work of a tenant: what was asked for, and where it stands."""

from starlette.responses import Response

from gateway.web import addresses
from gateway.web.organising import organised
from gateway.web.pages.job import title_of
from gateway.web.visit import Visit


async def show(visit: Visit) -> Response:
    """The latest first, thirty on a page."""
    await organised(visit)
    data = await visit.ask("organise_jobs", after=visit.asked("after") or None)
    found = data["jobs"]
    jobs = [{**edge["node"], "title": title_of(visit, edge["node"]["kind"])} for edge in found["edges"]]
    more = addresses.with_query(addresses.ORGANISE_JOBS, after=found["pageInfo"]["endCursor"])
    return visit.in_zone_of(data).page(
        "organise_jobs", data, jobs=jobs, more=more if found["pageInfo"]["hasNextPage"] else ""
    )
