"""Of a match the exchange tells the owner of a masked side, whom nobody else knows."""

import pytest

from services.exchange.handlers.heard import match_suggested
from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.contracts.envelope import Envelope
from shared.contracts.exchange import events
from shared.contracts.exchange.values import NoticeKind
from tests.builders import exchange as build
from tests.builders import matchmaking as matching
from tests.builders.accounts import TENANT
from tests.exchange.test_x1 import MODERATOR, SELLER
from tests.fakes.memory_exchange import MemoryExchange


@pytest.fixture
async def exchange() -> MemoryExchange:
    """With a published listing that says not whose it is."""
    found = MemoryExchange()
    await found.send(build.save_listing(content=build.content(masked=True)), SELLER)
    await found.send(build.submit_listing(), SELLER)
    await found.send(build.approve_listing(), MODERATOR)
    return found


def suggested(*, masked: bool) -> Incoming:
    offer = matching.offer_side(listing_id=build.LISTING, owner_id="made-id-0001", masked=masked)
    told = matching.match_suggested(offer=offer)
    return Incoming(Envelope(told.wire, 1, "/matchmaking/match", told.match_id, 1, build.NOW, TENANT), told)


async def heard(exchange: MemoryExchange, told: Incoming) -> list[tuple[NoticeKind, tuple[str, ...], str | None]]:
    """Whom it has told; hearing it twice changes nothing."""
    for number in ("one", "two"):
        for command in match_suggested(told):
            await exchange.send(command, service_actor("exchange"), f"command-{number}")
    return [(one.kind, one.people, one.match_id) for one in exchange.told_of(events.PeopleTold)]


async def test_the_owner_of_a_masked_side_is_told_once(exchange):
    told = suggested(masked=True)
    assert await heard(exchange, told) == [(NoticeKind.MATCH_SUGGESTED, (build.SELLER_PERSON,), matching.MATCH)]


async def test_of_sides_that_are_named_nobody_is_told_here(exchange):
    assert await heard(exchange, suggested(masked=False)) == []
