"""The read model's rows, as the schema asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gateway.graph.conditions import Row, Where
from shared.mongo import Database, aggregate, find_all

Order = Sequence[tuple[str, int]]
Counted = list[tuple[Any, int]]


@dataclass(frozen=True, slots=True)
class Valued:
    """What rows are counted by: the value at a path or, with a zone, the day there of the instant at it, ISO 8601."""

    path: str
    zone: str | None = None


class Rows(Protocol):
    """One read model. Every filter it is given already holds the viewer's rule."""

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """The rows, of which `only` some fields where any are named; a limit of 0 is none."""
        ...

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        """For each value of the field `by`, the first rows that have it; one value's many leave another's in."""
        ...

    async def count(self, collection: str, where: Where) -> int:
        """How many there are."""
        ...

    async def deals(self, tenant_id: str) -> "DealsOf":
        """The confirmed deals of a tenant, which everybody may count."""
        ...

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        """For each name, the values that it counts by and how many rows have each, the most frequent first."""
        ...


@dataclass(frozen=True, slots=True)
class DealsOf:
    """Deals that both sides have confirmed: totals by kind and currency, and the records that are counted."""

    totals: list[dict[str, Any]]
    ids: list[str]


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

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        """See `Rows`."""
        first = {"$firstN": {"input": "$$ROOT", "n": most}}
        pipeline = [{"$match": where}, {"$sort": dict(order)}, {"$group": {"_id": f"${by}", "rows": first}}]
        return {group["_id"]: group["rows"] for group in await aggregate(self._database[collection], pipeline)}

    async def count(self, collection: str, where: Where) -> int:
        """See `Rows`."""
        return await self._database[collection].count_documents(where)

    async def deals(self, tenant_id: str) -> DealsOf:
        """See `Rows`."""
        where = {"tenant_id": tenant_id, "status": "confirmed"}
        by = {"agreement": "$agreement", "currency": "$currency"}
        group = {"_id": by, "count": {"$sum": 1}, "value": {"$sum": "$value"}}
        pipeline: list[dict[str, Any]] = [{"$match": where}, {"$group": group}, {"$sort": {"_id": 1}}]
        totals = [
            {**one["_id"], "count": one["count"], "value": one["value"]}
            for one in await aggregate(self._database["deals"], pipeline)
        ]
        found = await find_all(self._database["deals"], where, {"_id": 1}, sort=[("at", -1)], limit=1_000)
        return DealsOf(totals, [one["_id"] for one in found])

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        """See `Rows`; all are counted in one pass."""
        each = {name: _counted(valued, most) for name, valued in by.items()}
        (found,) = await aggregate(self._database[collection], [{"$match": where}, {"$facet": each}])
        return {name: [(row["_id"], row["n"]) for row in rows] for name, rows in found.items()}


def _counted(by: Valued, most: int) -> list[dict[str, Any]]:
    """Unwinding leaves a plain value as it is, and drops a missing one."""
    return [
        {"$project": {"value": _value(by)}},
        {"$unwind": "$value"},
        {"$group": {"_id": "$value", "n": {"$sum": 1}}},
        {"$sort": {"n": -1, "_id": 1}},
        {"$limit": most},
    ]


def _value(by: Valued) -> str | dict[str, Any]:
    at = f"${by.path}"
    return {"$dateToString": {"date": at, "format": "%Y-%m-%d", "timezone": by.zone}} if by.zone else at
