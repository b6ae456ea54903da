"""The list of entries, for everybody who may see some and for one's own."""

from collections.abc import Mapping
from typing import Any, cast

import strawberry
from strawberry import Info, Parent

from gateway.graph import lists
from gateway.graph.connections import Connection, listed
from gateway.graph.context import Context, names_below
from gateway.graph.errors import BadInput
from gateway.graph.listings.filters import Direction
from gateway.graph.listings.registration import ENTRIES, EntryFilter, EntryOrder, EntryOrderField
from gateway.graph.sources import column
from gateway.graph.types.registration import Entry
from shared.texts.times import HOME

FACETS_SHOWN = 200
LONGEST_SEARCH = 300


@strawberry.type(description="A value, and how many rows of the list have it.")
class Facet:
    """A facet's value."""

    value: str = column("value", "The value.")
    count: int = column("count", "How many rows of the list have it.")


@strawberry.type(description="The values that the list's entries have, the most frequent first, at most 200 of each.")
class EntryFacets:
    """Facets of entries."""

    tags: list[Facet] = column("tags", "Fields that entries belong to.")
    countries: list[Facet] = column("countries", "Countries of the organisations.")
    founded_years: list[Facet] = column("foundedYears", "Years in which the organisations were founded.")
    statuses: list[Facet] = column("statuses", "Where entries stand.")
    submitted_days: list[Facet] = column(
        "submittedDays",
        "Days on which entries arrived, as `2026-03-01`: those of the time zone of the edition that the list is "
        "filtered to, by itself or by its programme, else Viet Nam's.",
    )


async def facets_of(parent: Parent[dict[str, Any]], info: Info[Context, None]) -> EntryFacets:
    """The facets that are asked for, counted together."""
    found: lists.Page = parent["page"]
    names = sorted(names_below(info) & found.listing.facets.keys())
    zone = await _zone(info.context, parent["given"]) if "submittedDays" in names else HOME
    counted = await lists.facets(info.context, found, names, FACETS_SHOWN, zone)
    shown = {name: [{"value": str(value), "count": n} for value, n in values] for name, values in counted.items()}
    return cast(EntryFacets, shown)


async def _zone(context: Context, given: Mapping[str, Any]) -> str:
    """The clock by which the filtered entries arrive."""
    programme = await context.row("Programme", given.get("programme_id"))
    edition = await context.row("Edition", programme["edition_id"] if programme else given.get("edition_id"))
    return str(edition["zone"]) if edition else HOME


async def _unknown(parent: Parent[dict[str, Any]], info: Info[Context, None]) -> list[str]:
    return await lists.unknown_words(info.context, parent["page"])


@strawberry.type(description="A page of entries.")
class EntryConnection(Connection[Entry]):
    """A page of entries with its facets."""

    facets: EntryFacets = strawberry.field(
        resolver=facets_of, description="The values that the whole list has, under the same filter and search."
    )
    unknown_words: list[str] = strawberry.field(
        resolver=_unknown,
        description="Words of the search that no entry which you may see has; similar ones were found instead.",
    )


def _asked(page: lists.Asked, order_by: EntryOrder | None, search: str | None) -> lists.Asked:
    """Without an order: what fits best where words are given, else the latest first."""
    searching = bool(search and search.strip())
    usual = EntryOrderField.RELEVANCE if searching else EntryOrderField.SUBMITTED_AT
    field = order_by.field if order_by else usual
    if field is EntryOrderField.RELEVANCE and not searching:
        raise BadInput("bad_order", "Only a search has an order by relevance.")
    if search and len(search) > LONGEST_SEARCH:
        raise BadInput("bad_search", f"Search for at most {LONGEST_SEARCH} characters.")
    rising = order_by is not None and order_by.direction is Direction.ASC
    return lists.Asked(page.first, page.after, page.last, page.before, field.value, rising, search)


async def entries(
    info: Info[Context, None],
    page: lists.Asked,
    given: EntryFilter | None,
    order_by: EntryOrder | None = None,
    search: str | None = None,
) -> EntryConnection:
    """A page of entries."""
    return cast(EntryConnection, await listed(info, ENTRIES, given, _asked(page, order_by, search)))
