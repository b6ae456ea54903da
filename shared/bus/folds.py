"""What folding is about: an aggregate as it is known, and what a run of commands makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from shared.bus.nouns import Answer, Json, StateData
from shared.contracts.envelope import Envelope
from shared.contracts.events import Told

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a command got for an answer, bound by the digest to who sent what."""

    seq: int
    at: int
    """The command's arrival, in seconds since 1970."""
    digest: str
    result: Json | None


@dataclass(frozen=True, slots=True)
class Known(Generic[S]):
    """An aggregate as it was read or saved last. `rev` 0: it was never saved, and has no state."""

    rev: int = 0
    seq: int = 0
    state: S | None = None
    shape: int = 0
    """The shape in which it is stored."""
    commands: Mapping[str, Remembered] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of each stored field."""
    trace: str = ""
    """Of the request that its last save goes back to."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A told event in its envelope, as it will be published."""

    envelope: Envelope
    event: Told


class Ground(Enum):
    """What an outcome rests on, which says when it may be told."""

    REMEMBERED = "an answer stored before: a fact, whatever becomes of the rest"
    FACTS = "facts of this fold: true when they are saved"
    STATE = "the state alone (a refusal, or nothing to do): true only of the state as it is now"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one order."""

    ground: Ground
    result: Answer | Exception


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """What a run of orders makes of one aggregate; `outcomes` stand in the order of the orders."""

    aggregate_id: str
    before: Known[S]
    after: Known[S]
    outcomes: tuple[Outcome, ...]
    told: tuple[Telling, ...]
    changes: StateData
    """The state's fields to store: those that changed, or all where the aggregate is new or of an old shape."""

    @property
    def writes(self) -> bool:
        """Whether there is anything to save."""
        return self.after.rev != self.before.rev

    @property
    def whole(self) -> bool:
        """Whether `changes` is the whole state, to stand in place of what was stored."""
        return self.before.shape != self.after.shape

    @property
    def remembered(self) -> dict[str, Remembered]:
        """The command ids to add."""
        return {c: r for c, r in self.after.commands.items() if c not in self.before.commands}

    @property
    def forgotten(self) -> list[str]:
        """The command ids to take out."""
        return [c for c in self.before.commands if c not in self.after.commands]
