"""The keys of people, each wrapped by a master key, in a database of their own that no backup of the others holds."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from services.accounts.ports import SealedText
from shared.clock import Clock
from shared.errors import NotFound
from shared.held_keys import HeldKeys
from shared.mongo import Database, Document, DuplicateKeyError, UpdateOne, Write, find_all
from shared.sealing import new_key, seal, sealed_bytes, unseal, unsealed_bytes

COLLECTION = "keys"


class WrappedOtherwise(RuntimeError):
    """A key was wrapped under another master key: the settings or the data folder are another installation's."""


class MongoVault:
    """Implements `Vault`. A destroyed key leaves a mark behind, so that nobody makes a new one for who is gone."""

    def __init__(self, database: Database, master_key: bytes, clock: Clock) -> None:
        self._stored, self._master, self._clock = database[COLLECTION], master_key, clock
        self._held = HeldKeys(clock)

    async def seal(self, person_id: str, purpose: str, text: str) -> str:
        """As `Vault.seal`."""
        key = self._held.get(person_id) or await self._made(person_id)
        return seal(key, person_id, purpose, text)

    async def open(self, person_id: str, purpose: str, box: str) -> str | None:
        """As `Vault.open`."""
        return (await self.open_many([SealedText(person_id, purpose, box)]))[0]

    async def open_many(self, texts: Sequence[SealedText]) -> list[str | None]:
        """As `Vault.open_many`."""
        keys = await self.keys({text.person_id for text in texts})
        return [_opened(keys.get(text.person_id), text) for text in texts]

    async def keys(self, person_ids: Iterable[str]) -> Mapping[str, bytes]:
        """As `Vault.keys`."""
        wanted = set(person_ids)
        found = {person_id: key for person_id in wanted if (key := self._held.get(person_id)) is not None}
        if missing := wanted - found.keys():
            found |= await self._read(missing)
        return found

    async def key_to_seal(self, person_id: str) -> bytes:
        """As `Vault.key_to_seal`."""
        return self._held.get(person_id) or await self._made(person_id)

    async def destroy(self, person_ids: Iterable[str]) -> None:
        """As `Vault.destroy`."""
        gone = list(person_ids)
        change = {"$set": {"destroyed": True}, "$unset": {"wrapped": ""}}
        writes: list[Write] = [UpdateOne({"_id": person_id}, change, upsert=True) for person_id in gone]
        self.forget(gone)
        if writes:
            await self._stored.bulk_write(writes, ordered=False)
        self.forget(gone)

    def forget(self, person_ids: Iterable[str]) -> None:
        """As `Vault.forget`."""
        self._held.drop(person_ids)

    async def _made(self, person_id: str) -> bytes:
        """The person's key, or a new one; of two made at once the one that is stored first holds."""
        if (found := await self._read([person_id])).get(person_id) is None:
            with suppress(DuplicateKeyError):  # another was first, or it was destroyed
                await self._stored.insert_one({"_id": person_id, "wrapped": self._wrapped(person_id, new_key())})
            found = await self._read([person_id])
        if person_id not in found:
            raise NotFound
        return found[person_id]

    async def _read(self, person_ids: Iterable[str]) -> dict[str, bytes]:
        at = self._clock.now()
        documents = await find_all(self._stored, {"_id": {"$in": list(person_ids)}, "destroyed": {"$ne": True}})
        found = {document["_id"]: self._unwrapped(document) for document in documents}
        for person_id, key in found.items():
            self._held.hold(person_id, key, at)
        return found

    def _wrapped(self, person_id: str, key: bytes) -> bytes:
        return sealed_bytes(self._master, _about(person_id), key)

    def _unwrapped(self, document: Document) -> bytes:
        key = unsealed_bytes(self._master, _about(document["_id"]), bytes(document["wrapped"]))
        if key is None:
            raise WrappedOtherwise("a person's key was wrapped under another master key")
        return key


def _about(person_id: str) -> bytes:
    return f"key:{person_id}".encode()


def _opened(key: bytes | None, text: SealedText) -> str | None:
    return None if key is None else unseal(key, text.person_id, text.purpose, text.box)
