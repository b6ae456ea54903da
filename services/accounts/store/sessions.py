"""Sessions, found by the hash of their token."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.accounts.ports import Method, Session
from shared.mongo import Database, IndexModel, find_all

COLLECTION = "sessions"


class MongoSessions:
    """Implements `Sessions`; MongoDB takes expired ones away."""

    def __init__(self, database: Database) -> None:
        self._sessions = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the indexes by which expired sessions go, and a person's are found."""
        expired = IndexModel([("expires_at", 1)], name="expires_at", expireAfterSeconds=0)
        await self._sessions.create_indexes([expired, IndexModel([("person_id", 1)], name="person")])

    async def add(self, token_hash: str, session: Session) -> None:
        """As `Sessions.add`."""
        about = {name: getattr(session, name) for name in Session.__slots__}
        await self._sessions.insert_one({"_id": token_hash, **about, "method": session.method.value})

    async def find(self, token_hash: str, now: datetime) -> Session | None:
        """As `Sessions.find`."""
        found = await self._sessions.find_one({"_id": token_hash, "expires_at": {"$gt": now}})
        return _session(found) if found else None

    async def seen(self, token_hash: str, at: datetime) -> None:
        """As `Sessions.seen`."""
        await self._sessions.update_one({"_id": token_hash}, {"$set": {"seen_at": at}})

    async def of(self, person_id: str, now: datetime) -> Sequence[Session]:
        """As `Sessions.of`."""
        query = {"person_id": person_id, "expires_at": {"$gt": now}}
        found = await find_all(self._sessions, query, sort=[("seen_at", -1), ("session_id", 1)])
        return [_session(one) for one in found]

    async def end(self, token_hash: str) -> None:
        """As `Sessions.end`."""
        await self._sessions.delete_one({"_id": token_hash})

    async def end_one(self, person_id: str, session_id: str) -> None:
        """As `Sessions.end_one`."""
        await self._sessions.delete_many({"person_id": person_id, "session_id": session_id})

    async def end_all(self, person_id: str, but: str | None = None) -> None:
        """As `Sessions.end_all`."""
        await self._sessions.delete_many({"person_id": person_id, "session_id": {"$ne": but}})


def _session(found: dict[str, Any]) -> Session:
    """The session as it was stored."""
    known = {name: found[name] for name in Session.__slots__}
    return Session(**{**known, "method": Method(found["method"])})
