"""What is handed out for some minutes and taken back once."""

from collections.abc import Mapping
from datetime import datetime

from shared.mongo import Database, Document, IndexModel

COLLECTION = "tickets"


class MongoTickets:
    """Implements `Tickets`; MongoDB takes old ones away."""

    def __init__(self, database: Database) -> None:
        self._tickets = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index by which old tickets go."""
        await self._tickets.create_indexes([IndexModel([("until", 1)], name="until", expireAfterSeconds=0)])

    async def put(self, ticket_hash: str, kind: str, about: Mapping[str, str], until: datetime) -> None:
        """As `Tickets.put`."""
        ticket = {"kind": kind, "about": dict(about), "until": until}
        await self._tickets.update_one({"_id": ticket_hash}, {"$set": ticket}, upsert=True)

    async def find(self, ticket_hash: str, kind: str, now: datetime) -> Mapping[str, str] | None:
        """As `Tickets.find`."""
        found = await self._tickets.find_one(_good(ticket_hash, kind, now))
        return dict(found["about"]) if found else None

    async def take(self, ticket_hash: str, kind: str, now: datetime) -> Mapping[str, str] | None:
        """As `Tickets.take`."""
        about = await self.find(ticket_hash, kind, now)
        if about is None:
            return None
        outcome = await self._tickets.delete_one(_good(ticket_hash, kind, now))
        return about if outcome.deleted_count else None


def _good(ticket_hash: str, kind: str, now: datetime) -> Document:
    return {"_id": ticket_hash, "kind": kind, "until": {"$gt": now}}
