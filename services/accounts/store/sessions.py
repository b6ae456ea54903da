"""Sessions, found by the hash of their token."""

from datetime import datetime

from services.accounts.ports import Session
from shared.mongo import Database, IndexModel

COLLECTION = "sessions"


class MongoSessions:
    """Implements `Sessions`; MongoDB takes expired ones away."""

    def __init__(self, database: Database) -> None:
        self._sessions = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index by which expired sessions go."""
        await self._sessions.create_indexes([IndexModel([("expires_at", 1)], name="expires_at", expireAfterSeconds=0)])

    async def add(self, token_hash: str, session: Session) -> None:
        """As `Sessions.add`."""
        about = {"person_id": session.person_id, "tenant_id": session.tenant_id, "expires_at": session.expires_at}
        await self._sessions.insert_one({"_id": token_hash, **about})

    async def find(self, token_hash: str, now: datetime) -> Session | None:
        """As `Sessions.find`."""
        found = await self._sessions.find_one({"_id": token_hash, "expires_at": {"$gt": now}})
        return Session(found["person_id"], found["tenant_id"], found["expires_at"]) if found else None

    async def end(self, token_hash: str) -> None:
        """As `Sessions.end`."""
        await self._sessions.delete_one({"_id": token_hash})
