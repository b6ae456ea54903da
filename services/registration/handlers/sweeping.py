"""What a worker looks after when it starts: what an older release, or a moment between two facts, has left behind."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from services.registration.domain.commands import SealDraft
from services.registration.handlers.following import follow
from services.registration.ports import Remains
from shared.bus.patience import patiently
from shared.ids import derived_id, new_id

LOG = logging.getLogger(__name__)
AT_ONCE = 50
"""Drafts sealed between two looks."""


def sweep(remains: Remains) -> Callable[[], Awaitable[None]]:
    """The work: done once, then it waits for ever, as a process's works do."""

    async def run() -> None:
        await patiently(lambda: seal_drafts(remains))
        await patiently(lambda: follow_all(remains))
        await asyncio.Event().wait()

    return run


async def seal_drafts(remains: Remains) -> int:
    """Seals every draft that lies open, some at a time; what can't be sealed is passed over till the next start."""
    run, sealed, known = new_id(), 0, frozenset[str]()
    while found := frozenset(await remains.authored.lying_open(AT_ONCE)) - known:
        for entry_id in found:
            await remains.send(SealDraft(entry_id=entry_id), derived_id("seal draft", run, entry_id), "")
        known, sealed = known | found, sealed + len(found)
    if sealed:
        LOG.info("%d drafts that lay open were sealed", sealed)
    return sealed


async def follow_all(remains: Remains) -> None:
    """What was begun by an account after it was joined with another: a token lives some minutes longer."""
    for gone in await remains.people.gone():
        await follow(gone, remains)
