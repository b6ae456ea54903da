"""Searching and facets of a list, alike for every list that has them."""

from typing import Any, Protocol

import strawberry
from strawberry import Info, Parent

from gateway.graph import lists
from gateway.graph.context import Context, names_below
from gateway.graph.errors import BadInput
from gateway.graph.listings.filters import Direction
from gateway.graph.sources import column

FACETS_SHOWN = 200
LONGEST_SEARCH = 300

Counted = dict[str, list[dict[str, Any]]]


@strawberry.type(description="A value, and how many rows of the list have it.")
class Facet:
    """A facet's value."""

    value: str = column("value", "The value.")
    count: int = column("count", "How many rows of the list have it.")


class Order(Protocol):
    """An order of some list, as a client gives it."""

    field: Any
    direction: Direction


def asked(page: lists.Asked, usual: str, order_by: Order | None, search: str | None) -> lists.Asked:
    """Without an order: what fits best where words are given, else the usual, falling. Raises `BadInput`."""
    searching = bool(search and search.strip())
    field = str(order_by.field.value) if order_by else lists.RELEVANCE if searching else usual
    if field == lists.RELEVANCE and not searching:
        raise BadInput("bad_order", "Only a search has an order by relevance.")
    if search and len(search) > LONGEST_SEARCH:
        raise BadInput("bad_search", f"Search for at most {LONGEST_SEARCH} characters.")
    rising = order_by is not None and order_by.direction is Direction.ASC
    return lists.Asked(page.first, page.after, page.last, page.before, field, rising, search)


def facets_asked(found: lists.Page, info: Info[Context, None]) -> list[str]:
    """The names of the facets that the document asks for."""
    return sorted(names_below(info) & found.listing.facets.keys())


async def counted(found: lists.Page, info: Info[Context, None], zone: str) -> Counted:
    """The facets that are asked for, counted together; days are those of the zone."""
    values = await lists.facets(info.context, found, facets_asked(found, info), FACETS_SHOWN, zone)
    return {name: [{"value": str(value), "count": n} for value, n in ones] for name, ones in values.items()}


async def unknown_words(parent: Parent[dict[str, Any]], info: Info[Context, None]) -> list[str]:
    """Resolves `unknownWords` of a list."""
    return await lists.unknown_words(info.context, parent["page"])
