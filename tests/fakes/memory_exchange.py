"""The exchange over memory: its tables, access and rules are the real ones, and it hears its own facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.exchange.access import ACCESS
from services.exchange.domain.enquiry import Enquiry
from services.exchange.domain.listing import Listing
from services.exchange.domain.parties import Acting, Organisation
from services.exchange.handlers import COMMANDS, HEARD, NOUNS
from services.exchange.ports import Needs
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, command_id
from tests.builders import exchange as build
from tests.builders.exchange import NOW
from tests.fakes.memory_texts import MemoryTexts
from tests.fakes.services import MemoryService


class MemoryParties:
    """Knows the organisations that it is told of; waits for nothing."""

    def __init__(self) -> None:
        self.known = {
            build.OWNER: build.organisation(),
            build.BUYER: build.organisation(build.BUYER, build.BUYER_PERSON, name="Hợp tác xã Gia Bình"),
        }
        self.moderators: Sequence[str] = (build.MODERATOR,)

    async def of_person(self, person_id: str, tenant_id: str | None, wanted: str | None = None) -> Acting:
        return frozenset(i for i, one in self.known.items() if person_id in one.people and one.tenant_id == tenant_id)

    async def one(self, organisation_id: str) -> Organisation | None:
        return self.known.get(organisation_id)

    async def of_tenant(self, tenant_id: str) -> Sequence[str]:
        return self.moderators


class MemoryFilesOf:
    def __init__(self) -> None:
        self.known: dict[str, dict[str, str]] = {}

    async def of(self, organisation_id: str, file_ids: Sequence[str]) -> Mapping[str, str]:
        return {i: h for i, h in self.known.get(organisation_id, {}).items() if i in file_ids}


class MemoryExchange(MemoryService):
    def __init__(self) -> None:
        self.parties, self.files, self.texts = MemoryParties(), MemoryFilesOf(), MemoryTexts()
        self._ids = 0
        self._seen: set[tuple[str, str]] = set()
        super().__init__(NOUNS, COMMANDS, ACCESS)
        self.now = NOW

    def _needs(self) -> Needs:
        listings, enquiries, negotiations = (self.stores[n] for n in ("listing", "enquiry", "negotiation"))
        return Needs(
            listings, enquiries, negotiations, self.parties, self.parties, self.files, self.texts, self._new_id
        )

    def _new_id(self) -> str:
        self._ids += 1
        return f"made-id-{self._ids:04}"

    async def settle(self) -> None:
        """Hears what it has told until nothing more is told; heard twice, as a replay would."""
        while fresh := self._fresh():
            for told in (*fresh, *fresh):
                await self._hear(told)

    def _fresh(self) -> list[Incoming]:
        told = [Incoming(t.envelope, t.event) for store in self.stores.values() for t in store.shelf.told]
        fresh = [one for one in told if (one.envelope.source, one.envelope.id) not in self._seen]
        self._seen |= {(one.envelope.source, one.envelope.id) for one in fresh}
        return fresh

    async def _hear(self, told: Incoming) -> None:
        for reaction in HEARD.get(type(told.event), ()):
            if isinstance(reaction, Ask):
                for command in reaction.commands(told):
                    target = command_id(told, reaction.name, command.aggregate_id)
                    await self.send(command, service_actor("exchange"), target)

    async def listing(self, listing_id: str = build.LISTING) -> Listing:
        found: Listing = await self.state("listing", listing_id)
        return found

    async def enquiry(self, enquiry_id: str = build.ENQUIRY) -> Enquiry:
        found: Enquiry = await self.state("enquiry", enquiry_id)
        return found

    def told_of(self, kind: type[Any]) -> list[Any]:
        """The told events of a class, in order."""
        return [event for event in self.told() if isinstance(event, kind)]
