"""The organisations that a person acts for."""

from gateway.web.soon import BELONGING
from gateway.web.visit import Data, Visit


async def own_organisations(visit: Visit) -> list[Data]:
    """Those that the viewer belongs to, of the tenant whose pages these are."""
    data = await visit.ask("exchange/organisations", me=visit.viewer.id)
    tenant = data["tenant"]
    known = [edge["node"] for edge in data["organisations"]["edges"]]
    here = tenant["tenantId"] if tenant else None
    return [one for one in known if one["tenantId"] == here and one["viewerStanding"] in BELONGING]
