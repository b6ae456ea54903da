"""X1, in memory: one unit, three buyers at offer stage; one reservation, a queue, a lapse, and a deal of both."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.exchange.domain.commands import LapseDeals
from services.exchange.domain.listing import RESERVED_FOR
from shared.auth import Actor, ActorKind, service_actor
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.exchange import events
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.values import CancelReason, Closing, ListingStatus, NegotiationStatus
from shared.contracts.values import Money
from shared.errors import NotFound
from tests.builders import exchange as build
from tests.builders.accounts import TENANT
from tests.fakes.memory_exchange import MemoryExchange

BUYERS = ("one", "two", "three")
SELLER = Actor(build.SELLER_PERSON, ActorKind.PERSON, tenant_id=TENANT)
MODERATOR = Actor(
    build.MODERATOR, ActorKind.PERSON, tenant_id=TENANT, roles=(Role(name=RoleName.MODERATOR, tenant_id=TENANT),)
)


def buyer(word: str) -> Actor:
    return Actor(f"person-buyer-{word}", ActorKind.PERSON, tenant_id=TENANT)


def talk(word: str) -> str:
    return f"enquiry-of-{word}"


async def negotiated(quantity: int = 1) -> MemoryExchange:
    """A published listing, and an offer of each buyer."""
    exchange = MemoryExchange()
    await exchange.send(build.save_listing(content=build.content(quantity=quantity)), SELLER)
    await exchange.send(build.submit_listing(), SELLER)
    await exchange.send(build.approve_listing(), MODERATOR)
    for word in BUYERS:
        organisation_id = f"organisation-{word}"
        exchange.parties.known[organisation_id] = build.organisation(organisation_id, buyer(word).id, name=word)
        asked = build.send_enquiry(enquiry_id=talk(word), organisation_id=organisation_id)
        await exchange.send(asked, buyer(word))
        await exchange.send(build.make_offer(negotiation_id=talk(word)), buyer(word))
        exchange.now += timedelta(minutes=1)
    await exchange.settle()
    return exchange


async def status(exchange: MemoryExchange, word: str) -> tuple[NegotiationStatus, int | None]:
    found = await exchange.state("negotiation", talk(word))
    return found.status, found.position


async def test_one_unit_is_reserved_for_one_buyer_and_the_others_wait_in_their_order():
    exchange = await negotiated()
    await exchange.send(build.accept_offer(negotiation_id=talk("two")), SELLER)
    for word in ("one", "three"):
        with pytest.raises(no.NegotiationOnHold):
            await exchange.send(build.accept_offer(negotiation_id=talk(word)), SELLER)
    await exchange.settle()
    assert [e.negotiation_id for e in exchange.told_of(events.DealReserved)] == [talk("two")]
    assert await status(exchange, "two") == (NegotiationStatus.AGREED, None)
    assert await status(exchange, "one") == (NegotiationStatus.ON_HOLD, 1)
    assert await status(exchange, "three") == (NegotiationStatus.ON_HOLD, 2)
    assert (await exchange.listing()).status is ListingStatus.RESERVED


async def test_a_reservation_that_lapses_frees_the_unit_and_invites_the_next():
    exchange = await negotiated()
    await exchange.send(build.accept_offer(negotiation_id=talk("two")), SELLER)
    await exchange.settle()
    exchange.now += RESERVED_FOR
    await exchange.send(LapseDeals(listing_id=build.LISTING), service_actor("exchange"))
    await exchange.settle()
    (cancelled,) = exchange.told_of(events.DealCancelled)
    assert (cancelled.negotiation_id, cancelled.reason) == (talk("two"), CancelReason.LAPSED)
    listing = await exchange.listing()
    assert (listing.free, listing.status) == (1, ListingStatus.PUBLISHED)
    assert await status(exchange, "one") == (NegotiationStatus.OPEN, None)
    assert await status(exchange, "three") == (NegotiationStatus.ON_HOLD, 1)
    assert [e.kind.value for e in exchange.told_of(events.PeopleTold) if e.enquiry_id == talk("one")][-1] == (
        "negotiation_invited"
    )


async def test_both_sides_confirm_and_the_deal_is_told_with_its_value():
    exchange = await negotiated()
    await exchange.send(build.accept_offer(negotiation_id=talk("two")), SELLER)
    (reserved,) = exchange.told_of(events.DealReserved)
    await exchange.send(build.confirm_deal(reserved.deal_id), SELLER)
    await exchange.send(build.confirm_deal(reserved.deal_id), SELLER)
    assert exchange.told_of(events.DealConfirmed) == []
    await exchange.send(build.confirm_deal(reserved.deal_id), buyer("two"))
    await exchange.settle()
    (confirmed,) = exchange.told_of(events.DealConfirmed)
    assert (confirmed.deal_id, confirmed.value) == (reserved.deal_id, Money(amount_minor=180_000_000))
    assert (confirmed.owner_id, confirmed.counterpart_id) == (build.OWNER, "organisation-two")
    (closed,) = exchange.told_of(events.ListingClosed)
    assert closed.reason is Closing.SOLD_OUT
    assert [await status(exchange, word) for word in ("one", "three")] == [(NegotiationStatus.EXPIRED, None)] * 2


async def test_a_stranger_to_a_deal_sees_nothing_of_it():
    exchange = await negotiated()
    await exchange.send(build.accept_offer(negotiation_id=talk("two")), SELLER)
    (reserved,) = exchange.told_of(events.DealReserved)
    for command in (build.confirm_deal(reserved.deal_id), build.cancel_deal(reserved.deal_id)):
        with pytest.raises(NotFound):
            await exchange.send(command, buyer("one"))


async def test_one_person_does_not_confirm_for_both_sides():
    exchange = await negotiated()
    known = exchange.parties.known
    known["organisation-two"] = replace(known["organisation-two"], members=(build.SELLER_PERSON,))
    await exchange.send(build.accept_offer(negotiation_id=talk("two")), SELLER)
    (reserved,) = exchange.told_of(events.DealReserved)
    await exchange.send(build.confirm_deal(reserved.deal_id), SELLER)
    with pytest.raises(no.ConfirmedByOneself):
        await exchange.send(build.confirm_deal(reserved.deal_id), SELLER)


async def test_an_offer_withdrawn_at_the_moment_of_its_acceptance_frees_the_unit():
    exchange = await negotiated()
    before = await exchange.state("negotiation", talk("two"))
    await exchange.send(build.withdraw_negotiation(negotiation_id=talk("two")), buyer("two"))
    store, needs = exchange.stores["negotiation"], exchange.needs
    late = replace(needs, negotiations=Frozen(before))
    await exchange.send_needing(late, build.accept_offer(negotiation_id=talk("two")), SELLER)
    assert store is not None
    await exchange.settle()
    (cancelled,) = exchange.told_of(events.DealCancelled)
    assert cancelled.reason is CancelReason.OFFER_GONE
    assert (await exchange.listing()).free == 1


class Frozen:
    """Negotiations as they were a moment ago."""

    def __init__(self, state) -> None:
        self._state = state

    async def read(self, _):
        class Found:
            state = self._state

        return Found()
