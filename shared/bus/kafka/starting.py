"""Starting a client so that nothing of it is left behind."""

import asyncio
from typing import Any


async def start_whole(client: Any) -> None:  # noqa: ANN401 - the client is not typed
    """Starts a consumer or producer, or stops what there is of it and raises.

    A start that is cancelled is let come to its end first: aiokafka would lose a half-made connection.
    """
    starting = asyncio.ensure_future(client.start())
    try:
        await asyncio.shield(starting)
    except BaseException:
        await asyncio.wait([starting])
        await client.stop()
        raise
