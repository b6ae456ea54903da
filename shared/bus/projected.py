"""What the projector has written, told on one topic, and followed by every process that answers queries.

A message is `{"db", "done": {aggregate id: seq}, "tags": ["collection:id", …]}` or `{"swap": "<database>"}`.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from shared.bus.kafka import KafkaFollower
from shared.bus.messages import Incoming
from shared.bus.ports import Message, Publisher
from shared.bus.projection import Touched

LOG = logging.getLogger(__name__)
PROJECTED_TOPIC = "techfest.gateway.projected"
REMEMBERED = 100_000
TAGS_IN_ONE = 5_000


@dataclass(frozen=True, slots=True)
class News:
    """Rows that were written, or (`swap`) a read model that took the place of the one before."""

    database: str
    done: Mapping[str, int] = field(default_factory=dict)
    tags: Sequence[str] = ()
    swap: bool = False


def tag(collection: str, id_: str) -> str:
    """Names a document for those that keep something made from it."""
    return f"{collection}:{id_}"


def belonging(collection: str, by: str) -> str:
    """Names the documents of a collection by a field, of which the values are told beside the documents' ids."""
    return f"{collection}.{by}"


def newest_seqs(facts: Iterable[Incoming]) -> dict[str, int]:
    """The highest seq of each aggregate among the facts."""
    done: dict[str, int] = {}
    for told in facts:
        id_, seq = told.envelope.aggregate_id, told.envelope.seq
        done[id_] = max(seq, done.get(id_, 0))
    return done


def read_news(message: Message) -> News | None:
    """The news of a message; None for what is none."""
    try:
        data = orjson.loads(message.value or b"")
        if "swap" in data:
            return News(str(data["swap"]), swap=True)
        return News(data["db"], data["done"], data["tags"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        LOG.error("no news: offset %d", message.offset)
        return None


class ProjectedTeller:
    """Tells what is visible in the read model from now on."""

    def __init__(self, publisher: Publisher, topic: str = PROJECTED_TOPIC) -> None:
        self._publisher, self._topic = publisher, topic

    async def written(self, database: str, done: Mapping[str, int], touched: Touched) -> None:
        """Told when the batch is written. Tags go ahead of `done`, so that who waits for it finds no old cache."""
        tags = [tag(name, id_) for name, ids in touched.items() for id_ in ids]
        while len(tags) > TAGS_IN_ONE:
            await self._send({"db": database, "done": {}, "tags": tags[:TAGS_IN_ONE]})
            tags = tags[TAGS_IN_ONE:]
        await self._send({"db": database, "done": done, "tags": tags})
        await self._publisher.flush()

    async def swapped(self, database: str) -> None:
        """Told when the pointer names another read model."""
        await self._send({"swap": database})
        await self._publisher.flush()

    async def _send(self, news: Mapping[str, object]) -> None:
        await self._publisher.send(self._topic, "", orjson.dumps(news), [])


class ProjectedFollower:
    """Knows the newest seqs that are visible, lets readers wait for one, and hands on the news.

    Call `start` before the pointer to the read model is read, then `run` for ever in a task of its own.
    """

    def __init__(self, bootstrap: str, topic: str = PROJECTED_TOPIC, remembered: int = REMEMBERED) -> None:
        self._follower = KafkaFollower(bootstrap, topic)
        self._seqs: OrderedDict[str, int] = OrderedDict()
        self._remembered = remembered
        self._waiting: dict[str, list[tuple[int, asyncio.Future[None]]]] = {}
        self._listeners: list[Callable[[News], None]] = []

    async def start(self) -> None:
        """From here on no news is missed."""
        await self._follower.start()

    async def stop(self) -> None:
        """Ends the connection."""
        await self._follower.stop()

    async def run(self) -> None:
        """Follows for ever; raises when retention overtook it, and the process is to begin anew."""
        async for batch in self._follower.batches():
            for message in batch:
                if (news := read_news(message)) is not None:
                    self.take(news)

    def listen(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """Calls `hear` at each news, before any waiter goes on; the returned function ends that."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def take(self, news: News) -> None:
        """Hands on one piece of news."""
        for hear in tuple(self._listeners):
            hear(news)
        for id_, seq in news.done.items():
            self._remember(id_, seq)
            self._wake(id_, seq)

    def newest(self, aggregate_id: str) -> int:
        """The newest seq known to be visible; 0 when nothing was heard of the aggregate lately."""
        return self._seqs.get(aggregate_id, 0)

    async def wait(self, aggregate_id: str, seq: int, seconds: float) -> bool:
        """Whether the aggregate's seq became visible in that time; False also where it did before we listened."""
        if self.newest(aggregate_id) >= seq:
            return True
        waiter = (seq, asyncio.get_running_loop().create_future())
        self._waiting.setdefault(aggregate_id, []).append(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter[1]
            return True
        except TimeoutError:
            return False
        finally:
            self._forget(aggregate_id, waiter)

    def _remember(self, id_: str, seq: int) -> None:
        self._seqs[id_] = max(seq, self._seqs.get(id_, 0))
        self._seqs.move_to_end(id_)
        if len(self._seqs) > self._remembered:
            self._seqs.popitem(last=False)

    def _wake(self, id_: str, seq: int) -> None:
        for wanted, waiter in self._waiting.get(id_, ()):
            if wanted <= seq and not waiter.done():
                waiter.set_result(None)

    def _forget(self, id_: str, waiter: tuple[int, asyncio.Future[None]]) -> None:
        waiters = self._waiting[id_]
        waiters.remove(waiter)
        if not waiters:
            del self._waiting[id_]
