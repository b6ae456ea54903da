"""The read model's rows, as the schema asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from gateway.graph.conditions import Row, Where
from shared.mongo import Database, aggregate, find_all

Order = Sequence[tuple[str, int]]
Counted = list[tuple[Any, int]]


class Rows(Protocol):
    """One read model. Every filter it is given already holds the viewer's rule."""

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """The rows, of which `only` some fields where any are named; a limit of 0 is none."""
        ...

    async def count(self, collection: str, where: Where) -> int:
        """How many there are."""
        ...

    async def facets(self, collection: str, where: Where, paths: Mapping[str, str], most: int) -> dict[str, Counted]:
        """For each name, the values at its path and how many rows have each, the most frequent first."""
        ...


class MongoRows:
    """A database of the read model."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """See `Rows`."""
        fields = dict.fromkeys(only, 1) or None
        return [*await find_all(self._database[collection], where, fields, sort=order, limit=limit)]

    async def count(self, collection: str, where: Where) -> int:
        """See `Rows`."""
        return await self._database[collection].count_documents(where)

    async def facets(self, collection: str, where: Where, paths: Mapping[str, str], most: int) -> dict[str, Counted]:
        """See `Rows`; all are counted in one pass."""
        each = {name: _by(path, most) for name, path in paths.items()}
        (found,) = await aggregate(self._database[collection], [{"$match": where}, {"$facet": each}])
        return {name: [(row["_id"], row["n"]) for row in rows] for name, rows in found.items()}


def _by(path: str, most: int) -> list[dict[str, Any]]:
    """Unwinding leaves a plain value as it is, and drops a missing one."""
    return [
        {"$project": {"value": f"${path}"}},
        {"$unwind": "$value"},
        {"$group": {"_id": "$value", "n": {"$sum": 1}}},
        {"$sort": {"n": -1, "_id": 1}},
        {"$limit": most},
    ]
