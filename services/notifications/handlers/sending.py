"""The sender: claims the mails that are due, has them written and handed over, and saves what came of each.

The intent is saved before and the outcome after. Who dies in between has its mails sent again by the next, once the
claim has run out, with the same Message-ID: the only way in which one can arrive twice.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.notifications.domain.commands import ClaimMail, MarkAddress, SettleMail
from services.notifications.domain.message import Message
from services.notifications.domain.subscription import subscription_id, wants
from services.notifications.ports import Contents, Delivery, DueMails, Mailer, Needs, NotWritable, Writer
from shared.bus.patience import patiently
from shared.bus.reactions import Send
from shared.clock import Clock
from shared.contracts.notifications.values import Outcome
from shared.errors import Unavailable
from shared.ids import derived_id, new_id

LOG = logging.getLogger(__name__)
AT_ONCE = 4
EVERY = 0.5
"""Seconds between two looks."""
GRACE = 8.0
"""Seconds in which what is under way may end when the process is asked to stop: less than it is given."""

OUTCOMES: Mapping[Delivery, Outcome | None] = {
    Delivery.TAKEN: Outcome.SENT,
    Delivery.NO_ADDRESS: Outcome.BOUNCED,
    Delivery.REFUSED: Outcome.FAILED,
    Delivery.LATER: None,
}


@dataclass(frozen=True, slots=True)
class Post:
    """What a sender needs from outside."""

    due: DueMails
    contents: Contents
    writer: Writer
    mailer: Mailer


@dataclass(slots=True)
class Counts:
    """What a sender has done since its start; `broken` is to be alarmed."""

    tried: int = 0
    broken: int = 0
    outcomes: dict[Outcome | None, int] = field(default_factory=dict)


class Sender:
    """Any number may run at once: a mail is claimed by a command, which one of them wins."""

    def __init__(self, post: Post, needs: Needs, send: Send, clock: Clock, every: float = EVERY) -> None:
        self._post, self._needs, self._send, self._clock, self._every = post, needs, send, clock, every
        self._free = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self.counts = Counts()

    async def run(self) -> None:
        """Sends for ever; asked to stop, it lets what is under way end."""
        try:
            while True:
                await patiently(self.look)
                await asyncio.sleep(self._every)
        finally:
            await self.finish(GRACE)

    async def finish(self, seconds: float | None = None) -> None:
        """What is under way ends, as far as it does in time."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)

    async def look(self) -> None:
        """Begins to send whatever is due and not under way, a few at once."""
        async for page in self._post.due.pages(self._clock.now()):
            for message_id in page:
                if message_id not in self._under_way:
                    await self._free.acquire()
                    self._begin(message_id)

    def _begin(self, message_id: str) -> None:
        task = asyncio.create_task(self._safely(message_id))
        self._under_way[message_id] = task
        task.add_done_callback(lambda _: self._ended(message_id))

    def _ended(self, message_id: str) -> None:
        del self._under_way[message_id]
        self._free.release()

    async def _safely(self, message_id: str) -> None:
        """What breaks is left to the claim's end: it is tried again then, a bounded number of times."""
        try:
            await self._one(message_id)
        except Exception as error:
            self.counts.broken += 1
            LOG.error("the mail of message %s: %s", message_id, type(error).__name__)

    async def _one(self, message_id: str) -> None:
        claim = new_id()
        answer = await self._send(ClaimMail(message_id=message_id), claim, "")
        if answer.result != {"claim": claim}:
            return
        found = await self._needs.messages.read(message_id)
        if found is None:
            return
        self.counts.tried += 1
        outcome = await self._outcome(found.state)
        settled = SettleMail(message_id=message_id, claim=claim, outcome=outcome)
        await patiently(lambda: self._send(settled, derived_id(claim, "outcome"), ""))
        self.counts.outcomes[outcome] = self.counts.outcomes.get(outcome, 0) + 1
        if outcome is Outcome.BOUNCED:
            await mark_address(found.state, self._send, derived_id(claim, "bounced"))

    async def _outcome(self, message: Message) -> Outcome | None:
        """What comes of a try; None where it is to be tried again."""
        now = self._clock.now()
        if message.mailing is None or (message.mailing.expires_at or now) < now:
            return Outcome.FAILED
        if not await self._is_wanted(message):
            return Outcome.UNWANTED
        try:
            content = await self._post.contents.of(message.mailing.source)
        except Unavailable:
            return None
        if content is None:
            return Outcome.UNWANTED
        try:
            mail = self._post.writer.write(message, content, now)
        except NotWritable:
            return Outcome.FAILED
        return OUTCOMES[await self._post.mailer.send(mail)]

    async def _is_wanted(self, message: Message) -> bool:
        if message.person_id is None:
            return True
        found = await self._needs.subscriptions.read(subscription_id(message.person_id))
        return wants(found.state if found else None, message.kind, self._clock.now())


async def mark_address(message: Message, send: Send, command_id: str) -> None:
    """Mail does not reach the person of a message, where it is a person's."""
    if message.person_id is not None:
        command = MarkAddress(person_id=message.person_id, tenant_id=message.tenant_id)
        await patiently(lambda: send(command, command_id, ""))
