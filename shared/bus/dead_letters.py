"""Keys that are put aside because a message of theirs can't be taken, and the letters in which their messages wait.

A key's order holds: once a message of it is a dead letter, its later ones follow, until a replay has taken them all.
The keys stand in the consumer's own database, the letters in `techfest.<consumer>.dead`.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime

from shared.bus.kafka import read_through
from shared.bus.letters import Letter, key_of, read_letter, written
from shared.bus.ports import Message, Publisher
from shared.clock import Clock, SystemClock
from shared.mongo import Database, Document, find_all

PARKED = "parked_keys"


@dataclass(frozen=True, slots=True)
class ParkedKey:
    """A key of a topic that is put aside: from which offset on, to which so far, and why."""

    id: str
    topic: str
    key: str
    first: int
    last: int
    reason: str
    since: datetime
    replay: bool = False
    """An operator has asked for its letters to be taken again."""


def parked_id(message: Message) -> str:
    """Names a key within its topic."""
    return f"{message.topic}/{key_of(message)}"


def dead_topic(consumer: str) -> str:
    """Where a consumer's dead letters lie."""
    return f"techfest.{consumer}.dead"


async def parked_keys(database: Database, *, replay_asked: bool = False) -> list[ParkedKey]:
    """All keys that are put aside, the oldest first; or those alone whose replay was asked for."""
    query = {"replay": True} if replay_asked else {}
    return [_parked(d) for d in await find_all(database[PARKED], query, sort=[("since", 1)])]


def _parked(found: Document) -> ParkedKey:
    return ParkedKey(id=found.pop("_id"), **found)


async def ask_for_replay(database: Database, id_: str) -> bool:
    """Asks the running consumer to take a parked key's letters again; False when no such key is parked."""
    return (await database[PARKED].update_one({"_id": id_}, {"$set": {"replay": True}})).matched_count == 1


async def letters_in(bootstrap: str, topic: str) -> AsyncIterator[Letter]:
    """Every letter that lies in a dead letters' topic, the oldest first."""
    async for batch in read_through(bootstrap, [topic]):
        for message in batch:
            yield read_letter(message)


class DeadLetters:
    """Puts messages aside for one consumer."""

    def __init__(
        self,
        consumer: str,
        database: Database,
        publisher: Publisher,
        bootstrap: str,
        *,
        clock: Clock | None = None,
        restricted: Iterable[str] = (),
        topic: str | None = None,
    ) -> None:
        """`restricted` are the topics whose messages nobody is shown."""
        self._parked, self._database = database[PARKED], database
        self._publisher, self._bootstrap = publisher, bootstrap
        self._clock, self._restricted = clock or SystemClock(), frozenset(restricted)
        self._topic = topic or dead_topic(consumer)

    async def parked_among(self, messages: Iterable[Message]) -> set[str]:
        """The `parked_id`s of those keys of the messages that are put aside."""
        ids = list({parked_id(m) for m in messages})
        return {d["_id"] for d in await find_all(self._parked, {"_id": {"$in": ids}}, {"_id": 1})}

    async def put(self, message: Message, reason: str, attempt: int) -> None:
        """Writes the letter, then parks its key. A crash between the two makes a second letter, and loses none."""
        now = self._clock.now()
        letter = Letter(message, reason, attempt, now, message.topic in self._restricted)
        value, headers = written(letter)
        await self._publisher.send(self._topic, key_of(message), value, headers)
        await self._publisher.flush()
        born = {"topic": message.topic, "key": key_of(message), "first": message.offset, "reason": reason, "since": now}
        await self._parked.update_one(
            {"_id": parked_id(message)},
            {"$setOnInsert": {**born, "replay": False}, "$max": {"last": message.offset}},
            upsert=True,
        )

    async def replay_asked(self) -> list[ParkedKey]:
        """The keys whose replay an operator has asked for."""
        return await parked_keys(self._database, replay_asked=True)

    async def letters_of(self, parked: ParkedKey) -> list[Message]:
        """The messages that wait in a parked key's letters, in their order, each once."""
        found = {
            letter.message.offset: letter.message
            async for letter in letters_in(self._bootstrap, self._topic)
            if parked_id(letter.message) == parked.id and parked.first <= letter.message.offset <= parked.last
        }
        return [found[offset] for offset in sorted(found)]

    async def release(self, parked: ParkedKey) -> bool:
        """The key is put aside no more; False when messages have followed since it was looked at."""
        return (await self._parked.delete_one({"_id": parked.id, "last": parked.last})).deleted_count == 1

    async def keep(self, parked: ParkedKey, message: Message, reason: str) -> None:
        """A replay got as far as this message, and no further."""
        at = {"first": message.offset, "reason": reason, "replay": False}
        await self._parked.update_one({"_id": parked.id}, {"$set": at})
