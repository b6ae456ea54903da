"""Where files are kept."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

from shared.files.values import StoredFile


class FileStore(Protocol):
    """Keeps files. The same file of one owner is kept once."""

    async def put(self, file: StoredFile, content: bytes) -> None:
        """Keeps it, if it isn't there."""
        ...

    async def find(self, file_id: str) -> StoredFile | None:
        """What is known of it, if it is there."""
        ...

    async def count(self, owner_id: str) -> int:
        """How many an owner has."""
        ...

    async def of(self, owner_id: str, file_ids: Sequence[str]) -> Mapping[str, str]:
        """File → SHA-256, of those that are there and the owner's."""
        ...

    def content(self, file_id: str) -> AsyncIterator[bytes]:
        """Its bytes, piece by piece. Raises `NotFound`."""
        ...
