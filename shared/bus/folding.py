"""Folding: one aggregate's waiting commands are decided one after the other, in memory, to be saved by one write."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from shared.bus.folds import Fold, Ground, Known, Outcome, Remembered, Telling
from shared.bus.nouns import Answer, Noun, Order
from shared.bus.states import StateForm, sizes_of
from shared.contracts.envelope import Envelope
from shared.contracts.events import Event, Told
from shared.errors import CommandIdReused, TooLarge

S = TypeVar("S")

COMMANDS_KEPT_FOR = timedelta(hours=1)
"""At least; what is older goes at the aggregate's next save."""
COMMANDS_KEPT = 1_000
EVENTS_LIMIT = 100
"""A command makes fewer events than this."""
STATE_LIMIT = 100_000
"""Bytes of JSON; a state stays under this."""


class _Run(Generic[S]):
    """The aggregate on its way through the orders. What time brings about goes back to the request before it."""

    def __init__(self, noun: Noun[S], known: Known[S], aggregate_id: str) -> None:
        self.noun, self.id = noun, aggregate_id
        self.seq, self.state, self.trace = known.seq, known.state, known.trace
        self.stored = known.commands
        self.added: dict[str, Remembered] = {}
        self.told: list[Telling] = []
        self.changed = False

    def take(self, order: Order[S]) -> Outcome:
        if known := self.stored.get(order.command_id):
            return Outcome(Ground.REMEMBERED, self._again(known, order))
        if known := self.added.get(order.command_id):
            return Outcome(Ground.FACTS, self._again(known, order))
        try:
            return self._decided(order)
        except Exception as error:
            return Outcome(Ground.STATE, error)

    def _again(self, known: Remembered, order: Order[S]) -> Answer | Exception:
        if known.digest != order.digest:
            return CommandIdReused()
        return Answer(self.id, known.seq, known.result)

    def _decided(self, order: Order[S]) -> Outcome:
        """Nothing of the run is touched before everything that can fail is done: a refusal leaves no trace."""
        facts = order.decide(self.state)
        if len(facts) >= EVENTS_LIMIT:
            raise TooLarge
        state, told = self._applied(facts, order)
        result = None if state is None else order.answer(state)
        seq = self.seq + len(told)
        if not facts:
            return Outcome(Ground.STATE, Answer(self.id, seq, result))
        self.state, self.seq, self.changed = state, seq, True
        self.trace = order.traceparent or self.trace
        self.told += told
        self.added[order.command_id] = Remembered(seq, int(order.now.timestamp()), order.digest, result)
        return Outcome(Ground.FACTS, Answer(self.id, seq, result))

    def _applied(self, facts: Sequence[Event], order: Order[S]) -> tuple[S | None, list[Telling]]:
        state, told = self.state, list[Telling]()
        for fact in facts:
            state = self.noun.apply(state, fact)
            if isinstance(fact, Told):
                told.append(Telling(self._envelope(fact, state, self.seq + len(told) + 1, order), fact))
        return state, told

    def _envelope(self, fact: Told, state: S, seq: int, order: Order[S]) -> Envelope:
        places = self.noun.places(state)
        return envelope_of_fact(
            fact,
            self.noun.name,
            self.id,
            seq,
            order.now,
            tenant_id=places.tenant_id,
            edition_id=places.edition_id,
            actor_id=order.actor_id if self.noun.names_actor(state) else "",
            causation_id=order.command_id,
            traceparent=order.traceparent or self.trace,
        )


def envelope_of_fact(
    fact: Told,
    noun: str,
    aggregate_id: str,
    seq: int,
    time: datetime,
    *,
    tenant_id: str,
    edition_id: str | None,
    actor_id: str = "",
    causation_id: str = "",
    traceparent: str = "",
) -> Envelope:
    """The envelope of a fact; its source is the owner that its wire name begins with, and the noun."""
    return Envelope(
        wire=fact.wire,
        version=fact.version,
        source=f"/{fact.wire.split('.', 1)[0]}/{noun}",
        aggregate_id=aggregate_id,
        seq=seq,
        time=time,
        tenant_id=tenant_id,
        edition_id=edition_id,
        actor_id=actor_id,
        causation_id=causation_id,
        traceparent=traceparent,
    )


def fold(noun: Noun[S], form: StateForm[S], aggregate_id: str, known: Known[S], orders: Sequence[Order[S]]) -> Fold[S]:
    """Decides the orders one after the other, each on the state that those before it made.

    Nothing here waits or writes. Where the state would grow over its limit, the orders are folded again, each
    measured, and those that break the limit get `TooLarge`.
    """
    folded = _fold(noun, form, aggregate_id, known, orders)
    if sum(folded.after.sizes.values()) < STATE_LIMIT or not folded.writes:
        return folded
    return _fold(noun, form, aggregate_id, known, [_measured(noun, form, order) for order in orders])


def _fold(noun: Noun[S], form: StateForm[S], aggregate_id: str, known: Known[S], orders: Sequence[Order[S]]) -> Fold[S]:
    run = _Run(noun, known, aggregate_id)
    outcomes = tuple(run.take(order) for order in orders)
    if not run.changed or run.state is None:
        return Fold(aggregate_id, known, known, outcomes, (), {})
    changes = form.changes(known.state if known.shape == form.shape else None, run.state)
    commands = _kept({**known.commands, **run.added}, max(order.now for order in orders))
    sizes = {**_old_sizes(known, form), **sizes_of(changes)}
    after = Known(known.rev + 1, run.seq, run.state, form.shape, commands, sizes, run.trace)
    return Fold(aggregate_id, known, after, outcomes, tuple(run.told), changes)


def _old_sizes(known: Known[S], form: StateForm[S]) -> Mapping[str, int]:
    return known.sizes if known.shape == form.shape else {}


def _measured(noun: Noun[S], form: StateForm[S], order: Order[S]) -> Order[S]:
    def decide(state: S | None) -> Sequence[Event]:
        facts = order.decide(state)
        after = state
        for fact in facts:
            after = noun.apply(after, fact)
        if after is not None and sum(sizes_of(form.changes(None, after)).values()) >= STATE_LIMIT:
            raise TooLarge
        return facts

    return replace(order, decide=decide)


def _kept(commands: Mapping[str, Remembered], now: datetime) -> Mapping[str, Remembered]:
    """The ids of the last hour, and of these the newest thousand."""
    oldest = int((now - COMMANDS_KEPT_FOR).timestamp())
    kept = {c: r for c, r in commands.items() if r.at >= oldest}
    if len(kept) <= COMMANDS_KEPT:
        return kept
    newest = sorted(kept.items(), key=lambda item: (item[1].at, item[1].seq))[-COMMANDS_KEPT:]
    return dict(newest)
