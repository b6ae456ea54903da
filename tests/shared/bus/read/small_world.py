"""The small world as a read model: how its facts become rows, who tells them, and a projector that reads to the end."""

import random
from collections import defaultdict

from shared.bus.kafka import KafkaPublisher, KafkaSubscription
from shared.bus.messages import Incoming, read_message
from shared.bus.projecting import Projected, Projector
from shared.bus.projection import Copy, Row
from shared.contracts.envelope import headers_of
from shared.contracts.events import Told
from tests.shared.bus.read.facts import FirmNamed, ListingPosted, envelope_for

COPIES = (Copy("firm", of="firms", into="listings", by="firm_id", fields=("name",), source="firm"),)


def listing_rows(told: Incoming) -> list[Row]:
    event = told.event
    assert isinstance(event, ListingPosted)
    fields = {"firm_id": event.firm_id, "status": event.status, "worth": event.worth}
    return [Row("listings", event.listing_id, "listing", told.envelope.seq, fields)]


def firm_rows(told: Incoming) -> list[Row]:
    event = told.event
    assert isinstance(event, FirmNamed)
    if event.name == "poison":
        raise KeyError(event.name)
    return [
        Row("firms", event.firm_id, "firm", told.envelope.seq, {"name": event.name}),
        Row("listings", event.firm_id.replace("firm", "listing"), "firm", told.envelope.seq, {"mascot": event.name}),
    ]


PROJECTED: Projected = {ListingPosted: listing_rows, FirmNamed: firm_rows}


class WorldTeller:
    """Tells facts of the small world into one topic, each aggregate's seq counted."""

    def __init__(
        self, publisher: KafkaPublisher, topic: str, seed: int, listings: int = 4_000, firms: int = 300
    ) -> None:
        self._publisher, self._topic, self._dice = publisher, topic, random.Random(seed)
        self._listings, self._firms = listings, firms
        self._seqs = defaultdict[str, int](int)

    async def tell(self, count: int) -> None:
        for _ in range(count):
            await self.say(self._drawn())
        await self._publisher.flush()

    async def say(self, event: Told) -> None:
        about = str(getattr(event, event.about))
        self._seqs[about] += 1
        headers = headers_of(envelope_for(event, self._seqs[about]))
        await self._publisher.send(self._topic, about, event.model_dump_json().encode(), headers)

    def _drawn(self) -> Told:
        firm, listing = f"firm-{self._dice.randrange(self._firms)}", f"listing-{self._dice.randrange(self._listings)}"
        if self._dice.random() < 0.1:
            return FirmNamed(firm_id=firm, name=f"{self._dice.random()}")
        return ListingPosted(listing_id=listing, firm_id=firm, status="open", worth=self._dice.randrange(100))


async def project_to_the_end(kafka: str, topic: str, group: str, projector: Projector) -> None:
    """A projector that stops when it has nothing more to read."""
    async with KafkaSubscription(kafka, group, "one", [topic]) as subscription:
        async for batch in subscription.batches():
            facts = [read_message(m) for m in batch]
            if facts:
                await projector(facts)
                await subscription.commit()
            elif await subscription.behind() == 0:
                return
