"""A listing's snapshot gives the rows that all which was told of it has given."""

from collections.abc import Iterable
from typing import Any

from gateway.projections import PROJECTED
from services.exchange.handlers import LISTING
from shared.bus.messages import Incoming
from shared.contracts.envelope import Envelope
from tests.builders import exchange as build
from tests.builders.accounts import TENANT
from tests.exchange.test_x1 import SELLER, buyer, negotiated, talk
from tests.fakes.memory_exchange import MemoryExchange


def rows(facts: Iterable[Incoming]) -> dict[str, Any]:
    """What the projector has made of them, by collection and id."""
    found: dict[str, Any] = {}
    for fact in facts:
        for row in PROJECTED.get(type(fact.event), lambda _: ())(fact):
            found.setdefault(f"{row.collection} {row.id}", {}).update(row.set)
    return found


def told_of(exchange: MemoryExchange) -> list[Incoming]:
    return [Incoming(one.envelope, one.event) for one in exchange.stores["listing"].shelf.told]


async def snapshot_of(exchange: MemoryExchange) -> Incoming:
    said = LISTING.snapshot(await exchange.listing())
    return Incoming(Envelope(said.wire, 1, "/exchange/listing", build.LISTING, 99, build.NOW, TENANT), said)


async def test_of_a_listing_with_a_confirmed_deal_and_a_lapsed_one():
    exchange = await negotiated(quantity=5)
    for word in ("one", "two"):
        await exchange.send(build.accept_offer(negotiation_id=talk(word)), SELLER)
    first, second = (await exchange.listing()).deals
    await exchange.send(build.confirm_deal(first.deal_id), SELLER)
    await exchange.send(build.confirm_deal(first.deal_id), buyer("one"))
    await exchange.send(build.cancel_deal(second.deal_id), SELLER)
    await exchange.send(build.pause_listing(), SELLER)
    assert rows([await snapshot_of(exchange)]) == rows(told_of(exchange))


async def test_of_a_listing_that_is_sold_out():
    exchange = await negotiated()
    await exchange.send(build.accept_offer(negotiation_id=talk("one")), SELLER)
    (deal,) = (await exchange.listing()).deals
    for who in (SELLER, buyer("one")):
        await exchange.send(build.confirm_deal(deal.deal_id), who)
    assert rows([await snapshot_of(exchange)]) == rows(told_of(exchange))
