"""The exchange: what is offered and wanted, searched, narrowed down by links, counted, paged both ways."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.responses import Response

from gateway.web.chosen import Choice
from gateway.web.trade import names
from gateway.web.trade.chosen import Chosen, chosen
from gateway.web.visit import Data, Unanswered, Visit
from shared.errors import N_
from shared.texts.numbers import money


async def show(visit: Visit) -> Response:
    """Open to everybody."""
    picked = chosen(visit.request.query_params)
    around = await visit.ask("around")
    try:
        tenant = around["tenant"]
        data = await visit.ask("exchange/listings", **picked.variables(tenant["tenantId"] if tenant else None))
    except Unanswered as unanswered:
        if "bad_cursor" not in unanswered.codes:
            raise
        return visit.on(picked.address())
    found = data["listings"]
    return visit.page(
        "exchange/listings",
        data,
        chosen=picked,
        found=found,
        facets=_facets(visit, picked, found["facets"]),
        taken=_taken(visit, picked),
        orders=_orders(visit, picked),
        pages=_pages(picked, found["pageInfo"]),
        names=names,
    )


def _facets(visit: Visit, picked: Chosen, facets: Data) -> list[tuple[str, list[Choice]]]:
    words = visit.words
    of = Values(picked)
    return [
        (
            words.text(N_("Which way does the money flow?")),
            of.values("direction", facets["directions"], lambda v: words.text(names.DIRECTION[v.upper()])),
        ),
        (words.text(N_("Sector")), _sectors(visit, of, facets)),
        (
            words.text(N_("What it is")),
            of.values("subject", facets["subjects"], lambda v: words.text(names.SUBJECT[v.upper()])),
        ),
        (words.text(N_("Readiness")), _levels(picked, facets["trls"])),
        (
            words.text(N_("How it changes hands")),
            of.values("mode", facets["modes"], lambda v: words.text(names.MODE[v.upper()])),
        ),
        (
            words.text(N_("Province")),
            of.values("province", facets["provinces"], lambda v: names.province(v, words)),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Values:
    """Makes choices of a facet's values."""

    picked: Chosen

    def values(self, name: str, counted: Iterable[Data], label: Callable[[str], str]) -> list[Choice]:
        """Each with its link."""
        return [self._choice(name, one["value"], one["count"], label) for one in counted]

    def _choice(self, name: str, value: str, count: int, label: Callable[[str], str]) -> Choice:
        here = getattr(self.picked, name) == value.lower()
        return Choice(label(value), count, self.picked.toggled(name, value.lower()), here)


def _sectors(visit: Visit, of: Values, facets: Data) -> list[Choice]:
    """The first level; where one is chosen, those within it."""
    top = of.picked.sector.partition(".")[0]
    counted = [*facets["topSectors"], *(one for one in facets["sectors"] if top and one["value"].startswith(f"{top}."))]
    return of.values("sector", counted, lambda v: names.sector(v, visit.words))


def _levels(picked: Chosen, counted: Iterable[Data]) -> list[Choice]:
    """How many are at least so ready."""
    known = {int(one["value"]): one["count"] for one in counted}
    at_least = [(level, sum(n for one, n in known.items() if one >= level)) for level in (9, 7, 4, 1)]
    return [
        Choice(
            f"TRL {level}" if level == 9 else f"TRL ≥ {level}",
            count,
            picked.toggled("trl", str(level)),
            picked.trl == str(level),
        )
        for level, count in at_least
        if count
    ]


def _taken(visit: Visit, picked: Chosen) -> list[tuple[str, str]]:
    """What is chosen, with the list without it."""
    words = visit.words
    said: dict[str, Callable[[str], str]] = {
        "direction": lambda v: words.text(names.DIRECTION[v.upper()]),
        "subject": lambda v: words.text(names.SUBJECT[v.upper()]),
        "sector": lambda v: names.sector(v, words),
        "province": lambda v: names.province(v, words),
        "mode": lambda v: words.text(names.MODE[v.upper()]),
        "trl": lambda v: f"TRL ≥ {v}",
        "most": lambda v: words.text(N_("up to {price}"), price=money(int(v), "VND", words.language)),
    }
    searched = [(f"“{picked.q}”", picked.address(q="", order=""))] if picked.q else []
    return searched + [(said[name](getattr(picked, name)), picked.address(**{name: ""})) for name in picked.filtered]


def _orders(visit: Visit, picked: Chosen) -> list[tuple[str, str, bool]]:
    ways = [
        ("latest", N_("Newest")),
        ("cheapest", N_("Cheapest")),
        ("readiest", N_("Readiest")),
        ("title", N_("By name")),
    ]
    best = [("best", N_("Best fit"))] if picked.q else []
    return [
        (picked.address(order=way), visit.words.text(text), picked.sorted_by == way) for way, text in (*best, *ways)
    ]


def _pages(picked: Chosen, info: Data) -> dict[str, str]:
    return {
        "before": picked.address(before=info["startCursor"]) if info["hasPreviousPage"] else "",
        "after": picked.address(after=info["endCursor"]) if info["hasNextPage"] else "",
    }
