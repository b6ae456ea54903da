"""MongoDB behind matchmaking's ports: rows of what was heard, and matches by their listings."""

from collections.abc import AsyncIterator, Sequence

from pydantic import TypeAdapter

from services.matchmaking.domain.listing import Published
from services.matchmaking.domain.match import Match
from services.matchmaking.ports import AWARDS, LISTINGS, ORGANISATIONS
from shared.contracts.exchange.values import PublicListing
from shared.mongo import Database, Document, IndexModel, each, find_all

MATCHES = "matches"
_MATCH: TypeAdapter[Match] = TypeAdapter(Match)


class MongoListings:
    """Implements `Listings`. `matched` is the seq up to which a listing was matched."""

    def __init__(self, database: Database) -> None:
        self._rows = database[LISTINGS]

    async def prepare(self) -> None:
        """Makes the index by which an owner's listings are found."""
        await self._rows.create_indexes([IndexModel([("tenant_id", 1), ("owner_id", 1)])])

    async def read(self, listing_id: str) -> Published | None:
        """See `Listings`."""
        row = await self._rows.find_one({"_id": listing_id})
        return published_of(row) if row else None

    async def of_owner(self, tenant_id: str, owner_id: str) -> Sequence[Published]:
        """See `Listings`."""
        query = {"tenant_id": tenant_id, "owner_id": owner_id, "content": {"$ne": None}}
        return [published_of(row) for row in await find_all(self._rows, query, sort=[("_id", 1)])]

    async def matched(self) -> AsyncIterator[Published]:
        """See `Listings`."""
        async for row in each(self._rows, {"content": {"$ne": None}}):
            if row.get("matched") == row["v"]["listing"]:
                yield published_of(row)

    async def mark(self, listing_id: str, seq: int) -> None:
        """See `Listings`."""
        await self._rows.update_one({"_id": listing_id}, {"$set": {"matched": seq}})


def published_of(row: Document) -> Published:
    """A listing's row."""
    content = row.get("content")
    return Published(
        listing_id=row["_id"],
        tenant_id=row["tenant_id"],
        seq=row["v"]["listing"],
        owner_id=row.get("owner_id", ""),
        masked=row.get("masked", False),
        content=PublicListing.model_validate(content) if content else None,
    )


class MongoAwards:
    """Implements `Awards`."""

    def __init__(self, database: Database) -> None:
        self._rows = database[AWARDS]

    async def prepare(self) -> None:
        """Makes the index by which winners are found."""
        await self._rows.create_indexes([IndexModel([("organisations", 1)])])

    async def won_by(self, organisation_id: str) -> int:
        """See `Awards`."""
        return int(await self._rows.count_documents({"organisations": organisation_id}))


class MongoMatches:
    """Implements `Matches` over the aggregates."""

    def __init__(self, database: Database) -> None:
        self._matches = database[MATCHES]

    async def prepare(self) -> None:
        """Makes the indexes by which a listing's matches are found."""
        await self._matches.create_indexes(
            [IndexModel([(f"state.{side}.listing_id", 1)]) for side in ("need", "offer")]
        )

    async def of_listing(self, listing_id: str) -> Sequence[Match]:
        """See `Matches`."""
        query = {"$or": [{f"state.{side}.listing_id": listing_id} for side in ("need", "offer")]}
        found = await find_all(self._matches, query, {"state": 1}, sort=[("_id", 1)])
        return [_MATCH.validate_python(document["state"]) for document in found]


class MongoOrganisations:
    """Implements `Organisations`."""

    def __init__(self, database: Database) -> None:
        self._rows = database[ORGANISATIONS]

    async def belongs(self, organisation_id: str, tenant_id: str, person_id: str) -> bool:
        """See `Organisations`."""
        row = await self._rows.find_one({"_id": organisation_id, "tenant_id": tenant_id})
        return row is not None and (row.get("registered_by") == person_id or person_id in row.get("members", ()))
