"""Works that stand and fall together."""

import asyncio
from collections.abc import Awaitable


async def together(*works: Awaitable[None]) -> None:
    """Runs all at once; when the first ends or fails, the others are stopped, and its failure is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
