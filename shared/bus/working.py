"""What the worker of a service does: it tells, hears, and does what is due."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.bus.consuming import Consumer
from shared.bus.dead_letters import DeadLetters
from shared.bus.kafka import KafkaPublisher, KafkaSubscription
from shared.bus.nouns import Noun
from shared.bus.projection import Projection
from shared.bus.reactions import Reactions, Reactor, Send
from shared.bus.relay import Relay
from shared.bus.sweeping import Sweeper, Timed
from shared.bus.topic_end import TopicEnd
from shared.clock import Clock
from shared.mongo import Database
from shared.settings import BaseServiceSettings
from shared.together import together

Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Tables:
    """A service's meaning beside what it is asked: its nouns, what it hears, and what it does in time."""

    nouns: Sequence[Noun[Any]]
    heard: Reactions = field(default_factory=dict)
    timed: Timed = field(default_factory=dict)
    needs: object = None
    """What its reactions need from outside."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Where that is told which the service hears."""
        return tuple(sorted({event.topic for event in self.heard}))


async def work(
    name: str,
    settings: BaseServiceSettings,
    database: Database,
    clock: Clock,
    send: Send,
    tables: Tables,
    more: Sequence[Work] = (),
) -> None:
    """The relay, the sweeper, the reactions of the service's own consumer group, and whatever more; for ever.

    `send` puts commands to the service's own dispatcher, whose stores keep no cache: the api writes too.
    """
    telling, complaining = KafkaPublisher(settings.kafka), KafkaPublisher(settings.kafka)
    sweeper = Sweeper(database, tables.nouns, tables.timed, send, clock, settings.sweep_every)
    async with telling, complaining:
        works = [Relay(database, telling).run, sweeper.run, *more]
        if not tables.heard:
            await together(*(each() for each in works))
            return
        async with KafkaSubscription(settings.kafka, name, f"{name}-{settings.instance}", tables.topics) as hearing:
            dead = DeadLetters(name, database, complaining, settings.kafka, clock=clock)
            reactor = Reactor(tables.heard, send, Projection(database), tables.needs)
            ends = [TopicEnd(database, topic) for topic in tables.topics]
            consumer = Consumer(hearing, reactor, dead, after=lambda: _noted(ends, hearing))
            await together(consumer.run(), *(each() for each in works))


async def _noted(ends: Sequence[TopicEnd], hearing: KafkaSubscription) -> None:
    for end in ends:
        await end.note(hearing)
