"""A consumer on a hand-fed subscription, with real dead letters, and a handler that fails where it is told to."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters
from shared.bus.messages import Incoming, read_message
from shared.bus.ports import Message
from tests.shared.bus.read.facts import ListingPosted, message_for

LISTINGS = "test.listings"


def a_log(*listings: str, seqs: int = 3) -> list[Message]:
    """The facts of listings, seq by seq, as they lie in one partition."""
    facts = [(name, seq) for seq in range(1, seqs + 1) for name in listings]
    return [
        message_for(ListingPosted(listing_id=name, firm_id="firm-001", status=f"{name} {seq}"), seq, offset=offset)
        for offset, (name, seq) in enumerate(facts)
    ]


@dataclass
class Subscribed:
    """Implements `Subscription`: hands out a log; what is not committed comes again with the next subscription."""

    log: Sequence[Message]
    size: int = 100
    committed: int = 0
    handed_out: int = 0

    async def batches(self) -> AsyncIterator[Sequence[Message]]:
        self.handed_out = self.committed
        while self.handed_out < len(self.log):
            batch = self.log[self.handed_out : self.handed_out + self.size]
            self.handed_out += len(batch)
            yield batch

    async def commit(self) -> None:
        self.committed = self.handed_out


@dataclass
class Handler:
    """Takes facts by their ids; raises what is laid down for a fact, each in turn, before it takes the batch."""

    failures: dict[str, list[Exception]] = field(default_factory=dict)
    always: dict[str, Exception] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    async def __call__(self, facts: Sequence[Incoming]) -> None:
        ids = [told.envelope.id for told in facts]
        for id_ in ids:
            if id_ in self.always:
                raise self.always[id_]
            if left := self.failures.get(id_):
                raise left.pop(0)
        self.taken += ids


def consumer_of(log: Sequence[Message], handler: Handler, dead_letters: DeadLetters, size: int = 100) -> Consumer:
    """A consumer that does not pause, and looks for wishes at every batch."""
    return Consumer(Subscribed(log, size), handler, dead_letters, pause=lambda _: 0, look_every=0)


A_LISTING = ListingPosted(listing_id="listing-a", firm_id="firm-001", status="open")


def facts_of(log: Sequence[Message]) -> list[Incoming]:
    """The facts that messages tell."""
    return [read_message(m) for m in log]
