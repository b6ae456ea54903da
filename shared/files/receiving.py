"""Taking a file in: streamed up to a limit, told by its content, a picture made anew."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import datetime

from shared.errors import TooLarge
from shared.files.images import MEDIA_TYPE, made_anew
from shared.files.kinds import media_type_of
from shared.files.ports import FileStore
from shared.files.refusals import FileUnfit, TooManyFiles
from shared.files.values import LARGEST_FILE, MOST_OF_OWNER, StoredFile
from shared.ids import derived_id


async def received(
    pieces: AsyncIterator[bytes], owner_id: str, uploaded_by: str, now: datetime, store: FileStore
) -> StoredFile:
    """The file as it is kept; the same content again is the same file.

    Raises `TooLarge` as soon as more came than is taken, `FileUnfit`, `ImageUnfit`, `TooManyFiles`.
    """
    sent = await _whole(pieces)
    content, media_type = await asyncio.to_thread(_fit, sent)
    sha256 = hashlib.sha256(content).hexdigest()
    file_id = derived_id("file", owner_id, sha256)
    if (known := await store.find(file_id)) is not None:
        return known
    if await store.count(owner_id) >= MOST_OF_OWNER:
        raise TooManyFiles
    file = StoredFile(file_id, owner_id, uploaded_by, sha256, media_type, len(content), now)
    await store.put(file, content)
    return file


async def _whole(pieces: AsyncIterator[bytes]) -> bytes:
    found = bytearray()
    async for piece in pieces:
        found += piece
        if len(found) > LARGEST_FILE:
            raise TooLarge
    return bytes(found)


def _fit(sent: bytes) -> tuple[bytes, str]:
    media_type = media_type_of(sent)
    if media_type is None:
        raise FileUnfit
    return (made_anew(sent), MEDIA_TYPE) if media_type.startswith("image/") else (sent, media_type)
