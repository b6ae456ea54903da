"""What a person has on the exchange: organisations to act for, and what they wrote."""

from typing import Any

from gateway.web.belonging import belonging
from gateway.web.visit import Data, Visit


async def own_organisations(visit: Visit) -> list[Data]:
    """Those that the viewer belongs to, of the tenant whose pages these are."""
    return organisations_here(await visit.ask("exchange/organisations", me=visit.viewer.id))


def organisations_here(data: Data) -> list[Data]:
    """The same, of a document that has asked for them beside other things."""
    return belonging(data["organisations"], data["tenant"]["tenantId"] if data["tenant"] else None)


def newest(own: Data | None) -> dict[str, Any]:
    """What was last written of a listing: the draft, else what waits, else what is published; nothing of a new one."""
    return (own and (own["draft"] or own["pending"] or own["published"])) or {}
