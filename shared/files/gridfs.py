"""Files in MongoDB's GridFS, beside the aggregates of their service and in the same backup."""

from collections.abc import AsyncIterator, Mapping, Sequence

from shared.errors import NotFound
from shared.files.values import StoredFile
from shared.mongo import Database, Document, IndexModel, bucket, file_pieces, find_all, store_file

BUCKET = "files"
FILES = f"{BUCKET}.files"


class MongoFiles:
    """Implements `FileStore`."""

    def __init__(self, database: Database) -> None:
        self._known, self._bucket = database[FILES], bucket(database, BUCKET)

    async def prepare(self) -> None:
        """Makes the index that an owner's files are found by."""
        await self._known.create_indexes([IndexModel([("metadata.owner_id", 1)], name="owner")])

    async def put(self, file: StoredFile, content: bytes) -> None:
        """As `FileStore.put`."""
        if await self.find(file.file_id) is None:
            kept = {
                "owner_id": file.owner_id,
                "uploaded_by": file.uploaded_by,
                "sha256": file.sha256,
                "media_type": file.media_type,
                "stored_at": file.stored_at,
            }
            await store_file(self._bucket, file.file_id, content, kept)

    async def find(self, file_id: str) -> StoredFile | None:
        """As `FileStore.find`."""
        found = await self._known.find_one({"_id": file_id})
        return _file(found) if found else None

    async def count(self, owner_id: str) -> int:
        """As `FileStore.count`."""
        return await self._known.count_documents({"metadata.owner_id": owner_id})

    async def of(self, owner_id: str, file_ids: Sequence[str]) -> Mapping[str, str]:
        """As `FileStore.of`."""
        query: Document = {"_id": {"$in": list(file_ids)}, "metadata.owner_id": owner_id}
        found = await find_all(self._known, query, {"metadata.sha256": 1})
        return {one["_id"]: one["metadata"]["sha256"] for one in found}

    async def content(self, file_id: str) -> AsyncIterator[bytes]:
        """As `FileStore.content`."""
        if await self.find(file_id) is None:
            raise NotFound
        async for piece in file_pieces(self._bucket, file_id):
            yield piece


def _file(found: Document) -> StoredFile:
    known = found["metadata"]
    return StoredFile(
        found["_id"],
        known["owner_id"],
        known["uploaded_by"],
        known["sha256"],
        known["media_type"],
        found["length"],
        known["stored_at"],
    )
