"""Facts of the exchange, as they reach the projector."""

from datetime import timedelta
from typing import Any

from services.exchange.domain.masking import public
from shared.bus.messages import Incoming
from shared.contracts.exchange import events
from shared.contracts.exchange.values import Agreement, Closing, TransferMode
from shared.contracts.values import Money
from tests.builders import exchange as build
from tests.gateway.facts import NOON, TENANT, told

ENDS = NOON + timedelta(days=90)


def published(listing_id: str, seq: int = 1, owner_id: str = "organisation-1", **content: Any) -> Incoming:
    """A listing is there; of a masked one `owner_id` is a pseudonym."""
    said = build.content(**content)
    return told(
        events.ListingPublished(
            listing_id=listing_id,
            tenant_id=TENANT,
            owner_id=owner_id,
            masked=said.masked,
            content=public(said),
            available=said.quantity,
            published_at=NOON,
            changed_at=NOON,
            expires_at=ENDS,
        ),
        seq,
    )


def closed(listing_id: str, seq: int = 2, reason: Closing = Closing.CLOSED) -> Incoming:
    return told(events.ListingClosed(listing_id=listing_id, tenant_id=TENANT, reason=reason, closed_at=NOON), seq)


def reserved(listing_id: str, deal_id: str, seq: int = 2, owner_id: str = "organisation-1") -> Incoming:
    return told(
        events.DealReserved(
            listing_id=listing_id,
            deal_id=deal_id,
            negotiation_id=f"talk-{deal_id}",
            offer_no=1,
            tenant_id=TENANT,
            owner_id=owner_id,
            counterpart_id="organisation-2",
            quantity=1,
            reserved_at=NOON,
            until=NOON + timedelta(days=3),
        ),
        seq,
    )


def confirmed(
    listing_id: str, deal_id: str, amount: int, seq: int = 3, agreement: Agreement = Agreement.CONTRACT
) -> Incoming:
    return told(
        events.DealConfirmed(
            listing_id=listing_id,
            deal_id=deal_id,
            negotiation_id=f"talk-{deal_id}",
            tenant_id=TENANT,
            owner_id="organisation-1",
            counterpart_id="organisation-2",
            quantity=1,
            value=Money(amount_minor=amount),
            mode=TransferMode.SALE,
            agreement=agreement,
            confirmed_at=NOON,
        ),
        seq,
    )
