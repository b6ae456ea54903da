"""The home page: which Techfest this is, what can be entered, until when."""

from typing import Any

from starlette.responses import Response

from gateway.web.programmes import of_edition
from gateway.web.visit import Visit


async def show(visit: Visit) -> Response:
    """Open to everybody."""
    data = await visit.ask("home")
    programmes = of_edition(data["edition"], visit.site.clock.now())
    return visit.in_zone_of(data).page(
        "home", data, programmes=programmes, next_one=_next(programmes), taken=_taken(visit)
    )


def _taken(visit: Visit) -> str:
    """The role that an accepted invitation has just given."""
    held = {role.name.value for role in visit.viewer.roles}
    return visit.asked("role") if visit.asked("role") in held else ""


def _next(programmes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The open programme that closes first."""
    return min((one for one in programmes if one["state"] == "open"), key=lambda one: one["closes_at"], default=None)
