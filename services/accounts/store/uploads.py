"""Uploaded files, sealed, for a day."""

from datetime import datetime

from services.accounts.ports import Upload, Vault
from shared.mongo import Database, IndexModel
from shared.sealing import sealed_bytes, unsealed_bytes

COLLECTION = "uploads"


class MongoUploads:
    """Implements `Uploads`; MongoDB takes old ones away."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._uploads, self._vault = database[COLLECTION], vault

    async def prepare(self) -> None:
        """Makes the indexes by which old files go, and somebody's are found."""
        await self._uploads.create_indexes(
            [
                IndexModel([("kept_until", 1)], name="kept_until", expireAfterSeconds=0),
                IndexModel([("uploaded_by", 1)], name="uploaded_by"),
            ]
        )

    async def put(self, upload: Upload) -> None:
        """As `Uploads.put`."""
        key = await self._vault.key_to_seal(upload.uploaded_by)
        kept = {
            "tenant_id": upload.tenant_id,
            "uploaded_by": upload.uploaded_by,
            "sha256": upload.sha256,
            "sealed": sealed_bytes(key, _about(upload.upload_id), upload.content),
            "kept_until": upload.kept_until,
        }
        await self._uploads.update_one({"_id": upload.upload_id}, {"$set": kept}, upsert=True)

    async def find(self, upload_id: str, uploaded_by: str, now: datetime) -> Upload | None:
        """As `Uploads.find`."""
        query = {"_id": upload_id, "uploaded_by": uploaded_by, "kept_until": {"$gt": now}}
        found = await self._uploads.find_one(query)
        key = (await self._vault.keys([uploaded_by])).get(uploaded_by) if found else None
        if found is None or key is None:
            return None
        content = unsealed_bytes(key, _about(upload_id), bytes(found["sealed"]))
        if content is None:
            return None
        return Upload(upload_id, found["tenant_id"], uploaded_by, found["sha256"], content, found["kept_until"])

    async def drop_of(self, person_id: str) -> None:
        """As `Uploads.drop_of`."""
        await self._uploads.delete_many({"uploaded_by": person_id})


def _about(upload_id: str) -> bytes:
    return f"upload:{upload_id}".encode()
