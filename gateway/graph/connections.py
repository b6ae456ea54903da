"""Relay's connections, and how a list's page becomes one."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import strawberry
from strawberry import Info, Parent

from gateway.graph import lists
from gateway.graph.context import Context, names_below, prime
from gateway.graph.sources import column

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = column("after", "Whether there are rows after this page.")
    has_previous_page: bool = column("before", "Whether there are rows before this page.")
    start_cursor: str | None = column("start", "The cursor of the page's first row.")
    end_cursor: str | None = column("end", "The cursor of the page's last row.")


@strawberry.type(description="A row of a list, and where it stands in it.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = column("cursor", "Goes into `after` or `before`; opaque, and bound to the list's order.")
    node: T = column("node", "The row.")


async def _total(parent: Parent[dict[str, Any]], info: Info[Context, None]) -> int:
    return await lists.count(info.context, parent["page"])


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """Relay's connection."""

    edges: list[Edge[T]] = column("edges", "The rows of this page.")
    page_info: PageInfo = column("info", "Where the page stands.")
    total_count: int = strawberry.field(
        resolver=_total, description="How many rows the whole list has that you may see."
    )


def connection_of(page: lists.Page, given: Mapping[str, Any]) -> dict[str, Any]:
    """A page in the form that the connection's fields are read from, with the filter that was given."""
    edges = page.edges
    ends = {"start": edges[0]["cursor"], "end": edges[-1]["cursor"]} if edges else {}
    return {"edges": edges, "info": {"after": page.after, "before": page.before, **ends}, "page": page, "given": given}


REFERENCES = {
    "Entry": {
        "tenant": ("Tenant", "tenant_id"),
        "edition": ("Edition", "edition_id"),
        "programme": ("Programme", "programme_id"),
        "organisation": ("Organisation", "organisation_id"),
    }
}


async def listed(info: Info[Context, None], listing: lists.Listing, given: Any, asked: lists.Asked) -> Any:  # noqa: ANN401
    """Answers a list: its page, and beforehand the rows that its rows are asked for."""
    filters = {name: value for name, value in vars(given).items() if value is not None} if given else {}
    page = await lists.page(info.context, listing, filters, asked)
    info.context.counted(page.edges)
    wanted = names_below(info)
    references = {r: by for name, (r, by) in REFERENCES.get(listing.kind, {}).items() if name in wanted}
    await prime(info.context, listing.kind, [e["node"] for e in page.edges], references)
    return connection_of(page, filters)
