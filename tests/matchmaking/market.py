"""A market in memory, over a real index: listings are told, and what is suggested is read off."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.matchmaking.access import ACCESS
from services.matchmaking.handlers import COMMANDS, HEARD
from services.matchmaking.handlers.filling import fill
from services.matchmaking.handlers.nouns import MATCH
from services.matchmaking.handlers.rows import listing_rows
from services.matchmaking.ports import Hearing, Needs
from services.matchmaking.store.index import FolderIndex
from services.matchmaking.store.rows import published_of
from shared.bus.dispatch import Dispatcher
from shared.bus.itself import as_itself
from shared.bus.messages import Incoming
from shared.bus.reactions import Do
from shared.contracts.envelope import Envelope
from shared.contracts.events import Told
from shared.contracts.exchange.values import PublicListing
from shared.contracts.matchmaking.events import MatchSuggested
from tests.builders import matchmaking as build
from tests.builders.accounts import TENANT
from tests.builders.registration import DURING
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.fakes.memory_matching import MemoryAwards, MemoryListings, MemoryMatches, MemoryOrganisations


@dataclass
class Market:
    """Everything that was told is kept, so that it can be told again."""

    open_index: Callable[[], FolderIndex]
    index: FolderIndex = field(init=False)
    log: list[Incoming] = field(default_factory=list)
    seqs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = self.open_index()
        self.store = MemoryAggregates(MATCH)
        self.listings, self.awards = MemoryListings(), MemoryAwards()
        self.organisations, self.clock = MemoryOrganisations(), StoppedClock(DURING)
        needs = Needs(self.store, self.organisations)
        self.execute = Dispatcher(COMMANDS, ACCESS, {"match": self.store}, needs).execute
        self._join()

    def _join(self) -> None:
        send = as_itself("matchmaking", self.execute, self.clock)
        self.hearing = Hearing(self.index, self.listings, self.awards, MemoryMatches(self.store), send)

    async def restarted(self) -> None:
        """Another process goes on with what lies on disk."""
        self.index.close()
        self.index = self.open_index()
        self._join()
        await fill(self.index, self.listings, self.awards)

    async def publish(self, listing_id: str, says: PublicListing, owner_id: str = build.SELLER) -> None:
        await self.tell(build.listing_published(listing_id, says, owner_id))

    async def change(self, listing_id: str, says: PublicListing, owner_id: str = build.SELLER, **given: Any) -> None:
        await self.tell(build.listing_changed(listing_id, says, owner_id, **given))

    async def close(self, listing_id: str) -> None:
        await self.tell(build.listing_closed(listing_id))

    async def tell(self, event: Told) -> None:
        about = getattr(event, event.about)
        self.seqs[about] = self.seqs.get(about, 0) + 1
        source = f"/{event.wire.split('.', 1)[0]}/{event.about.removesuffix('_id')}"
        envelope = Envelope(event.wire, event.version, source, about, self.seqs[about], DURING, TENANT)
        told = Incoming(envelope, event)
        self.log.append(told)
        await self.hear(told)

    async def hear(self, told: Incoming) -> None:
        """As the worker does: first what is kept, guarded by its seq, then the rest."""
        for row in listing_rows(told):
            known = self.listings.told.get(row.id)
            if known is None or known.seq < row.seq:
                document = json.loads(json.dumps({**row.set, "_id": row.id, "v": {"listing": row.seq}}))
                self.listings.told[row.id] = published_of(document)
        for reaction in HEARD[type(told.event)]:
            if isinstance(reaction, Do):
                await reaction.act(told, self.hearing)

    async def replay(self) -> None:
        """The whole log again."""
        for told in list(self.log):
            await self.hear(told)

    @property
    def alerts(self) -> list[MatchSuggested]:
        return [t.event for t in self.store.shelf.told if isinstance(t.event, MatchSuggested)]

    @property
    def told(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Need, offer and news of each alert."""
        return [(a.need.listing_id, a.offer.listing_id, tuple(n.value for n in a.news)) for a in self.alerts]
