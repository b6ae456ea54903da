"""Which failures pass by themselves, and waiting for them to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.errors import WriteError

from shared.bus.kafka import KafkaError
from shared.errors import Unavailable
from shared.mongo import BulkWriteError, PyMongoError, is_outcome_unknown

T = TypeVar("T")
LOG = logging.getLogger(__name__)
LONGEST_PAUSE = 10.0


def passes(error: Exception) -> bool:
    """Whether the same thing may succeed later with nothing changed: a connection, a broker, a busy service.

    Of the database's errors only one that a document is the cause of does not pass.
    """
    if isinstance(error, PyMongoError):
        return is_outcome_unknown(error) or not isinstance(error, BulkWriteError | WriteError)
    if isinstance(error, KafkaError):
        return bool(error.retriable)
    return isinstance(error, OSError | Unavailable)


class CannotGoOn(Exception):
    """The process lacks something that no waiting brings, and that no message is the cause of: it is to end."""


def is_of_the_message(error: Exception) -> bool:
    """Whether the message is to blame: then, and only then, it may be put aside. A broken connection never is."""
    return not passes(error) and not isinstance(error, KafkaError | CannotGoOn)


def doubling(attempt: int) -> float:
    """Seconds before the next attempt: 0.1, 0.2, 0.4, to ten at most."""
    return min(LONGEST_PAUSE, 0.1 * 2.0 ** min(attempt - 1, 10))


async def patiently(do: Callable[[], Awaitable[T]], pause: Callable[[int], float] = doubling) -> T:
    """Does it, again and again while it fails in a way that passes; raises any other failure."""
    attempt = 0
    while True:
        try:
            return await do()
        except Exception as error:
            if not passes(error):
                raise
            attempt += 1
            LOG.warning("attempt %d failed: %s", attempt, type(error).__name__)
            await asyncio.sleep(pause(attempt))
