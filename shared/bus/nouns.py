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


@dataclass(frozen=True, slots=True, eq=False)
class Noun(Generic[S]):
    """A kind of aggregate: one collection, one state class (a frozen dataclass with no mutable container).

    `apply` is the only way a state changes. `places` is the chain that its events carry. `snapshot` is the told event
    that says all that told events have said. `due` is the earliest of the state's timers, or None.
    `shape` numbers the stored form; `upcasts[n]` brings stored data of shape n to n + 1.
    """

    name: str
    collection: str
    state: type[S]
    apply: Callable[[S | None, Event], S]
    places: Callable[[S], Places]
    snapshot: Callable[[S], Told]
    due: Callable[[S], datetime | None] = lambda _: None
    shape: int = 1
    upcasts: Mapping[int, Callable[[StateData], StateData]] = field(default_factory=dict)
    unique: tuple[Unique, ...] = ()


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
