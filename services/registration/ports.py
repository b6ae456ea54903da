"""What registration needs from outside, each as small as the need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.registration.domain.decision_page import Candidate, DecisionPage
from services.registration.domain.edition import Edition
from services.registration.domain.entry import Entry
from services.registration.domain.organisation import Organisation
from services.registration.domain.programme import Programme
from services.registration.domain.release import Release
from shared.bus.ports import AggregateStore, Reads
from shared.bus.reactions import Send
from shared.contracts.personal import PersonText

PEOPLE = "people"
"""Where it is kept which accounts were joined: a row for each that went, by its id."""
ORGANISATIONS = "organisations"
"""Where what accounts has told of organisations is kept: a row for each, by its id."""


class Drafts(Protocol):
    """Finds drafts by their author, and in no other way."""

    async def by_author(self, author_id: str, programme_id: str | None) -> Sequence[Entry]:
        """The author's drafts (of one programme), the last saved first, a hundred at most."""
        ...


class Organisations(Protocol):
    """What accounts has told of organisations."""

    async def for_entering(self, organisation_id: str, tenant_id: str, person_id: str) -> Organisation | None:
        """An organisation; waits two seconds for one that the person doesn't enter for yet: it may be new."""
        ...


class Candidates(Protocol):
    """Entries, as far as deciding needs them."""

    async def of(self, entry_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """Those that are there, by their ids; one read."""
        ...


class Pages(Protocol):
    """Finds pages of decisions that aren't released."""

    async def of_programme(self, programme_id: str) -> Sequence[DecisionPage]:
        """All of a programme that have a decision, the first begun first."""
        ...

    async def decided_elsewhere(self, entry_ids: Sequence[str], page_id: str) -> frozenset[str]:
        """Of these entries those on which another page has a decision."""
        ...


class People(Protocol):
    """Which accounts of a person were joined."""

    async def now(self, person_id: str) -> str:
        """The account that somebody is by now: mostly the same."""
        ...

    async def before(self, person_id: str) -> tuple[str, ...]:
        """The accounts that were joined with this one."""
        ...

    async def gone(self) -> Sequence[str]:
        """All accounts that were joined with another."""
        ...


class Authored(Protocol):
    """Finds entries, drafts too, for what follows their authors."""

    async def of(self, author_id: str) -> Sequence[str]:
        """The ids of all that somebody has begun."""
        ...

    async def lying_open(self, most: int) -> Sequence[str]:
        """Drafts of which a step is not sealed."""
        ...


class Texts(Protocol):
    """Seals what people say in their own words."""

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        """The text, to be told. Raises `NotFound` for who is erased, `Unavailable` while no key can be had."""
        ...

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        """What they say, in their order, to the viewer; None for who is erased. Raises `Unavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    editions: Reads[Edition]
    programmes: Reads[Programme]
    entries: AggregateStore[Entry]
    organisations: Organisations
    texts: Texts
    decision_pages: Reads[DecisionPage]
    releases: Reads[Release]
    candidates: Candidates
    pages: Pages


@dataclass(frozen=True, slots=True)
class Remains:
    """What follows a person into another account, and the way to it."""

    people: People
    authored: Authored
    send: Send
