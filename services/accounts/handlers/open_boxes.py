"""Seals at the start what an older release kept in the open."""

from collections.abc import AsyncIterator

from services.accounts.domain.person import SealBox
from shared.bus.reactions import Send
from shared.ids import derived_id


async def seal_open_boxes(person_ids: AsyncIterator[str], send: Send, why: str = "seal_box") -> int:
    """Sends `SealBox` for each; how many there were. Broken off, it goes on at the next start."""
    sealed = 0
    async for person_id in person_ids:
        await send(SealBox(person_id=person_id), derived_id(why, person_id), "")
        sealed += 1
    return sealed
