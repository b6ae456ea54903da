"""Runs a process of ours: until it is asked to stop, or until one of its tasks dies, which ends it."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import uvicorn
import uvloop
from fastapi import FastAPI

Work = Coroutine[Any, Any, None]
SHUTDOWN_SECONDS = 10


def run_role(roles: Mapping[str, Callable[[], Work]]) -> None:
    """Runs the role that the command line names; a task that dies ends the process with a status of its own.

    A process that is asked to stop (SIGTERM, SIGINT) lets go of what it holds.
    """
    if len(sys.argv) != 2 or sys.argv[1] not in roles:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(roles)}")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("httpx", "uvicorn.error"):  # they write down addresses
        logging.getLogger(name).setLevel(logging.WARNING)
    with asyncio.Runner(loop_factory=_uvloop) as runner:
        runner.run(_until_asked_to_stop(roles[sys.argv[1]]()))


@dataclass(frozen=True, slots=True)
class Listening:
    """What a process that keeps connections open needs beside HTTP.

    `frame` is the largest websocket message in bytes; `close` ends what is open, each as its protocol wants it, before
    the server stops. A client that answers no ping for 20 seconds is gone.
    """

    frame: int
    close: Callable[[], Awaitable[None]]


async def serve(
    app: FastAPI,
    address: tuple[str, int],
    listening: Listening | None = None,
    tls: SSLContext | None = None,
) -> None:
    """Answers HTTP, and websockets where it is `listening`, until it is cancelled; then lets what is under way end.

    With `tls` it answers https and nothing else.
    """
    config = uvicorn.Config(
        app,
        host=address[0],
        port=address[1],
        http="httptools",
        ws="websockets-sansio" if listening else "none",
        ws_max_size=listening.frame if listening else 0,
        ws_per_message_deflate=False,
        lifespan="off",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        ssl_context_factory=(lambda _, __: tls) if tls else None,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        if listening:
            await listening.close()
        server.should_exit = True
        await serving
        raise


class _Server(uvicorn.Server):
    """Leaves the signals to the process."""

    def capture_signals(self) -> Any:  # noqa: ANN401 - a context manager
        """Captures none."""
        return nullcontext()


async def _until_asked_to_stop(work: Work) -> None:
    task = asyncio.create_task(work)
    asked = asyncio.Event()

    def stop() -> None:
        asked.set()
        task.cancel()

    for wanted in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wanted, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not asked.is_set():
            raise
    else:
        sys.exit("a task that never ends has ended")


def _uvloop() -> asyncio.AbstractEventLoop:
    return uvloop.new_event_loop()
