"""Waiting for what follows a command: told by another noun, it is known here a moment after the command's own facts."""

import asyncio
from collections.abc import Awaitable, Callable

from gateway.web.belonging import is_member
from gateway.web.visit import Visit

WAITS, LOOKS_EVERY = 2.0, 0.05
"""Seconds."""


async def soon(holds: Callable[[], Awaitable[bool]]) -> None:
    """Until it holds, two seconds at most: a page that comes too early is shown rather than none."""
    loop = asyncio.get_running_loop()
    until = loop.time() + WAITS
    while loop.time() < until:
        if await holds():
            return
        await asyncio.sleep(LOOKS_EVERY)


async def belongs(visit: Visit, organisation_id: str) -> bool:
    """Whether the viewer is known to belong to an organisation."""
    found = (await visit.ask("organisation", organisation=organisation_id))["organisation"]
    return bool(found) and is_member(found)
