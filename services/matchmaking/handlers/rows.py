"""What is kept of what others tell."""

from collections.abc import Iterable

from services.matchmaking.ports import AWARDS, LISTINGS, ORGANISATIONS
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.values import Standing
from shared.contracts.exchange import events as exchange
from shared.contracts.exchange.values import ListingStatus, PublicListing
from shared.contracts.judging import events as judging


def listing_rows(told: Incoming) -> Iterable[Row]:
    """A listing, whole; once it takes no enquiry its content is dropped."""
    match told.event:
        case exchange.ListingPublished() as event:
            yield _listing(told, event, event.content)
        case exchange.ListingChanged() | exchange.ListingSnapshot() as event:
            yield _listing(told, event, event.content if event.status is ListingStatus.PUBLISHED else None)
        case exchange.ListingClosed() as event:
            gone = {"tenant_id": event.tenant_id, "content": None}
            yield Row(LISTINGS, event.listing_id, "listing", told.envelope.seq, gone)


def _listing(
    told: Incoming,
    event: exchange.ListingPublished | exchange.ListingChanged | exchange.ListingSnapshot,
    content: PublicListing | None,
) -> Row:
    kept = {
        "tenant_id": event.tenant_id,
        "owner_id": event.owner_id,
        "masked": event.masked,
        "content": content and content.model_dump(mode="json"),
    }
    return Row(LISTINGS, event.listing_id, "listing", told.envelope.seq, kept)


def award_rows(told: Incoming) -> Iterable[Row]:
    """Whose entries have a place in a published result."""
    event = told.event
    if isinstance(event, judging.ResultPublished | judging.ResultSnapshot):
        won = sorted({placed.organisation_id for placed in event.places})
        yield Row(AWARDS, event.result_id, "result", told.envelope.seq, {"organisations": won})


def organisation_rows(told: Incoming) -> Iterable[Row]:
    """Who has registered an organisation, and where."""
    event = told.event
    if isinstance(event, accounts.OrganisationRegistered | accounts.OrganisationSnapshot):
        kept = {"tenant_id": event.tenant_id, "registered_by": event.registered_by}
        yield Row(ORGANISATIONS, event.organisation_id, "organisation", told.envelope.seq, kept)


def member_rows(told: Incoming) -> Iterable[Row]:
    """Who belongs to an organisation; who only asks to, does not."""
    event = told.event
    if isinstance(event, accounts.MembershipChanged | accounts.MembersSnapshot):
        belong = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        yield Row(ORGANISATIONS, event.organisation_id, "members", told.envelope.seq, {"members": belong})
