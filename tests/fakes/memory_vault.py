"""A vault in memory, with the promises of the real one."""

from collections.abc import Iterable, Mapping, Sequence

from services.accounts.ports import SealedText
from shared.errors import NotFound
from shared.sealing import new_key, seal, unseal


class MemoryVault:
    """Implements `Vault`; several over one `stored` share it as they would share a database. None: destroyed."""

    def __init__(self, stored: dict[str, bytes | None] | None = None) -> None:
        self.stored = stored if stored is not None else {}
        self.reads = 0

    async def seal(self, person_id: str, purpose: str, text: str) -> str:
        return seal(await self.key_to_seal(person_id), person_id, purpose, text)

    async def open(self, person_id: str, purpose: str, box: str) -> str | None:
        return (await self.open_many([SealedText(person_id, purpose, box)]))[0]

    async def open_many(self, texts: Sequence[SealedText]) -> list[str | None]:
        keys = await self.keys({t.person_id for t in texts})
        return [
            unseal(keys[t.person_id], t.person_id, t.purpose, t.box) if t.person_id in keys else None for t in texts
        ]

    async def keys(self, person_ids: Iterable[str]) -> Mapping[str, bytes]:
        self.reads += 1
        return {i: key for i in person_ids if (key := self.stored.get(i)) is not None}

    async def key_to_seal(self, person_id: str) -> bytes:
        key = self.stored.setdefault(person_id, new_key())
        if key is None:
            raise NotFound
        return key

    async def destroy(self, person_ids: Iterable[str]) -> None:
        self.stored |= dict.fromkeys(person_ids)

    def forget(self, person_ids: Iterable[str]) -> None:
        """Nothing is held beside what is stored."""
