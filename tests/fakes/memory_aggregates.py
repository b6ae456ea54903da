"""Aggregates in memory, with the promises of the real store: for tests of what stands on it."""

from dataclasses import dataclass, field
from itertools import product
from typing import Generic, TypeVar

from shared.bus.folding import fold
from shared.bus.folds import Fold, Known, Telling
from shared.bus.nouns import Answer, Noun, Order, Timer, Unique
from shared.bus.ports import Stored
from shared.bus.states import StateForm
from shared.errors import InvalidCommandId
from shared.ids import is_id

S = TypeVar("S")


@dataclass
class Shelf(Generic[S]):
    """What several stores of one noun share, as they would share a database."""

    known: dict[str, Known[S]] = field(default_factory=dict)
    told: list[Telling] = field(default_factory=list)
    """Every told event, in the order of saving: what the topic would hold."""
    due: dict[str, Timer] = field(default_factory=dict)
    """The earliest timer of each aggregate that has one."""


class MemoryAggregates(Generic[S]):
    """Implements `AggregateStore`: folds each order at once, so that nothing can come between."""

    def __init__(self, noun: Noun[S], shelf: Shelf[S] | None = None) -> None:
        self._noun, self._form = noun, StateForm(noun)
        self.shelf = shelf if shelf is not None else Shelf[S]()

    async def execute(self, order: Order[S]) -> Answer:
        if not is_id(order.command_id):
            raise InvalidCommandId
        known = self.shelf.known.get(order.aggregate_id, Known())
        folded = fold(self._noun, self._form, order.aggregate_id, known, [order])
        result = folded.outcomes[0].result
        if isinstance(result, Exception):
            raise result
        if folded.writes:
            self._save(folded)
        return result

    async def read(self, aggregate_id: str) -> Stored[S] | None:
        known = self.shelf.known.get(aggregate_id)
        return Stored(aggregate_id, known.seq, known.state) if known and known.state is not None else None

    def recall(self, aggregate_id: str) -> S | None:
        known = self.shelf.known.get(aggregate_id)
        return known.state if known else None

    def _save(self, folded: Fold[S]) -> None:
        for unique in self._noun.unique:
            self._check(unique, folded)
        self.shelf.known[folded.aggregate_id] = folded.after
        self.shelf.told += folded.told
        self.shelf.due.pop(folded.aggregate_id, None)
        assert folded.after.state is not None
        if timer := self._noun.due(folded.after.state):
            self.shelf.due[folded.aggregate_id] = timer

    def _check(self, unique: Unique, folded: Fold[S]) -> None:
        mine = self._values(unique, folded.after)
        others = (known for i, known in self.shelf.known.items() if i != folded.aggregate_id)
        if any(mine & self._values(unique, known) for known in others):
            raise unique.refusal

    def _values(self, unique: Unique, known: Known[S]) -> set[tuple[object, ...]]:
        """What is the state's alone: of a tuple of texts each by itself, and nothing where a value is missing."""
        assert known.state is not None
        found = (_at(self._form.changes(None, known.state), path) for path in unique.paths)
        each = [value if isinstance(value, list) else [value] for value in found]
        return {values for values in product(*each) if None not in values}


def _at(data: object, path: str) -> object:
    for name in path.split("."):
        data = data[name] if isinstance(data, dict) else None
    return data
