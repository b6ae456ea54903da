"""The home page: which Techfest this is, what can be entered, until when."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from gateway.web.programmes import of_edition
from gateway.web.visit import Visit
from shared.errors import N_

OPENS, CLOSES = N_("Registration opens"), N_("Deadline")


async def show(visit: Visit) -> Response:
    """Open to everybody."""
    data = await visit.ask("home")
    programmes = of_edition(data["edition"], visit.site.clock.now())
    here = visit.in_zone_of(data)
    return here.page(
        "home",
        data,
        programmes=programmes,
        next_one=_next(programmes),
        taken=_taken(visit),
        milestones=_milestones(here, programmes),
    )


def _milestones(visit: Visit, programmes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """When registration opens and closes, in the order of time: state, name, when and of which programme.

    What happens at the same moment in several programmes is one milestone.
    """
    named: dict[tuple[datetime, str], list[str]] = {}
    for one in programmes:
        for at, name in ((one["opens_at"], OPENS), (one["closes_at"], CLOSES)):
            named.setdefault((at, name), []).append(visit.words.said(one["name"]))
    now, every = visit.site.clock.now(), len(programmes)
    coming = min((at for at, _ in named if at > now), default=None)
    return [
        (
            "done" if at <= now else "here" if at == coming else "",
            visit.words.text(name),
            visit.words.moment(at) + ("" if len(of) == every else f" · {', '.join(of)}"),
        )
        for (at, name), of in sorted(named.items())
    ]


def _taken(visit: Visit) -> str:
    """The role that an accepted invitation has just given."""
    held = {role.name.value for role in visit.viewer.roles}
    return visit.asked("role") if visit.asked("role") in held else ""


def _next(programmes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The open programme that closes first."""
    return min((one for one in programmes if one["state"] == "open"), key=lambda one: one["closes_at"], default=None)
