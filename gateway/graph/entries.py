"""The list of entries, for everybody who may see some and for one's own."""

from collections.abc import Mapping
from typing import Any, cast

import strawberry
from strawberry import Info, Parent

from gateway.graph import lists
from gateway.graph.connections import Connection, listed
from gateway.graph.context import Context
from gateway.graph.finding import Facet, asked, counted, facets_asked, unknown_words
from gateway.graph.listings.registration import ENTRIES, EntryFilter, EntryOrder
from gateway.graph.sources import column
from gateway.graph.types.registration import Entry
from shared.texts.times import HOME


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
    by_day = "submittedDays" in facets_asked(found, info)
    zone = await _zone(info.context, parent["given"]) if by_day else HOME
    return cast(EntryFacets, await counted(found, info, zone))


async def _zone(context: Context, given: Mapping[str, Any]) -> str:
    """The clock by which the filtered entries arrive."""
    programme = await context.row("Programme", given.get("programme_id"))
    edition = await context.row("Edition", programme["edition_id"] if programme else given.get("edition_id"))
    return str(edition["zone"]) if edition else HOME


@strawberry.type(description="A page of entries.")
class EntryConnection(Connection[Entry]):
    """A page of entries with its facets."""

    facets: EntryFacets = strawberry.field(
        resolver=facets_of, description="The values that the whole list has, under the same filter and search."
    )
    unknown_words: list[str] = strawberry.field(
        resolver=unknown_words,
        description="Words of the search that no entry which you may see has; similar ones were found instead.",
    )


async def entries(
    info: Info[Context, None],
    page: lists.Asked,
    given: EntryFilter | None,
    order_by: EntryOrder | None = None,
    search: str | None = None,
) -> EntryConnection:
    """A page of entries."""
    return cast(EntryConnection, await listed(info, ENTRIES, given, asked(page, "SUBMITTED_AT", order_by, search)))
