"""Listings of the exchange, and the deals that came of them."""

from datetime import date, datetime
from typing import Any, cast

import strawberry
from strawberry import Parent
from strawberry.scalars import JSON

from gateway.graph.enums.accounts import OrganisationSize
from gateway.graph.enums.exchange import (
    Agreement,
    CancelReason,
    Condition,
    DealStatus,
    DeclineReason,
    Direction,
    DisclosureLevel,
    EnquiryStatus,
    IpKind,
    ListingStatus,
    NegotiationStatus,
    PartnerType,
    RejectionReason,
    SubjectKind,
    TransferMode,
)
from gateway.graph.scalars import Long
from gateway.graph.sources import column, many, reference
from gateway.graph.types.accounts import Organisation, Tenant
from gateway.graph.types.judging import Placing
from gateway.graph.types.nodes import Node, Text
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS


@strawberry.type(description="A text in the languages of the exchange; either may be empty.")
class Words:
    """A text."""

    vi: str = column("vi", "Vietnamese.")
    en: str = column("en", "English.")


@strawberry.type(description="A sector of the taxonomy.")
class SectorNode:
    """A sector."""

    code: str = column("code", "Its code, the same for ever.")
    parent: str | None = column("parent", "The code of the sector that it is within.")
    name: Text = column("name", "Its name.")
    vsic: list[str] = column("vsic", "Divisions of the Vietnamese industrial classification of 2007 that it touches.")
    ipc: list[str] = column("ipc", "Classes of the International Patent Classification that it touches.")


def sector_row(code: str) -> dict[str, Any]:
    """A sector as its type reads it."""
    node = SECTORS[code]
    return {
        "code": code,
        "parent": node.parent,
        "name": node.name.model_dump(),
        "vsic": list(node.vsic),
        "ipc": list(node.ipc),
    }


@strawberry.type(description="A province of Vietnam, as it is since July 2025.")
class Province:
    """A province."""

    code: str = column("code", "Its code.")
    name: Text = column("name", "Its name.")


def province_row(code: str) -> dict[str, Any]:
    """A province as its type reads it."""
    return {"code": code, "name": PROVINCES[code].model_dump()}


@strawberry.type(description="A picture of a listing.")
class Image:
    """A picture."""

    file_id: strawberry.ID = column("file_id", "The file; the exchange gives a link to it that ends.")
    alt: str = column("alt", "What can be seen on it.")


@strawberry.type(description="What is said of equipment.")
class Equipment:
    """Equipment."""

    maker: str = column("maker", "Who has built it.")
    model: str = column("model", "As its maker calls it.")
    year: int | None = column("year", "Year of building.")
    condition: Condition | None = column("condition", "What state it is in.")
    gtin: str | None = column("gtin", "Global Trade Item Number.")


@strawberry.type(description="The partner that is sought.")
class PartnerSought:
    """A partner."""

    types: list[PartnerType] = column("types", "What it is.")
    size: OrganisationSize | None = column("size", "How large it is.")
    role: str = column("role", "What it is to do.")


def _sector(parent: Parent[dict[str, Any]]) -> SectorNode:
    return cast(SectorNode, sector_row(parent["sector"]))


def _province(parent: Parent[dict[str, Any]]) -> Province | None:
    code = parent.get("province")
    return cast(Province, province_row(code)) if code else None


def _stage(parent: Parent[dict[str, Any]]) -> str | None:
    trl = parent.get("trl")
    return None if trl is None else ("research" if trl <= 3 else "development" if trl <= 6 else "deployment")


def _ip_ends(parent: Parent[dict[str, Any]]) -> date | None:
    known = parent.get("ip_expires_on")
    return date.fromisoformat(known) if known else None


