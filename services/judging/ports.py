"""What judging needs from outside, each as small as the need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from services.judging.domain.assignment import Assignment
from services.judging.domain.award import Award
from services.judging.domain.candidate import Candidate, Entry
from services.judging.domain.conflict import Conflict
from services.judging.domain.judge import Judge, Person
from services.judging.domain.result import Result
from services.judging.domain.round import Round
from services.judging.domain.rubric import Rubric
from services.judging.domain.scoresheet import Scoresheet
from shared.bus.jobs import Job
from shared.bus.ports import AggregateStore, Reads, Stored
from shared.contracts.judging.values import Place
from shared.contracts.personal import PersonText

S = TypeVar("S")
R = TypeVar("R", covariant=True)
PROGRAMMES, ENTRIES, PEOPLE, ORGANISATIONS = "heard_programmes", "heard_entries", "heard_people", "heard_organisations"
"""Where what others have told is kept: a row for each, by its id."""


class Finds(Protocol[R]):
    """Finds the aggregates of one kind by what they belong to."""

    async def where(self, **values: str) -> Sequence[Stored[R]]:
        """All whose state has these values, by their ids."""
        ...


@dataclass(frozen=True, slots=True)
class Shelf(Generic[S]):
    """The aggregates of one kind."""

    store: AggregateStore[S]
    finds: Finds[S]

    async def state(self, aggregate_id: str) -> S | None:
        """One as it stands."""
        found = await self.store.read(aggregate_id)
        return found.state if found else None

    async def where(self, **values: str) -> Sequence[S]:
        """All whose state has these values, by their ids."""
        return [found.state for found in await self.finds.where(**values)]


@dataclass(frozen=True, slots=True)
class Organisation:
    """What judging has heard of an organisation: who belongs to it, and its field of work."""

    members: tuple[str, ...] = ()
    sector: str | None = None


class Heard(Protocol):
    """What accounts and registration have told."""

    async def programme(self, programme_id: str) -> Place | None:
        """Where a programme stands; waits two seconds for one that is not there yet."""
        ...

    async def entry(self, entry_id: str) -> Entry | None:
        """A submitted entry; waits two seconds for one that is not there yet."""
        ...

    async def entries(self, ids: Sequence[str]) -> Mapping[str, Entry]:
        """Those of them that are there."""
        ...

    async def accepted(self, programme_id: str) -> Sequence[str]:
        """The entries that were accepted in a programme."""
        ...

    async def of_organisation(self, organisation_id: str) -> Sequence[str]:
        """The entries of an organisation."""
        ...

    async def person(self, person_id: str) -> Person | None:
        """A person; waits two seconds for one who is not there yet."""
        ...

    async def people(self, ids: Sequence[str]) -> Mapping[str, Person]:
        """Those of them who are there."""
        ...

    async def organisations(self, ids: Sequence[str]) -> Mapping[str, Organisation]:
        """Those of them of which anything was told."""
        ...


class Documents(Protocol):
    """Keeps what is too large for a state, by its hash; it never changes."""

    async def put(self, hash_: str, document: Any) -> None:  # noqa: ANN401 - JSON
        """Kept; again is harmless."""
        ...

    async def get(self, hash_: str) -> Any:  # noqa: ANN401 - JSON
        """What was kept under a hash; None where nothing was."""
        ...


class Texts(Protocol):
    """Seals what people say in their own words."""

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        """The text, to be told. Raises `NotFound` for who is erased, `Unavailable` while no key can be had."""
        ...

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        """What they say, in their order, to the viewer; None for who is erased. Raises `Unavailable`."""
        ...


class Chance(Protocol):
    """What nobody can foresee."""

    def salt(self) -> str:
        """256 random bits as 64 hex digits."""
        ...

    def numbers(self, judge_ids: Sequence[str]) -> Mapping[str, int]:
        """A number from 1 for each judge, in a random order."""
        ...


Words = Callable[[str], tuple[str, ...]]
"""A text's words as they are compared: folded, without marks."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    awards: Shelf[Award]
    rubrics: Shelf[Rubric]
    rounds: Shelf[Round]
    candidates: Shelf[Candidate]
    judges: Shelf[Judge]
    conflicts: Shelf[Conflict]
    assignments: Shelf[Assignment]
    sheets: Shelf[Scoresheet]
    results: Shelf[Result]
    jobs: Reads[Job]
    recent_rounds: Reads[Round]
    """As `rounds`, at most half a second old: for what asks often."""
    heard: Heard
    documents: Documents
    texts: Texts
    chance: Chance
    words: Words
    now: Callable[[], datetime]
