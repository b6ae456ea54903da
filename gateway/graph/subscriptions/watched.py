"""Rows that write down what was read of them, so that a reader is told when it changes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gateway.graph.conditions import Row, Where
from gateway.graph.reading import Counted, DealsOf, Order, Rows, Valued
from gateway.projections import BELONGING
from shared.bus.projected import belonging, tag


class WatchedRows:
    """A read model; `names` receives what a reading depends on.

    Rows asked for by id are watched one by one, those of one person by that person, else the whole collection is.
    """

    def __init__(self, rows: Rows, names: set[str]) -> None:
        self._rows, self._names = rows, names

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """See `Rows`."""
        self._watch(collection, where)
        return await self._rows.find(collection, where, order, limit, only)

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        """See `Rows`."""
        self._watch(collection, where)
        return await self._rows.first_of_each(collection, where, by, order, most)

    async def count(self, collection: str, where: Where) -> int:
        """See `Rows`."""
        self._watch(collection, where)
        return await self._rows.count(collection, where)

    async def deals(self, tenant_id: str) -> DealsOf:
        """See `Rows`."""
        self._watch("deals", {"tenant_id": tenant_id})
        return await self._rows.deals(tenant_id)

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        """See `Rows`."""
        self._watch(collection, where)
        return await self._rows.facets(collection, where, by, most)

    def _watch(self, collection: str, where: Where) -> None:
        self._names.update(_names(collection, where))


def _names(collection: str, where: Where) -> list[str]:
    """The narrowest names under which a change of what the filter finds is told."""
    must = list(_must(where))
    ids = [id_ for name, value in must if name == "_id" and isinstance(value, dict) for id_ in value.get("$in", ())]
    if ids:
        return [tag(collection, id_) for id_ in ids]
    by = BELONGING.get(collection)
    whose = [value for name, value in must if name == by and isinstance(value, str)]
    return [tag(belonging(collection, by), one) for one in whose] if by and whose else [collection]


def _must(where: Where) -> Iterator[tuple[str, Any]]:
    """What must hold whatever else does."""
    for name, value in where.items():
        if name == "$and":
            for one in value:
                yield from _must(one)
        else:
            yield name, value
