"""The organiser's list of entries: searched, narrowed down by links, counted, paged both ways."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response

from gateway.web import addresses
from gateway.web.chosen import Choice, Chosen, chosen
from gateway.web.pages.entries_board import board
from gateway.web.statuses import STATUS
from gateway.web.visit import STAFF, Data, Unanswered, Visit, roles_at
from shared.errors import Forbidden


async def show(visit: Visit) -> Response:
    """For who reads entries here by their role; which of them is the schema's to say. Raises `Forbidden`."""
    around = await visit.ask("around")
    if not any(role.name in STAFF for role in roles_at(visit.viewer, around["tenant"])):
        raise Forbidden
    picked = chosen(visit.request.query_params)
    edition = _edition(around, picked)
    try:
        data = await visit.ask("entries", **picked.variables(edition["editionId"] if edition else None))
    except Unanswered as unanswered:
        if "bad_cursor" not in unanswered.codes:
            raise
        return visit.on(picked.address(addresses.ENTRIES))
    data = {**data, "edition": edition}
    here = visit.in_zone_of(data)
    found = data["entries"]
    return here.page(
        "entries",
        data,
        chosen=picked,
        found=found,
        facets=_facets(here, picked, found["facets"]),
        board=board(here, picked, found, edition),
        pages=_pages(picked, found["pageInfo"]),
    )


def _edition(around: Data, picked: Chosen) -> Data | None:
    """The edition that was chosen, else the latest: a list never mixes two."""
    editions = around["tenant"]["editions"] if around["tenant"] else []
    known = {one["editionId"]: one for one in editions}
    latest: Data | None = around["edition"]
    return known.get(picked.edition, latest)


def _facets(visit: Visit, picked: Chosen, facets: Data) -> dict[str, list[Choice]]:
    words = visit.words
    return {
        "tags": _choices(picked, facets["tags"], words.text, lambda v: {"tags": picked.toggled(v)}, picked.tags),
        "countries": _choices(picked, facets["countries"], words.country, _one("country", picked), (picked.country,)),
        "years": _choices(picked, _newest(facets["foundedYears"]), str, _one("year", picked), (picked.year,)),
        "statuses": _choices(
            picked, facets["statuses"], lambda v: words.text(STATUS[v.lower()]), _one("status", picked, str.lower),
            (picked.status, picked.status.upper()),
        ),
    }  # fmt: skip


def _one(name: str, picked: Chosen, plain: Callable[[str], str] = str) -> Callable[[str], dict[str, Any]]:
    """A choice of which there is one at a time; chosen again it is free."""
    return lambda value: {name: "" if getattr(picked, name) == plain(value) else plain(value)}


def _choices(
    picked: Chosen,
    values: Iterable[Data],
    label: Callable[[str], str],
    change: Callable[[str], dict[str, Any]],
    here: tuple[str, ...],
) -> list[Choice]:
    return [
        Choice(
            label(one["value"]),
            one["count"],
            picked.address(addresses.ENTRIES, **change(one["value"])),
            one["value"] in here,
        )
        for one in values
    ]


def _newest(years: Iterable[Data]) -> list[Data]:
    return sorted(years, key=lambda one: str(one["value"]), reverse=True)


def _pages(picked: Chosen, info: Data) -> dict[str, str | None]:
    before = info["hasPreviousPage"] and picked.address(addresses.ENTRIES, before=info["startCursor"])
    after = info["hasNextPage"] and picked.address(addresses.ENTRIES, after=info["endCursor"])
    return {"before": before or None, "after": after or None}
