"""Entries as they are shown: a release's decisions show when all of them have arrived, and none before."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from gateway.graph.conditions import Row, Where, together
from gateway.graph.reading import Counted, DealsOf, Order, Rows, Valued
from shared.contracts.registration.values import EntryStatus

T = TypeVar("T")
ENTRIES, RELEASES = "entries", "releases"
MOST_AT_ONCE = 1_000
"""Releases that are on their way at one time."""
SUBMITTED, WITHDRAWN = EntryStatus.SUBMITTED.value, EntryStatus.WITHDRAWN.value
UNDECIDED = dict.fromkeys(
    ("decision", "rejection_reason", "decision_text", "release_id", "decided_at"),
)


@dataclass(frozen=True, slots=True)
class _Read(Generic[T]):
    """What was read, and the releases that were on their way then."""

    found: T
    hidden: frozenset[str]


class VeiledRows:
    """A read model in which an entry of a release that hasn't arrived whole stands as it stood before.

    `arrived` are releases known to have arrived, which they then have for ever: what is known costs no read.
    """

    def __init__(self, rows: Rows, arrived: set[str]) -> None:
        self._rows, self._arrived = rows, arrived

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        """See `Rows`."""
        if collection != ENTRIES:
            return await self._rows.find(collection, where, order, limit, only)
        fields = tuple(only)
        if not speaks_of_status(where):
            plain = await self._afresh(lambda: self._rows.find(collection, where, order, limit, fields), list)
            return [_veiled(row, plain.hidden) for row in plain.found]
        found = await self._steadily(
            lambda hidden: self._rows.find(collection, unveiled(where, hidden), order, limit, fields)
        )
        return [_veiled(row, found.hidden) for row in found.found]

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        """See `Rows`. Nobody asks it by an entry's status."""
        if collection != ENTRIES:
            return await self._rows.first_of_each(collection, where, by, order, most)
        read = await self._afresh(
            lambda: self._rows.first_of_each(collection, where, by, order, most),
            lambda groups: [row for rows in groups.values() for row in rows],
        )
        return {value: [_veiled(row, read.hidden) for row in rows] for value, rows in read.found.items()}

    async def count(self, collection: str, where: Where) -> int:
        """See `Rows`."""
        if collection != ENTRIES or not speaks_of_status(where):
            return await self._rows.count(collection, where)
        return (await self._steadily(lambda hidden: self._rows.count(collection, unveiled(where, hidden)))).found

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        """See `Rows`."""
        by_status = {name: valued for name, valued in by.items() if valued.path == "status"}
        if collection != ENTRIES or not (by_status or speaks_of_status(where)):
            return await self._rows.facets(collection, where, by, most)

        async def counted(hidden: frozenset[str]) -> dict[str, Counted]:
            shown = unveiled(where, hidden)
            found = await self._rows.facets(collection, shown, by, most)
            return found | (await self._statuses(shown, by_status, hidden, most) if by_status and hidden else {})

        return (await self._steadily(counted)).found

    async def _steadily(self, read: Callable[[frozenset[str]], Awaitable[T]]) -> "_Read[T]":
        """What is read while no release begins or ends to arrive."""
        hidden = await self._hidden()
        while True:
            found, before = await read(hidden), (hidden, len(self._arrived))
            hidden = await self._hidden()
            if (hidden, len(self._arrived)) == before:
                return _Read(found, hidden)

    async def _afresh(self, read: Callable[[], Awaitable[T]], rows_of: Callable[[T], list[Row]]) -> "_Read[T]":
        """Read once more where a release has arrived since: of its rows some were read before it had."""
        while True:
            known = frozenset(self._arrived)
            found = await read()
            rows = rows_of(found)
            hidden = await self._hidden_of(rows)
            if not any(row.get("release_id") in self._arrived - known for row in rows):
                return _Read(found, hidden)

    async def deals(self, tenant_id: str) -> DealsOf:
        """See `Rows`; a release says nothing of them."""
        return await self._rows.deals(tenant_id)

    async def _statuses(
        self, where: Where, by: Mapping[str, Valued], hidden: frozenset[str], most: int
    ) -> dict[str, Counted]:
        """Counted without those that are on their way, which still count as submitted."""
        counted = await self._rows.facets(ENTRIES, together(where, _open(hidden)), by, most)
        waiting = await self._rows.count(ENTRIES, together(where, _on_the_way(hidden)))
        return {name: _added(values, SUBMITTED, waiting) for name, values in counted.items()}

    async def _hidden(self) -> frozenset[str]:
        """All releases that are on their way."""
        unknown: Where = {"release_id": {"$nin": [None, *sorted(self._arrived)]}}
        found = await self._rows.facets(ENTRIES, unknown, {"releases": Valued("release_id")}, MOST_AT_ONCE)
        return await self._not_arrived({value for value, _ in found["releases"]})

    async def _hidden_of(self, rows: Iterable[Row]) -> frozenset[str]:
        return await self._not_arrived({row["release_id"] for row in rows if row.get("release_id")})

    async def _not_arrived(self, release_ids: set[str]) -> frozenset[str]:
        unknown = release_ids - self._arrived
        if not unknown:
            return frozenset()
        releases = await self._rows.find(RELEASES, {"_id": {"$in": sorted(unknown)}})
        for release in releases:
            if "entries" in release and await self._count(release["_id"]) >= release["entries"]:
                self._arrived.add(release["_id"])
        return frozenset(unknown - self._arrived)

    async def _count(self, release_id: str) -> int:
        return await self._rows.count(ENTRIES, {"$or": [{"release_id": release_id}, {"left_out": release_id}]})


def speaks_of_status(where: Where) -> bool:
    """Whether a filter goes by where entries stand."""
    inner = [one for way in ("$and", "$or") for one in where.get(way, ())]
    return any(name == "status" for name in where) or any(speaks_of_status(one) for one in inner)


def unveiled(where: Where, hidden: frozenset[str]) -> Where:
    """The filter of what is shown as one of what is stored."""
    if not hidden or not speaks_of_status(where):
        return where
    parts: list[Where] = []
    for name, value in where.items():
        if name == "status":
            parts.append(_standing(value, hidden))
        elif name in ("$and", "$or"):
            parts.append({name: [unveiled(one, hidden) for one in value]})
        else:
            parts.append({name: value})
    return together(*parts)


def _standing(value: Any, hidden: frozenset[str]) -> Where:  # noqa: ANN401 - a filter of MongoDB
    """Who is on the way stands as submitted, whatever is stored."""
    asked = value["$in"] if isinstance(value, dict) else [value]
    ways = [together({"status": value}, _open(hidden))]
    if SUBMITTED in asked:
        ways.append(_on_the_way(hidden))
    return {"$or": ways}


def _open(hidden: frozenset[str]) -> Where:
    return {"$or": [{"release_id": {"$nin": sorted(hidden)}}, {"status": WITHDRAWN}]}


def _on_the_way(hidden: frozenset[str]) -> Where:
    return {"release_id": {"$in": sorted(hidden)}, "status": {"$ne": WITHDRAWN}}


def _veiled(row: Row, hidden: frozenset[str]) -> Row:
    if row.get("release_id") not in hidden:
        return row
    return {**row, **UNDECIDED, "status": row["status"] if row["status"] == WITHDRAWN else SUBMITTED}


def _added(values: Counted, value: str, count: int) -> Counted:
    counts = dict(values)
    counts[value] = counts.get(value, 0) + count
    return sorted(((v, n) for v, n in counts.items() if n), key=lambda one: (-one[1], str(one[0])))
