"""Rows in memory, so that a bench of the schema measures the schema."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.graph.conditions import Row, Where
from gateway.graph.reading import Counted, DealsOf, Order, Valued

MADE = 200
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class MemoryRows:
    """Finds by ids, or everything in order: no more than the bench asks."""

    def __init__(self) -> None:
        self._rows = {
            "entries": {f"entry-{n:03}": entry(n) for n in range(MADE)},
            "organisations": {f"organisation-{n:03}": organisation(n) for n in range(MADE)},
        }

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """Copies of the rows, as a database's answer is new each time."""
        rows = self._rows[collection]
        ids = _ids(where)
        found = [rows[i] for i in ids if i in rows] if ids is not None else list(rows.values())
        return [dict(row) for row in (found[:limit] if limit else found)]

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        raise NotImplementedError

    async def count(self, collection: str, where: Where) -> int:
        raise NotImplementedError

    async def deals(self, tenant_id: str) -> DealsOf:
        raise NotImplementedError

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        raise NotImplementedError


def _ids(where: Where) -> list[str] | None:
    for part in where.get("$and", [where]):
        if "_id" in part:
            return list(part["_id"]["$in"])
    return None


def entry(number: int) -> dict[str, Any]:
    return {
        "_id": f"entry-{number:03}",
        "v": {"entry": 1},
        "entry_id": f"entry-{number:03}",
        "tenant_id": "tenant-1",
        "title": f"Gạch không nung {number}",
        "summary": "Gạch từ tro bay, nhẹ hơn và rẻ hơn",
        "tags": ["Vật liệu", "Môi trường"],
        "organisation": {"name": f"Gạch Việt {number}", "country": "VN"},
        "organisation_id": f"organisation-{number:03}",
        "submitted_at": NOON - timedelta(minutes=number),
        "receipt_code": "K7QM2A",
    }


def organisation(number: int) -> dict[str, Any]:
    return {
        "_id": f"organisation-{number:03}",
        "v": {"organisation": 1},
        "organisation_id": f"organisation-{number:03}",
        "tenant_id": "tenant-1",
        "name": f"Gạch Việt {number}",
        "country": "VN",
        "website": "https://gach.example",
        "founded_year": 2020,
    }
