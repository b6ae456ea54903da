"""What topics say against what documents say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from shared.bus.kafka import read_through
from shared.bus.messages import read_message
from shared.bus.nouns import Noun
from shared.bus.states import StateForm
from shared.contracts.envelope import Origin
from shared.contracts.events import Told

KEPT_FIRST = frozenset({"listing", "enquiry", "negotiation", "message", "scoresheet", "subscription"})
"""Nouns that begin with a fact that is told to nobody: their told events alone fold to nothing."""


@dataclass(slots=True)
class Story:
    """All that a topic tells of one aggregate."""

    seqs: list[int] = field(default_factory=list)
    """In the order in which each was first told."""
    events: dict[int, Told] = field(default_factory=dict)
    repeated: int = 0
    """Messages that were told before; a relay that comes back tells its last ones again."""
    changed: int = 0
    """Messages told again with other words: never."""

    def hear(self, seq: int, event: Told) -> None:
        """Takes a message."""
        if seq in self.events:
            self.repeated += 1
            self.changed += self.events[seq] != event
            return
        self.seqs.append(seq)
        self.events[seq] = event


async def stories(kafka: str, *topics: str) -> dict[Origin, Story]:
    """Everything that lies in the topics, by aggregate."""
    found: dict[Origin, Story] = {}
    async for batch in read_through(kafka, topics):
        for message in batch:
            incoming = read_message(message)
            found.setdefault(incoming.envelope.origin, Story()).hear(incoming.envelope.seq, incoming.event)
    return found


@dataclass(frozen=True, slots=True)
class Differences:
    """Aggregates whose topic and document don't agree."""

    compared: int
    lost: list[str]
    """A document's events that the topic lacks."""
    unordered: list[str]
    """Told in another order than that of their seq, or again with other words."""
    unequal: list[str]
    """Folded otherwise than told events set in the document, or said otherwise than the document says."""
    unknown: list[str]
    """In the topic and in no document."""


async def differences(database: Any, owner: str, nouns: Iterable[Noun[Any]], told: dict[Origin, Story]) -> Differences:
    """Compares each aggregate of the owner's nouns with its story."""
    result = Differences(0, [], [], [], [])
    seen: set[Origin] = set()
    for noun in nouns:
        form = StateForm(noun)
        async for document in database[noun.collection].find():
            if document["seq"]:
                origin = (f"/{owner}/{noun.name}", document["_id"])
                seen.add(origin)
                _compare(noun, form, document, told.get(origin, Story()), result)
    unknown = sorted(f"{source} {aggregate_id}" for source, aggregate_id in set(told) - seen)
    return Differences(len(seen), result.lost, result.unordered, result.unequal, unknown)


def _compare(noun: Noun[Any], form: StateForm[Any], document: Any, story: Story, result: Differences) -> None:
    name = f"{noun.name} {document['_id']}"
    stored = noun.snapshot(form.load(document["shape"], document["state"]))
    begin = max((seq for seq, event in story.events.items() if type(event) is type(stored)), default=1)
    whole = list(range(begin, document["seq"] + 1))
    if not set(whole) <= set(story.seqs):
        result.lost.append(f"{name}: {document['seq']} told, {len(story.seqs)} in the topic")
        return
    if story.seqs != sorted(story.seqs) or story.changed:
        result.unordered.append(name)
    events = [story.events[seq] for seq in whole]
    agrees = _says_last(events, stored) if noun.name in KEPT_FIRST else _folds_to(noun, events, stored)
    if max(story.seqs) != document["seq"] or not agrees:
        result.unequal.append(name)


def _folds_to(noun: Noun[Any], events: list[Told], stored: Told) -> bool:
    state = None
    for event in events:
        state = noun.apply(state, event)
    return noun.snapshot(state) == stored


def _says_last(events: list[Told], stored: Told) -> bool:
    """What is told under a name of the snapshot's is what the snapshot says; what it no longer says is over."""
    said = {name: value for event in events for name, value in dict(event).items()}
    return all(said.get(name, value) == value for name, value in dict(stored).items() if value is not None)
