"""Lists: filtered, searched, ordered, paged both ways and counted, always within what the viewer may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

from gateway.graph.conditions import Condition, Row, Where, together
from gateway.graph.context import Context
from gateway.graph.errors import BadInput
from gateway.graph.models import MODELS
from gateway.graph.models.model import Model
from gateway.graph.reading import Valued
from gateway.graph.relay import CursorValue, beyond, cursor, page_size, place_of, sorting

MATCHES = 10_000
VALUES = 100
RELEVANCE = "RELEVANCE"


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order: the path that it goes by, and the field whose rule it needs."""

    path: str
    field: str


@dataclass(frozen=True, slots=True)
class Counting:
    """A facet: the path whose values are counted, the field whose rule it needs, and whether instants are counted by
    the day on which they fall."""

    path: str
    field: str
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Filtering:
    """A filter: the field whose rule it needs, and the condition made of a given value."""

    field: str
    where: Callable[[Any], Where]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks of a list."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None
    order: str = ""
    rising: bool = True
    search: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A type's list. `searched` are the fields that the full-text index holds."""

    kind: str
    orders: Mapping[str, Sorting]
    filters: Mapping[str, Filtering]
    facets: Mapping[str, Counting]
    searched: tuple[str, ...] = ()

    @property
    def model(self) -> Model:
        """Where its rows stand."""
        return MODELS[self.kind]


Edge = dict[str, Any]
"""A row as `node`, and where it stands as `cursor`: a dict, as everything that fields are read from."""


def edge(row: Row, where: str) -> Edge:
    """A row in its place."""
    return {"node": row, "cursor": where}


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and the filter that it came from, for counting only when that is asked for."""

    listing: Listing
    where: Where
    edges: list[Edge]
    before: bool
    after: bool
    searched: str = ""


async def page(context: Context, listing: Listing, given: Mapping[str, Any], asked: Asked) -> Page:
    """The page that is asked for. Raises `BadInput` for a cursor or size that fits no page."""
    await context.learn(listing.kind)
    where = together(context.shown(listing.model), *_filters(context, listing, given))
    if asked.search is None or not asked.search.strip():
        return await _by_key(context, listing, where, asked)
    may = _searchable(context, listing)
    found = await context.search.find(listing.model.collection, asked.search, MATCHES, may)
    where = together({"_id": {"$in": found}}, where, may.where())
    if asked.order == RELEVANCE:
        return replace(await _by_relevance(context, listing, where, asked, found), searched=asked.search)
    return replace(await _by_key(context, listing, where, asked), searched=asked.search)


async def unknown_words(context: Context, found: Page) -> list[str]:
    """The searched words that no row which the viewer may search has; none where nothing was searched."""
    if not found.searched:
        return []
    may = _searchable(context, found.listing)
    return await context.search.unknown(found.listing.model.collection, found.searched, may)


async def count(context: Context, found: Page) -> int:
    """How many rows the whole list has."""
    return await context.rows.count(found.listing.model.collection, found.where)


async def facets(
    context: Context, found: Page, names: list[str], most: int, zone: str
) -> dict[str, list[tuple[Any, int]]]:
    """For each name the values that the list's rows have, and how often; only rows in which the field may be read.
    Days are those of the zone."""
    counted: dict[str, list[tuple[Any, int]]] = {}
    asked = {name: found.listing.facets[name] for name in names}
    for rule in {facet.field for facet in asked.values()}:
        by = {n: Valued(f.path, zone if f.by_day else None) for n, f in asked.items() if f.field == rule}
        where = together(found.where, context.readable(found.listing.kind, rule).where())
        counted |= await context.rows.facets(found.listing.model.collection, where, by, most)
    return counted


def _filters(context: Context, listing: Listing, given: Mapping[str, Any]) -> list[Where]:
    """Each filter with the right to read what it filters by."""
    wheres: list[Where] = []
    for name, value in given.items():
        if isinstance(value, list) and len(value) > VALUES:
            raise BadInput("bad_filter", f"A filter takes at most {VALUES} values.")
        filtering = listing.filters[name]
        wheres += [filtering.where(value), context.readable(listing.kind, filtering.field).where()]
    return wheres


def _searchable(context: Context, listing: Listing) -> Condition:
    """The rows in which the viewer may read all that the index holds of them."""
    rights: list[Condition] = [context.readable(listing.kind, field) for field in listing.searched]
    return reduce(and_, rights, context.seen(listing.model))


async def _by_key(context: Context, listing: Listing, where: Where, asked: Asked) -> Page:
    """By keys, not by offsets: a page stays where it is when rows come and go."""
    sort = listing.orders[asked.order]
    where = together(where, context.readable(listing.kind, sort.field).where())
    size, backwards = page_size(asked.first, asked.last)
    rising = asked.rising != backwards
    bounds = [
        beyond(sort.path, place_of(text, _label(asked)), way)
        for text, way in ((asked.after, asked.rising), (asked.before, not asked.rising))
        if text
    ]
    found = await context.rows.find(
        listing.model.collection, together(where, *bounds), sorting(sort.path, rising), size + 1
    )
    edges = [edge(row, cursor(_label(asked), _value(row, sort.path), row["_id"])) for row in found[:size]]
    return _paged(listing, where, edges[::-1] if backwards else edges, len(found) > size, asked)


async def _by_relevance(context: Context, listing: Listing, where: Where, asked: Asked, found: list[str]) -> Page:
    """In the index's order; ranks are counted among what the viewer sees, so that they tell of nothing else."""
    collection = listing.model.collection
    seen = {row["_id"] for row in await context.rows.find(collection, where, only=("_id",))}
    ranked = [i for i in found if i in seen]
    if asked.rising:
        ranked.reverse()
    size, backwards = page_size(asked.first, asked.last)
    start, end = _between(ranked, asked)
    start, end = (max(start, end - size), end) if backwards else (start, min(end, start + size))
    rows = {row["_id"]: row for row in await context.rows.find(collection, {"_id": {"$in": ranked[start:end]}})}
    edges = [
        edge(rows[i], cursor(_label(asked), rank, i)) for rank, i in enumerate(ranked[start:end], start) if i in rows
    ]
    return Page(listing, where, edges, before=start > 0, after=end < len(ranked))


def _between(ranked: list[str], asked: Asked) -> tuple[int, int]:
    start = _rank(ranked, asked.after, asked) + 1 if asked.after else 0
    end = _rank(ranked, asked.before, asked) if asked.before else len(ranked)
    return start, max(start, end)


def _rank(ranked: list[str], text: str, asked: Asked) -> int:
    """Where the cursor's row is now, or where it was."""
    was, aggregate_id = place_of(text, _label(asked))
    if aggregate_id in ranked:
        return ranked.index(aggregate_id)
    return min(was, len(ranked)) if isinstance(was, int) and was >= 0 else 0


def _paged(listing: Listing, where: Where, edges: list[Edge], more: bool, asked: Asked) -> Page:
    """Whether there is more: known on the side towards which was read, and by the cursor on the other."""
    if asked.last is not None:
        return Page(listing, where, edges, before=more, after=asked.before is not None)
    return Page(listing, where, edges, before=asked.after is not None, after=more)


def _label(asked: Asked) -> str:
    return f"{asked.order}{'+' if asked.rising else '-'}"


def _value(row: Row, path: str) -> CursorValue:
    value: Any = row
    for key in path.split("."):
        value = (value or {}).get(key)
    found: CursorValue = value
    return found
