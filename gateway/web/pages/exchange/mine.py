"""What one's organisations offer and need, and whom they speak to about it."""

from typing import Any

from starlette.responses import Response

from gateway.web.trade import names
from gateway.web.trade.mine import newest
from gateway.web.visit import Data, Visit


async def show(visit: Visit) -> Response:
    """Whoever is signed in; the exchange says whose these are."""
    data = await visit.ask("exchange/mine")
    own = {one["listingId"]: newest(one) for one in data["ownListings"]}
    return visit.page(
        "exchange/mine",
        data,
        listings=[(one, newest(one)) for one in data["ownListings"]],
        asked=[(one, _title(one, own)) for one in data["enquiries"]],
        names=names,
    )


def _title(enquiry: Data, own: dict[str, dict[str, Any]]) -> dict[str, str]:
    shown = enquiry["listing"] or own.get(enquiry["listingId"]) or {}
    title: dict[str, str] = shown.get("title") or {"vi": "", "en": ""}
    return title