@strawberry.type(description="What an organisation offers or needs, as everybody reads it.")
class Listing(Node):
    """A listing."""

    listing_id: strawberry.ID = column("listing_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    owner_id: strawberry.ID = column("owner_id", "The organisation; of a masked listing an id made for it alone.")
    owner_name: str | None = column("owner.name", "What the organisation is called; null where the listing is masked.")
    owner_location: str | None = column("owner.location", "Where it sits; null where the listing is masked.")
    owner: Organisation | None = reference("Organisation", "owner_id", "The same, where you may see all of it.")
    masked: bool = column("masked", "Whether it doesn't say whose it is.")
    status: ListingStatus = column("status", "published, paused, or reserved: then nothing is free.")
    direction: Direction = column("direction", "Whether it is offered or needed.")
    subject: SubjectKind = column("subject", "What it is.")
    sector: SectorNode = strawberry.field(resolver=_sector, description="The sector that it belongs to.")
    title: Words = column("title", "What it is called.")
    summary: Words = column("summary", "In one sentence.")
    description: Words = column("description", "What it is and does.")
    advantages: Words = column("advantages", "What is better in it.")
    problem: Words = column("problem", "The problem that it solves, or that is to be solved.")
    keywords: list[str] = column("keywords", "Words that it is to be found by.")
    trl: int | None = column("trl", "Technology readiness level; of a need the least.")
    trl_stage: str | None = strawberry.field(resolver=_stage, description="`research`, `development` or `deployment`.")
    ip_kind: IpKind = column("ip_kind", "How the knowledge is protected.")
    ip_number: str | None = column("ip_number", "The number of the right.")
    ip_expires_on: date | None = strawberry.field(resolver=_ip_ends, description="When the right ends.")
    transfer_modes: list[TransferMode] = column("transfer_modes", "How it may change hands.")
    price_kind: str = column("price_kind", "`fixed`, `range` or `on_request`.")
    price_least: Long | None = column("price_least", "The price, or from; in the currency's smallest unit.")
    price_most: Long | None = column("price_most", "The price, or to; in the currency's smallest unit.")
    currency: str | None = column("currency", "ISO 4217.")
    price_hint: str | None = column("price_hint", "What is said of a price on request.")
    quantity: int | None = column("quantity", "How many units there are in all; null where they aren't counted.")
    available: int | None = column("available", "How many are free; null where they aren't counted.")
    province: Province | None = strawberry.field(resolver=_province, description="Where it is.")
    place_detail: str | None = column("place_detail", "Ward, village, industrial park.")
    partner: PartnerSought = column("partner", "Who is sought.")
    equipment: Equipment | None = column("equipment", "What is said of equipment.")
    images: list[Image] = column("images", "Pictures, the first one first.")
    placings: list[Placing] = many(
        "Placing",
        "organisation_id",
        "place",
        "Places that its organisation has won, the best first; none where the listing is masked.",
        key="owner_id",
    )
    published_at: datetime = column("published_at", "When it was first published.")
    changed_at: datetime = column("changed_at", "When it last changed.")
    expires_at: datetime = column("expires_at", "Until when it stays, unless it is renewed.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose exchange it is on.")


@strawberry.type(description="What two sides have reserved or concluded; both parties read theirs in the enquiry.")
class Deal(Node):
    """A deal."""

    deal_id: strawberry.ID = column("deal_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    listing_id: strawberry.ID = column("listing_id", "The id of its listing.")
    listing: Listing | None = reference("Listing", "listing_id", "Its listing, while that is published.")
    owner_id: strawberry.ID = column(
        "owner_id", "The listing's organisation; before both confirm, as the listing has it."
    )
    counterpart_id: strawberry.ID = column("counterpart_id", "The other organisation.")
    quantity: int = column("quantity", "How many units.")
    status: DealStatus = column("status", "Where it stands.")
    value: Long | None = column("value", "Of a confirmed one, in the currency's smallest unit.")
    currency: str | None = column("currency", "ISO 4217.")
    mode: TransferMode | None = column("mode", "How the units change hands, of a confirmed one.")
    agreement: Agreement | None = column("agreement", "Contract or memorandum, of a confirmed one.")
    at: datetime = column("at", "When it came to this.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose exchange it is on.")


@strawberry.type(description="How many deals of one kind there are, and what they are worth.")
class DealTotal:
    """A total."""

    agreement: Agreement = column("agreement", "Contracts and memoranda are counted apart.")
    currency: str = column("currency", "ISO 4217.")
    count: int = column("count", "How many both sides have confirmed.")
    value: Long = column("value", "Their value together, in the currency's smallest unit.")


@strawberry.type(description="Deals that both sides have confirmed, counted from their records.")
class DealStatistics:
    """Statistics."""

    totals: list[DealTotal] = column("totals", "By kind and currency.")
    deal_ids: list[strawberry.ID] | None = column(
        "deal_ids", "The records that are counted, the newest first, at most 1000; for the tenant's organisers."
    )


@strawberry.type(description="An amount of money.")
class Money:
    """An amount."""

    amount_minor: Long = column("amount_minor", "In the currency's smallest unit.")
    currency: str = column("currency", "ISO 4217.")


@strawberry.type(description="What one side offers the other.")
class OfferTerms:
    """Terms."""

    price: Money = column("price", "For all of the quantity together.")
    quantity: int = column("quantity", "How many units.")
    mode: TransferMode = column("mode", "How they change hands.")
    agreement: Agreement = column("agreement", "What would be concluded.")


@strawberry.type(description="An offer, as the two sides see it.")
class Offer:
    """An offer."""

    number: int = column("number", "From 1.")
    mine: bool = column("mine", "Whether your side made it.")
    terms: OfferTerms = column("terms", "What is offered.")
    made_at: datetime = column("made_at", "When it was made.")
    valid_until: datetime = column("valid_until", "Until when it is good.")
    text: str | None = column("text", "Further terms; null once whoever wrote them is erased.")


@strawberry.type(description="A deal, as the two sides see it.")
class EnquiryDeal:
    """A deal."""

    deal_id: strawberry.ID = column("deal_id", "The id that commands take.")
    status: DealStatus = column("status", "Where it stands.")
    terms: OfferTerms = column("terms", "What was accepted.")
    reserved_at: datetime = column("reserved_at", "When the offer was accepted.")
    until: datetime = column("until", "Until when both have to confirm.")
    confirmed_by_me: bool = column("confirmed_by_me", "Whether your side has confirmed.")
    confirmed_by_other: bool = column("confirmed_by_other", "Whether the other side has.")
    reason: CancelReason | None = column("reason", "Why it isn't a deal.")


@strawberry.type(
    description="An enquiry with what came of it, for its two sides alone; asked of the exchange each time."
)
class Enquiry:
    """An enquiry."""

    enquiry_id: strawberry.ID = column("enquiry_id", "The id that commands take, also of its negotiation.")
    listing_id: strawberry.ID = column("listing_id", "The listing that is asked about.")
    listing: Listing | None = reference("Listing", "listing_id", "The same, while it is published.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    i_own: bool = column("i_own", "Whether your side owns the listing.")
    enquirer_id: strawberry.ID = column("enquirer_id", "The organisation that asks.")
    owner_id: strawberry.ID | None = column("owner_id", "The listing's organisation, once you may know it.")
    status: EnquiryStatus = column("status", "Where it stands.")
    sent_at: datetime = column("sent_at", "When it was sent.")
    answered_at: datetime | None = column("answered_at", "When the owner last answered.")
    text: str | None = column("text", "What is asked; null once whoever wrote it is erased.")
    reason: DeclineReason | None = column("reason", "Why it was declined.")
    note: str | None = column("note", "What was said about that.")
    asked: DisclosureLevel | None = column("asked", "What the enquirer waits to be shown.")
    level: DisclosureLevel | None = column("level", "How much is shown.")
    contact: str | None = column("contact", "How the owner is reached, once disclosed; in `enquiry` alone.")
    negotiation: NegotiationStatus | None = column("negotiation", "Where the negotiation stands.")
    position: int | None = column("position", "The place in the queue of one that is on hold.")
    my_turn: bool = column("my_turn", "Whether the last offer waits for your side.")
    offers: list[Offer] = column("offers", "All offers, the first one first.")
    deal: EnquiryDeal | None = column("deal", "What came of it.")


@strawberry.type(description="A listing with all its versions, for its organisation and who moderates.")
class OwnListing:
    """One's own listing."""

    listing_id: strawberry.ID = column("listing_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    organisation_id: strawberry.ID = column("organisation_id", "Whose it is.")
    status: ListingStatus = column("status", "Where it stands.")
    draft: JSON | None = column("draft", "What was saved and isn't handed in, as `saveListing` takes it.")
    pending: JSON | None = column("pending", "What waits for a moderator.")
    version: int | None = column("version", "The number of what waits, which approving and rejecting take.")
    handed_in_at: datetime | None = column("handed_in_at", "When it was handed in.")
    published: JSON | None = column("published", "What is published, with what is hidden from others.")
    saved_at: datetime | None = column("saved_at", "When it was last saved.")
    published_at: datetime | None = column("published_at", "When it was first published.")
    expires_at: datetime | None = column("expires_at", "Until when it stays.")
    available: int | None = column("available", "Units that are free.")
    reserved: int = column("reserved", "Units that are reserved.")
    sold: int = column("sold", "Units that are sold.")
    waiting: int = column("waiting", "Negotiations on hold.")
    rejection_reason: RejectionReason | None = column("rejection_reason", "Why the last version wasn't published.")
    rejection_text: str | None = column("rejection_text", "What the moderator said about it.")
