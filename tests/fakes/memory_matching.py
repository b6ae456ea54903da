"""What matchmaking hears, in memory, with the promises of the real stores."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from services.matchmaking.domain.listing import Published
from services.matchmaking.domain.match import Match
from tests.fakes.memory_aggregates import MemoryAggregates


@dataclass
class MemoryListings:
    """Implements `Listings`."""

    told: dict[str, Published] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)

    async def read(self, listing_id: str) -> Published | None:
        return self.told.get(listing_id)

    async def of_owner(self, tenant_id: str, owner_id: str) -> Sequence[Published]:
        own = (one for one in self.told.values() if (one.tenant_id, one.owner_id) == (tenant_id, owner_id))
        return sorted((one for one in own if one.content), key=lambda one: one.listing_id)

    async def matched(self) -> AsyncIterator[Published]:
        for one in self.told.values():
            if one.content and self.marks.get(one.listing_id) == one.seq:
                yield one

    async def mark(self, listing_id: str, seq: int) -> None:
        self.marks[listing_id] = seq


@dataclass
class MemoryAwards:
    """Implements `Awards`."""

    won: dict[str, int] = field(default_factory=dict)

    async def won_by(self, organisation_id: str) -> int:
        return self.won.get(organisation_id, 0)


@dataclass
class MemoryMatches:
    """Implements `Matches` over the aggregates."""

    store: MemoryAggregates[Match]

    async def of_listing(self, listing_id: str) -> Sequence[Match]:
        states = [known.state for known in self.store.shelf.known.values() if known.state]
        return [one for one in states if listing_id in (one.need.listing_id, one.offer.listing_id)]


@dataclass
class MemoryOrganisations:
    """Implements `Organisations`."""

    members: dict[str, set[str]] = field(default_factory=dict)
    tenants: dict[str, str] = field(default_factory=dict)

    async def belongs(self, organisation_id: str, tenant_id: str, person_id: str) -> bool:
        here = self.tenants.get(organisation_id, tenant_id) == tenant_id
        return here and person_id in self.members.get(organisation_id, set())
