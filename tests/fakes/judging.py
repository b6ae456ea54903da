"""Judging over memory: its tables, access and rules are the real ones; it can be made to hear what was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import orjson

from services.judging.access import ACCESS
from services.judging.domain.candidate import Entry
from services.judging.domain.judge import Person
from services.judging.handlers import COMMANDS, NOUNS
from services.judging.handlers.following import FOLLOWS, Following
from services.judging.main import words
from services.judging.ports import Needs, Organisation, Shelf, Texts
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.nouns import Answer
from shared.bus.ports import Stored
from shared.bus.reactions import Reactor
from shared.contracts.commands import Command
from shared.contracts.events import Told
from shared.contracts.judging.values import Place
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.fakes.memory_texts import MemoryTexts
from tests.fakes.services import MemoryService

S = TypeVar("S")


class MemoryFinds(Generic[S]):
    def __init__(self, store: MemoryAggregates[S]) -> None:
        self._store = store

    async def where(self, **values: str) -> Sequence[Stored[S]]:
        known = sorted(self._store.shelf.known.items())
        return [
            Stored(id_, one.seq, one.state)
            for id_, one in known
            if one.state is not None and all(_at(one.state, name) == value for name, value in values.items())
        ]


def _at(state: object, path: str) -> object:
    for name in path.split("."):
        state = getattr(state, name)
    return state


class MemoryDocuments:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def put(self, hash_: str, document: Any) -> None:
        self.kept.setdefault(hash_, orjson.dumps(document))

    async def get(self, hash_: str) -> Any:
        return orjson.loads(self.kept[hash_]) if hash_ in self.kept else None


class KnownChance:
    """Draws the same each time, so that a test can name what was drawn."""

    def salt(self) -> str:
        return "5a" * 32

    def numbers(self, judge_ids: Sequence[str]) -> Mapping[str, int]:
        return {judge_id: number for number, judge_id in enumerate(sorted(judge_ids), 1)}


@dataclass
class MemoryHeard:
    """Knows what it is told; waits for nothing."""

    programmes: dict[str, Place] = field(default_factory=dict)
    known: dict[str, Entry] = field(default_factory=dict)
    known_people: dict[str, Person] = field(default_factory=dict)
    known_organisations: dict[str, Organisation] = field(default_factory=dict)

    async def programme(self, programme_id: str) -> Place | None:
        return self.programmes.get(programme_id)

    async def entry(self, entry_id: str) -> Entry | None:
        return self.known.get(entry_id)

    async def entries(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        return {i: self.known[i] for i in ids if i in self.known}

    async def accepted(self, programme_id: str) -> Sequence[str]:
        of = (e for e in self.known.values() if e.place.programme_id == programme_id)
        return sorted(e.entry_id for e in of if e.accepted and not e.withdrawn)

    async def of_organisation(self, organisation_id: str) -> Sequence[str]:
        return sorted(e.entry_id for e in self.known.values() if e.organisation_id == organisation_id)

    async def person(self, person_id: str) -> Person | None:
        return self.known_people.get(person_id)

    async def people(self, ids: Sequence[str]) -> Mapping[str, Person]:
        return {i: self.known_people[i] for i in ids if i in self.known_people}

    async def organisations(self, ids: Sequence[str]) -> Mapping[str, Organisation]:
        return {i: self.known_organisations[i] for i in ids if i in self.known_organisations}


class MemoryJudging(MemoryService):
    def __init__(self, texts: Texts | None = None) -> None:
        self.heard, self.documents = MemoryHeard(), MemoryDocuments()
        self.texts: Any = texts or MemoryTexts()
        self.made: dict[str, bytes | None] = {}
        """What jobs have made."""
        super().__init__(NOUNS, COMMANDS, ACCESS)

    def shelf(self, noun: str) -> Shelf[Any]:
        return Shelf(self.stores[noun], MemoryFinds(self.stores[noun]))

    def _needs(self) -> Needs:
        return Needs(
            awards=self.shelf("award"),
            rubrics=self.shelf("rubric"),
            rounds=self.shelf("round"),
            candidates=self.shelf("candidate"),
            judges=self.shelf("judge"),
            conflicts=self.shelf("conflict"),
            assignments=self.shelf("assignment"),
            sheets=self.shelf("scoresheet"),
            results=self.shelf("result"),
            jobs=self.stores["job"],
            recent_rounds=self.stores["round"],
            heard=self.heard,
            documents=self.documents,
            texts=self.texts,
            chance=KnownChance(),
            words=words,
            now=lambda: self.now,
        )

    async def itself(self, command: Command, command_id: str | None = None) -> Answer:
        """A command that it sends itself."""
        return await self.send(command, service_actor("judging"), command_id)

    async def follow(self) -> None:
        """Hears what it has told until nothing follows any more."""
        reactor = self._reactor()
        heard = 0
        while len(told := self._told()) > heard:
            heard = len(told)
            await reactor(told)

    async def hear(self, *told: Incoming) -> None:
        """Hears what others have told."""
        await self._reactor()(told)

    def _told(self) -> list[Incoming]:
        shelves = [store.shelf for store in self.stores.values()]
        return [Incoming(t.envelope, t.event) for shelf in shelves for t in shelf.told]

    def _reactor(self) -> Reactor:
        async def send(command: Command, command_id: str, _: str) -> Answer:
            return await self.itself(command, command_id)

        return Reactor(FOLLOWS, send, None, Following(self.needs, send))  # type: ignore[arg-type]  # nothing is kept

    def events(self, kind: type[Told]) -> list[Any]:
        """What was told of a kind, in order."""
        return [event for event in self.told() if isinstance(event, kind)]
