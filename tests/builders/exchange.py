"""Commands, events and states of the exchange."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.exchange.domain.facts import apply
from services.exchange.domain.listing import Listing
from services.exchange.domain.parties import Organisation
from services.exchange.domain.posting import Posting, approve, save, submit
from shared.contracts.context import Context
from shared.contracts.exchange import commands
from shared.contracts.exchange.values import (
    Agreement,
    DeclineReason,
    Direction,
    DisclosureLevel,
    FixedPrice,
    ListingContent,
    ListingPlace,
    OfferTerms,
    PassageWords,
    RejectionReason,
    StoryWords,
    SubjectKind,
    SummaryWords,
    TransferMode,
    Words,
)
from shared.contracts.values import Money
from tests.builders.accounts import ORGANISATION, PERSON, TENANT

LISTING, ENQUIRY, PSEUDONYM = "listing-dryer", "enquiry-0001", "pseudonym-0001"
OWNER, BUYER = ORGANISATION, "organisation-buyer"
SELLER_PERSON, BUYER_PERSON, MODERATOR = PERSON, "person-buyer", "person-moderator"
NOW = datetime(2026, 10, 27, 3, 0, tzinfo=UTC)


def content(**given: Any) -> ListingContent:
    usual = {
        "direction": Direction.OFFER,
        "subject": SubjectKind.TECHNOLOGY,
        "sector": "agriculture.postharvest",
        "title": Words(vi="Máy sấy ngô tầng sôi"),
        "summary": SummaryWords(vi="Sấy đều năm tấn mỗi mẻ, đốt trấu."),
        "description": StoryWords(vi="Máy sấy tầng sôi cho ngô và lúa."),
        "problem": PassageWords(vi="Nông dân phơi ngô trên đường."),
        "trl": 8,
        "transfer_modes": (TransferMode.SALE,),
        "price": FixedPrice(amount=Money(amount_minor=185_000_000)),
        "quantity": 1,
        "place": ListingPlace(province="24"),
    }
    return ListingContent(**{**usual, **given})


def organisation(organisation_id: str = OWNER, person_id: str = SELLER_PERSON, **given: Any) -> Organisation:
    usual = {"name": "Cơ khí Lúa Vàng", "tenant_id": TENANT, "registered_by": person_id}
    return Organisation(organisation_id, **{**usual, **given})


def context(now: datetime = NOW, actor_id: str = SELLER_PERSON, command_id: str = "command-0001") -> Context:
    return Context(now, actor_id, command_id)


def posting(**given: Any) -> Posting:
    usual = {"acting": frozenset({OWNER}), "organisation": organisation(), "pseudonym": PSEUDONYM, "files": {}}
    return Posting(**{**usual, **given})


def terms(**given: Any) -> OfferTerms:
    usual = {"price": Money(amount_minor=180_000_000), "quantity": 1, "mode": TransferMode.SALE}
    return OfferTerms(**{**usual, "agreement": Agreement.CONTRACT, **given})


def save_listing(**given: Any) -> commands.SaveListing:
    usual = {"listing_id": LISTING, "organisation_id": OWNER, "content": content()}
    return commands.SaveListing(**{**usual, **given})


def submit_listing(**given: Any) -> commands.SubmitListing:
    return commands.SubmitListing(**{"listing_id": LISTING, **given})


def approve_listing(**given: Any) -> commands.ApproveListing:
    return commands.ApproveListing(**{"listing_id": LISTING, "version": 1, **given})


def reject_listing(**given: Any) -> commands.RejectListing:
    usual = {"listing_id": LISTING, "version": 1, "reason": RejectionReason.INCOMPLETE}
    return commands.RejectListing(**{**usual, **given})


def pause_listing(**given: Any) -> commands.PauseListing:
    return commands.PauseListing(**{"listing_id": LISTING, **given})


def resume_listing(**given: Any) -> commands.ResumeListing:
    return commands.ResumeListing(**{"listing_id": LISTING, **given})


def renew_listing(**given: Any) -> commands.RenewListing:
    return commands.RenewListing(**{"listing_id": LISTING, **given})


def close_listing(**given: Any) -> commands.CloseListing:
    return commands.CloseListing(**{"listing_id": LISTING, **given})


def send_enquiry(**given: Any) -> commands.SendEnquiry:
    usual = {"enquiry_id": ENQUIRY, "listing_id": LISTING, "organisation_id": BUYER}
    return commands.SendEnquiry(**{**usual, "text": "Máy có chạy được bằng củi không?", **given})


def acknowledge_enquiry(**given: Any) -> commands.AcknowledgeEnquiry:
    return commands.AcknowledgeEnquiry(**{"enquiry_id": ENQUIRY, **given})


def qualify_enquiry(**given: Any) -> commands.QualifyEnquiry:
    return commands.QualifyEnquiry(**{"enquiry_id": ENQUIRY, **given})


def decline_enquiry(**given: Any) -> commands.DeclineEnquiry:
    return commands.DeclineEnquiry(**{"enquiry_id": ENQUIRY, "reason": DeclineReason.PRICE, **given})


def ask_disclosure(**given: Any) -> commands.AskDisclosure:
    return commands.AskDisclosure(**{"enquiry_id": ENQUIRY, "level": DisclosureLevel.CONTACT_NAMED, **given})


def grant_disclosure(**given: Any) -> commands.GrantDisclosure:
    usual = {"enquiry_id": ENQUIRY, "level": DisclosureLevel.CONTACT_NAMED}
    return commands.GrantDisclosure(**{**usual, "text": "Chị Lan, 0912 345 678", **given})


def refuse_disclosure(**given: Any) -> commands.RefuseDisclosure:
    return commands.RefuseDisclosure(**{"enquiry_id": ENQUIRY, "level": DisclosureLevel.CONTACT_NAMED, **given})


def make_offer(now: datetime = NOW, **given: Any) -> commands.MakeOffer:
    usual = {"negotiation_id": ENQUIRY, "terms": terms(), "valid_until": now + timedelta(days=7)}
    return commands.MakeOffer(**{**usual, **given})


def withdraw_negotiation(**given: Any) -> commands.WithdrawNegotiation:
    return commands.WithdrawNegotiation(**{"negotiation_id": ENQUIRY, **given})


def accept_offer(**given: Any) -> commands.AcceptOffer:
    return commands.AcceptOffer(**{"listing_id": LISTING, "negotiation_id": ENQUIRY, "offer_no": 1, **given})


def confirm_deal(deal_id: str, **given: Any) -> commands.ConfirmDeal:
    return commands.ConfirmDeal(**{"listing_id": LISTING, "deal_id": deal_id, **given})


def cancel_deal(deal_id: str, **given: Any) -> commands.CancelDeal:
    return commands.CancelDeal(**{"listing_id": LISTING, "deal_id": deal_id, **given})


def after(listing: Listing | None, facts: Any) -> Listing:
    """The listing after the facts."""
    for fact in facts:
        listing = apply(listing, fact)
    assert listing is not None
    return listing


def published(now: datetime = NOW, **given: Any) -> Listing:
    """A listing that everybody reads."""
    saved = after(None, save(None, save_listing(content=content(**given)), context(now), posting()))
    handed_in = after(saved, submit(saved, submit_listing(), context(now), posting()))
    return after(handed_in, approve(handed_in, approve_listing(), context(now, MODERATOR), posting()))
