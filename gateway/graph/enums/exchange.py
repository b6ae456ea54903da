"""Enums of the exchange."""

import strawberry

from shared.contracts.exchange.values import (
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

__all__ = [
    "Agreement",
    "CancelReason",
    "Condition",
    "DealStatus",
    "DeclineReason",
    "Direction",
    "DisclosureLevel",
    "EnquiryStatus",
    "IpKind",
    "ListingStatus",
    "NegotiationStatus",
    "PartnerType",
    "RejectionReason",
    "SubjectKind",
    "TransferMode",
]

SHOWN = (
    strawberry.enum(Agreement, description="What two sides conclude; a memorandum is no contract."),
    strawberry.enum(CancelReason, description="Why a deal isn't one."),
    strawberry.enum(Condition, description="What state equipment is in."),
    strawberry.enum(DealStatus, description="Where a deal stands."),
    strawberry.enum(DeclineReason, description="Why an enquiry is declined."),
    strawberry.enum(Direction, name="ListingDirection", description="Who receives money offers, who pays it needs."),
    strawberry.enum(DisclosureLevel, description="How much of a listing's owner is shown; each holds those before it."),
    strawberry.enum(EnquiryStatus, description="Where an enquiry stands."),
    strawberry.enum(IpKind, description="How the knowledge in a listing is protected."),
    strawberry.enum(ListingStatus, description="Where a listing stands."),
    strawberry.enum(NegotiationStatus, description="Where a negotiation stands."),
    strawberry.enum(PartnerType, description="Who is sought."),
    strawberry.enum(
        RejectionReason,
        name="ListingRejectionReason",
        description="Why a moderator doesn't publish a listing.",
    ),
    strawberry.enum(SubjectKind, description="What is offered or needed."),
    strawberry.enum(TransferMode, description="How something changes hands."),
)
