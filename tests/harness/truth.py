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
from tests.harness.rows import projected

KEPT_FIRST = frozenset({"listing", "enquiry", "negotiation", "message", "scoresheet", "subscription"})
"""Nouns that begin with a fact that is told to nobody: what their told events make are rows of the read model."""


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
    """Their told events make something else than the document's snapshot, and what of it."""
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
    other = _read_otherwise(events, stored) if noun.name in KEPT_FIRST else _folded_otherwise(noun, events, stored)
    if max(story.seqs) != document["seq"] or other:
        result.unequal.append(f"{name}: {other}")


def _folded_otherwise(noun: Noun[Any], events: list[Told], stored: Told) -> list[str]:
    state = None
    for event in events:
        state = noun.apply(state, event)
    return _other(dict(noun.snapshot(state)), dict(stored))


def _read_otherwise(events: list[Told], stored: Told) -> list[str]:
    return _other(projected(events), projected([stored]))


def _other(one: dict[str, Any], two: dict[str, Any]) -> list[str]:
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
