"""The loop of a consumer: what arrives is handled, then committed; what can't be taken is put aside with its key."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from shared.bus.dead_letters import DeadLetters, ParkedKey, parked_id
from shared.bus.gaps import Gaps
from shared.bus.messages import UNREADABLE, Incoming, UnknownEvent, read_message
from shared.bus.patience import doubling, is_of_the_message, patiently
from shared.bus.ports import Message, Subscription

LOG = logging.getLogger(__name__)
LOOK_EVERY = 1.0

Handle = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Takes a batch whole. It must stand being given the same facts again, alone or with others, after any failure."""


@dataclass(slots=True)
class Counts:
    """What a consumer has done since its start; `gaps` and `dead` are to be alarmed."""

    handled: int = 0
    unknown: int = 0
    dead: int = 0
    gaps: int = 0


class Consumer:
    """Hands a subscription's facts to a handler, each at least once and in order for each key.

    A failure that passes is waited out in place. Any other puts the message aside, and its key's later messages
    with it; the other keys go on.
    """

    def __init__(
        self,
        subscription: Subscription,
        handle: Handle,
        dead_letters: DeadLetters,
        pause: Callable[[int], float] = doubling,
        look_every: float = LOOK_EVERY,
        after: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`look_every` is how many seconds may pass before an operator's wish for a replay is seen.

        `after` is called when all that was handed out is done, at least every second.
        """
        self._subscription, self._handle = subscription, handle
        self._dead_letters, self._pause = dead_letters, pause
        self._look_every, self._look_at = look_every, 0.0
        self._after, self._gaps = after, Gaps()
        self.counts = Counts()

    async def run(self) -> None:
        """Consumes for ever; raises what no waiting mends, and the process is to end."""
        async for batch in self._subscription.batches():
            await self.take(batch)
            await self._subscription.commit()
            if self._after is not None:
                await patiently(self._after, self._pause)

    async def take(self, batch: Sequence[Message]) -> None:
        """Handles a batch; when it returns, each message is handled, skipped or put aside."""
        await self._replay_what_was_asked_for()
        if not batch:
            return
        parked = await patiently(lambda: self._dead_letters.parked_among(batch), self._pause)
        readable = [(m, told) for m in batch if (told := await self._readable(m, parked))]
        try:
            await self._patient_handle([told for _, told in readable])
            self.counts.handled += len(readable)
        except Exception as error:
            if not is_of_the_message(error):
                raise
            LOG.warning("a batch is handled one by one: %s", type(error).__name__)
            for message, told in readable:
                await self._alone(message, told, parked)

    async def _readable(self, message: Message, parked: set[str]) -> Incoming | None:
        """The fact of a message, unless it is unknown here or put aside."""
        if parked_id(message) in parked:
            await self._put_aside(message, "follows an earlier one of its key", 0, parked)
            return None
        try:
            told = read_message(message)
        except UnknownEvent:
            self.counts.unknown += 1
            return None
        except UNREADABLE as error:
            await self._put_aside(message, f"{type(error).__name__}: {error}", 1, parked)
            return None
        if self._gaps.is_gap(told.envelope.origin, told.envelope.seq):
            self.counts.gaps += 1
            LOG.error("a gap before %s %s", told.envelope.source, told.envelope.id)
        return told

    async def _alone(self, message: Message, told: Incoming, parked: set[str]) -> None:
        if parked_id(message) in parked:
            await self._put_aside(message, "follows an earlier one of its key", 0, parked)
            return
        try:
            await self._patient_handle([told])
            self.counts.handled += 1
        except Exception as error:
            if not is_of_the_message(error):
                raise
            await self._put_aside(message, _reason(error), 2, parked)

    async def _patient_handle(self, facts: Sequence[Incoming]) -> None:
        if facts:
            await patiently(lambda: self._handle(facts), self._pause)

    async def _put_aside(self, message: Message, reason: str, attempt: int, parked: set[str]) -> None:
        LOG.error("put aside: %s %d/%d", message.topic, message.partition, message.offset)
        await patiently(lambda: self._dead_letters.put(message, reason, attempt), self._pause)
        parked.add(parked_id(message))
        self.counts.dead += 1

    async def _replay_what_was_asked_for(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._look_at:
            return
        self._look_at = now + self._look_every
        for parked in await patiently(self._dead_letters.replay_asked, self._pause):
            if await self._replayed(parked):
                await self._dead_letters.release(parked)

    async def _replayed(self, parked: ParkedKey) -> bool:
        """Whether all letters of the key were taken; the first that can't be stays, with those after it."""
        for message in await self._dead_letters.letters_of(parked):
            try:
                await self._patient_handle([read_message(message)])
            except UnknownEvent:
                continue
            except Exception as error:
                if not is_of_the_message(error):
                    raise
                await self._dead_letters.keep(parked, message, _reason(error))
                return False
        return True


def _reason(error: Exception) -> str:
    """What is said of a failure: its kind, and its text only where that is known to quote nothing."""
    return f"{type(error).__name__}: {error}" if isinstance(error, UNREADABLE) else type(error).__name__
