"""The organiser's list of entries: searched, narrowed down by links, counted, paged both ways."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from gateway.web import addresses, charts
from gateway.web.chosen import Chosen, chosen
from gateway.web.statuses import STATUS
from gateway.web.visit import Data, Unanswered, Visit
from shared.errors import Forbidden

SHOWN = 8
"""Values of a facet that are shown at once; the rest are behind a summary."""
YEARS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed down to, or freed from."""

    label: str
    count: int
    address: str
    here: bool


async def show(visit: Visit) -> Response:
    """For those who hold a role; whose entries they see is the schema's to say."""
    if not visit.viewer.roles and visit.viewer.kind != "client":
        raise Forbidden
    picked = chosen(visit.request.query_params)
    try:
        data = await visit.ask("entries", **picked.variables(None))
    except Unanswered as unanswered:
        if "bad_cursor" not in unanswered.codes:
            raise
        return visit.on(picked.address(addresses.ENTRIES))
    here = visit.in_zone_of(data)
    found = data["entries"]
    return here.page(
        "entries",
        data,
        chosen=picked,
        found=found,
        facets=_facets(here, picked, found["facets"]),
        by_field=_by_field(here, picked, found["facets"]["tags"]),
        by_year=_by_year(found["facets"]["foundedYears"]),
        pages=_pages(picked, found["pageInfo"]),
    )


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


def _by_field(visit: Visit, picked: Chosen, tags: list[Data]) -> list[charts.Bar]:
    words = visit.words
    return charts.bars([
        (words.text(one["value"]), one["count"], picked.address(addresses.ENTRIES, tags=picked.toggled(one["value"])))
        for one in tags[:SHOWN]
    ])  # fmt: skip


def _by_year(years: list[Data]) -> list[charts.Column]:
    return charts.columns([(one["value"], one["count"]) for one in reversed(_newest(years)[:YEARS])])


def _pages(picked: Chosen, info: Data) -> dict[str, str | None]:
    before = info["hasPreviousPage"] and picked.address(addresses.ENTRIES, before=info["startCursor"])
    after = info["hasNextPage"] and picked.address(addresses.ENTRIES, after=info["endCursor"])
    return {"before": before or None, "after": after or None}
