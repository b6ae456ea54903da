"""MongoDB behind registration's ports, where the general aggregate store is not enough."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from services.registration.domain.entry import Entry
from shared.contracts.registration.values import EntryStatus
from shared.mongo import Database, IndexModel, find_all

COLLECTION = "entries"
MOST = 100
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


class MongoDrafts:
    """Implements `Drafts`."""

    def __init__(self, database: Database) -> None:
        self._entries = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index that drafts are found by."""
        drafts = {"state.status": EntryStatus.DRAFT.value}
        keys = [("state.author_id", 1), ("state.place.programme_id", 1)]
        await self._entries.create_indexes([IndexModel(keys, name="drafts", partialFilterExpression=drafts)])

    async def by_author(self, author_id: str, programme_id: str | None) -> Sequence[Entry]:
        """As `Drafts.by_author`."""
        query = {"state.author_id": author_id, "state.status": EntryStatus.DRAFT.value}
        if programme_id is not None:
            query["state.place.programme_id"] = programme_id
        found = await find_all(self._entries, query, {"state": 1}, sort=[("state.draft.saved_at", -1)], limit=MOST)
        return [_ENTRY.validate_python(document["state"]) for document in found]
