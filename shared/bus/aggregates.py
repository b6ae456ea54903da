"""Group commit: the commands that wait are folded by aggregate and saved by one bulk; what comes meanwhile is next."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from shared.bus.folding import fold
from shared.bus.folds import Fold, Ground, Known, Outcome
from shared.bus.nouns import Answer, Noun, Order
from shared.bus.states import StateForm
from shared.errors import InvalidCommandId, Refusal, Unavailable
from shared.ids import is_id

S = TypeVar("S")

AT_ONCE = 256
"""Commands in one commit: what folds within some tens of milliseconds."""

Guard = Callable[[], None]
"""Raises `Unavailable` when no command may be taken now."""


def unguarded() -> None:
    """The guard that lets everything pass."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the folds that were to be saved; whatever is not named here is saved."""

    lost: frozenset[str] = frozenset()
    """Aggregates that somebody else saved first, or may have: to be read and folded again."""
    breaches: Mapping[str, Refusal] = field(default_factory=dict)
    """Aggregates that were not saved because a unique value is another's."""


class Storage(Protocol[S]):
    """Where aggregates are kept; one commit at a time uses it."""

    async def load(self, ids: Sequence[str]) -> Mapping[str, Known[S]]:
        """Those that exist. Raises `Unavailable` when the database can't be reached."""
        ...

    async def save(self, folds: Sequence[Fold[S]]) -> Saved:
        """Saves each fold unless its aggregate changed since it was read.

        Raises `Unavailable` when the outcome is unknown, anything else when not all could be tried.
        """
        ...


@dataclass(slots=True)
class Counts:
    """What a store has done, for tests and measurements."""

    commands: int = 0
    bulks: int = 0
    writes: int = 0
    lost: int = 0


@dataclass(slots=True, eq=False)
class _Waiting(Generic[S]):
    order: Order[S]
    done: asyncio.Future[Answer]

    def tell(self, result: Answer | Exception) -> None:
        if self.done.done():
            return
        if isinstance(result, Answer):
            self.done.set_result(result)
        else:
            self.done.set_exception(result)


_Waitings = list[_Waiting[S]]


class GroupCommit(Generic[S]):
    """Executes the orders of one kind of aggregate against a storage, with a cache of what was saved last.

    One commit runs at a time; there are no locks and no timer. A cache of 0 reads every aggregate in each commit.
    """

    def __init__(self, noun: Noun[S], storage: Storage[S], guard: Guard = unguarded, cache: int = 10_000) -> None:
        self._noun, self._form, self._storage, self._guard = noun, StateForm(noun), storage, guard
        self._cache: dict[str, Known[S]] = {}
        self._cache_size = cache
        self._queue: _Waitings[S] = []
        self._task: asyncio.Task[None] | None = None
        self.counts = Counts()

    async def execute(self, order: Order[S]) -> Answer:
        """As `AggregateStore.execute`."""
        if not is_id(order.command_id):
            raise InvalidCommandId
        self._guard()
        waiting = _Waiting(order, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await waiting.done

    def recall(self, aggregate_id: str) -> S | None:
        """As `AggregateStore.recall`."""
        known = self._cache.get(aggregate_id)
        return known.state if known else None

    async def _work(self) -> None:
        batch: _Waitings[S] = []
        try:
            while self._queue:
                batch, self._queue = self._queue[:AT_ONCE], self._queue[AT_ONCE:]
                self._queue[:0] = await self._settled([w for w in batch if not w.done.done()])
        finally:
            self._task = None
            _tell_all([*batch, *self._queue], Unavailable())
            self._queue = []

    async def _settled(self, batch: _Waitings[S]) -> _Waitings[S]:
        """Those that must be decided again."""
        try:
            return await self._commit(batch)
        except Unavailable as unknown:
            _tell_all(batch, unknown)
        except Exception:  # one that can't be read or saved must not take the others with it
            await self._one_by_one(batch)
        return []

    async def _one_by_one(self, batch: _Waitings[S]) -> None:
        for waiting in batch:
            try:
                while not waiting.done.done():
                    await self._commit([waiting])
            except Unavailable as unknown:
                _tell_all(batch, unknown)
            except Exception as error:
                waiting.tell(error)

    async def _commit(self, batch: _Waitings[S]) -> _Waitings[S]:
        self.counts.commands += len(batch)
        by_aggregate: dict[str, _Waitings[S]] = {}
        for waiting in batch:
            by_aggregate.setdefault(waiting.order.aggregate_id, []).append(waiting)
        cached = {i: self._cache.pop(i) for i in by_aggregate if i in self._cache}
        missing = [i for i in by_aggregate if i not in cached]
        read = await self._storage.load(missing) if missing else {}
        folds = [
            self._fold(i, cached.get(i) or read.get(i) or Known(), waitings) for i, waitings in by_aggregate.items()
        ]
        saved = await self._save([f for f in folds if f.writes])
        again: _Waitings[S] = []
        for folded in folds:
            fresh = folded.aggregate_id not in cached
            again += await self._settle(folded, by_aggregate[folded.aggregate_id], saved, fresh)
        return again

    def _fold(self, aggregate_id: str, known: Known[S], waitings: _Waitings[S]) -> Fold[S]:
        folded = fold(self._noun, self._form, aggregate_id, known, [w.order for w in waitings])
        for waiting, outcome in zip(waitings, folded.outcomes, strict=True):
            if outcome.ground is Ground.REMEMBERED:
                waiting.tell(outcome.result)
        return folded

    async def _save(self, folds: Sequence[Fold[S]]) -> Saved:
        if not folds:
            return Saved()
        self.counts.bulks += 1
        self.counts.writes += len(folds)
        saved = await self._storage.save(folds)
        self.counts.lost += len(saved.lost)
        return saved

    async def _settle(self, folded: Fold[S], waitings: _Waitings[S], saved: Saved, fresh: bool) -> _Waitings[S]:
        """Tells the outcomes when they are true, and gives back the orders that must be decided again."""
        breach = saved.breaches.get(folded.aggregate_id)
        if breach and len(waitings) == 1:
            waitings[0].tell(breach)
        elif breach:
            await self._one_by_one(waitings)
        elif folded.aggregate_id in saved.lost or not (folded.writes or fresh or not _rests_on_state(folded.outcomes)):
            return [w for w in waitings if not w.done.done()]
        else:
            self._keep(folded.aggregate_id, folded.after)
            for waiting, outcome in zip(waitings, folded.outcomes, strict=True):
                waiting.tell(outcome.result)
        return []

    def _keep(self, aggregate_id: str, known: Known[S]) -> None:
        """What is not there is not kept: a first save is decided on what this commit has read."""
        if known.rev and self._cache_size:
            self._cache[aggregate_id] = known
            if len(self._cache) > self._cache_size:
                del self._cache[next(iter(self._cache))]


def _tell_all(waitings: _Waitings[S], error: Exception) -> None:
    """Tells it to those that were not told yet."""
    for waiting in waitings:
        waiting.tell(error)


def _rests_on_state(outcomes: Sequence[Outcome]) -> bool:
    """A cached state may be old: another instance may have allowed what it would refuse."""
    return any(outcome.ground is Ground.STATE for outcome in outcomes)
