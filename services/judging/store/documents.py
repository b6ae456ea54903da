"""What is too large for a state: lists of sheets, and sealed results."""

from typing import Any

import orjson

from shared.mongo import Database

COLLECTION = "documents"


class MongoDocuments:
    """Implements `Documents`; written by majority, as everything is."""

    def __init__(self, database: Database) -> None:
        self._documents = database[COLLECTION]

    async def put(self, hash_: str, document: Any) -> None:  # noqa: ANN401 - JSON
        """As `Documents.put`."""
        kept = {"content": orjson.dumps(document)}
        await self._documents.update_one({"_id": hash_}, {"$setOnInsert": kept}, upsert=True)

    async def get(self, hash_: str) -> Any:  # noqa: ANN401 - JSON
        """As `Documents.get`."""
        found = await self._documents.find_one({"_id": hash_})
        return orjson.loads(found["content"]) if found else None
