"""Where programmes stand now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from gateway.web.words import instant


def state(programme: Mapping[str, Any], now: datetime) -> str:
    """`soon`, `open`, `grace` or `over`."""
    if now < instant(programme["opensAt"]):
        return "soon"
    closes = instant(programme["closesAt"])
    if now <= closes:
        return "open"
    return "grace" if now <= closes + timedelta(minutes=programme.get("graceMinutes", 0)) else "over"


def known(programme: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A programme with its times as instants and where it stands."""
    return {
        **programme,
        "state": state(programme, now),
        "opens_at": instant(programme["opensAt"]),
        "closes_at": instant(programme["closesAt"]),
    }


def of_edition(edition: Mapping[str, Any] | None, now: datetime) -> list[dict[str, Any]]:
    """Those of an edition, the open ones first."""
    found = [known(one, now) for one in edition["programmes"]] if edition else []
    order = ("open", "grace", "soon", "over")
    return sorted(found, key=lambda one: (order.index(one["state"]), one["closes_at"]))
