"""What matchmaking needs from outside, each as small as the need."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.matchmaking.domain.algorithms.wording import Rarity, Wording
from services.matchmaking.domain.listing import Facts, Published
from services.matchmaking.domain.match import Match
from shared.bus.ports import AggregateStore
from shared.bus.reactions import Send

LISTINGS, AWARDS, ORGANISATIONS = "listings", "awards", "organisations"
"""Where what is told of listings, awards and organisations is kept: a row for each, by its id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing as it is matched: its facts, and its text taken apart."""

    facts: Facts
    wording: Wording
    surface: Mapping[str, str] = field(default_factory=dict)
    """A word or pair as it is written in the text, for each folded one."""


class ListingIndex(Protocol):
    """All published listings of one tenant, offers and needs apart, found by their words within hard limits.

    One process writes; whatever it was given is found after `commit`, and survives a crash from then on.
    """

    @property
    def is_new(self) -> bool:
        """Whether it has still to be filled with what was matched before."""
        ...

    def filled(self) -> None:
        """All of that lies in it now: it is committed, and taken as it is at the next start."""
        ...

    def entry(self, facts: Facts, texts: Mapping[str, str]) -> Entry:
        """A listing's texts taken apart, as they will lie in the index."""
        ...

    def known(self, tenant_id: str, listing_id: str) -> Entry | None:
        """A listing as it was last put and committed."""
        ...

    def put(self, entry: Entry, texts: Mapping[str, str]) -> None:
        """The listing is this from now on, instead of anything before."""
        ...

    def delete(self, tenant_id: str, listing_id: str) -> None:
        """The listing is not to be found any more."""
        ...

    def commit(self) -> None:
        """Everything so far is on disk and can be found."""
        ...

    def candidates(self, entry: Entry, most: int) -> Sequence[Entry]:
        """Those of the other side that may fit and break no limit, the likeliest by their words first."""
        ...

    def rarity(self, tenant_id: str, *, offers: bool) -> Rarity:
        """What is known of all texts of a side."""
        ...


class Listings(Protocol):
    """What the exchange has told of listings."""

    async def read(self, listing_id: str) -> Published | None:
        """A listing."""
        ...

    async def of_owner(self, tenant_id: str, owner_id: str) -> Sequence[Published]:
        """Those of an owner that are matched."""
        ...

    def matched(self) -> AsyncIterator[Published]:
        """All that are matched, as they were matched last: whatever is newer comes again."""
        ...

    async def mark(self, listing_id: str, seq: int) -> None:
        """The listing, as it was told then, has been matched."""
        ...


class Awards(Protocol):
    """What judging has told of awards."""

    async def won_by(self, organisation_id: str) -> int:
        """How many an organisation has won."""
        ...


class Matches(Protocol):
    """Finds matches by their listings."""

    async def of_listing(self, listing_id: str) -> Sequence[Match]:
        """All of a listing, of either side."""
        ...


class Organisations(Protocol):
    """What accounts has told of organisations."""

    async def belongs(self, organisation_id: str, tenant_id: str, person_id: str) -> bool:
        """Whether a person has registered an organisation of the tenant, or belongs to it."""
        ...


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    matches: AggregateStore[Match]
    organisations: Organisations


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is needed when a listing or an award is heard of."""

    index: ListingIndex
    listings: Listings
    awards: Awards
    matches: Matches
    send: Send
