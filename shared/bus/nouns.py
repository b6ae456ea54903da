"""What the bus must know of a kind of aggregate, and how a command is put to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from shared.contracts.events import Event, Told
from shared.contracts.places import Places
from shared.errors import Refusal

S = TypeVar("S")
StateData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unique:
    """A unique index over paths within the state (`mail_key`, `slug`), and the refusal that its breach is."""

    name: str
    paths: tuple[str, ...]
    refusal: type[Refusal]


@dataclass(frozen=True, slots=True)
class Timer:
    """An instant at which something is to be done about an aggregate; `name` is for ever, it is part of ids."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Noun(Generic[S]):
    """A kind of aggregate: one collection, one state class (a frozen dataclass with no mutable container).

    `apply` is the only way a state changes. `places` is the chain that its events carry. `snapshot` is the told event
    that says all that told events have said. `timers` are what the state waits for: a timer that fired is to be gone
    from the state that its command leaves, or to stand later. `names_actor` says whether its told events may say who
    did it; where the actor would tell what the events hide, they don't.
    `shape` numbers the stored form; `upcasts[n]` brings stored data of shape n to n + 1.
    """

    name: str
    collection: str
    state: type[S]
    apply: Callable[[S | None, Event], S]
    places: Callable[[S], Places]
    snapshot: Callable[[S], Told]
    timers: Callable[[S], tuple[Timer, ...]] = lambda _: ()
    shape: int = 1
    upcasts: Mapping[int, Callable[[StateData], StateData]] = field(default_factory=dict)
    unique: tuple[Unique, ...] = ()
    names_actor: Callable[[S], bool] = lambda _: True

    def due(self, state: S) -> Timer | None:
        """The earliest of the state's timers; of two at one instant the first by name."""
        return min(self.timers(state), key=lambda timer: (timer.at, timer.name), default=None)


Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order(Generic[S]):
    """One command on its way to one aggregate.

    `decide` is given the state (None: there is none yet) and returns the facts, or raises a Refusal; it may be called
    more than once. `answer` is what the sender is told, made from the state after the command. `digest` binds the
    command id to sender and body.
    """

    aggregate_id: str
    command_id: str
    digest: str
    now: datetime
    actor_id: str
    decide: Callable[[S | None], Sequence[Event]]
    answer: Callable[[S], Json | None] = lambda _: None
    traceparent: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command: the aggregate, its last told seq then, and the sender's answer."""

    id: str
    seq: int
    result: Json | None = None
