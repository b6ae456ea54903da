"""Which person an identity at another provider is."""

from contextlib import suppress

from shared.mongo import Database, DuplicateKeyError, IndexModel

COLLECTION = "identities"


class MongoIdentities:
    """Implements `Identities`: a document for each, that names nobody without accounts' key."""

    def __init__(self, database: Database) -> None:
        self._identities = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the index by which a person's are found."""
        await self._identities.create_indexes([IndexModel([("person_id", 1)], name="person")])

    async def find(self, identity_key: str) -> str | None:
        """As `Identities.find`."""
        found = await self._identities.find_one({"_id": identity_key})
        return str(found["person_id"]) if found else None

    async def add(self, identity_key: str, person_id: str) -> str:
        """As `Identities.add`."""
        with suppress(DuplicateKeyError):
            await self._identities.insert_one({"_id": identity_key, "person_id": person_id})
        return await self.find(identity_key) or person_id

    async def drop_of(self, person_id: str) -> None:
        """As `FilesOfPerson.drop_of`: whoever is erased and comes again is somebody new."""
        await self._identities.delete_many({"person_id": person_id})
