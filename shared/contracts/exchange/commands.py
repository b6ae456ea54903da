"""What may be asked of the exchange.

Who acts for an organisation is asked of the organisation's members; which side of a deal that is follows from it.
"""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.values import (
    CancelReason,
    DeclineReason,
    DisclosureLevel,
    ListingContent,
    OfferTerms,
    RejectionReason,
)
from shared.contracts.values import Id, Instant, Prose
from shared.errors import N_

Note = Annotated[Prose, Field(max_length=2_000, title=N_("In your own words"))]
Version = Annotated[int, Field(ge=1)]


class SaveListing(
    Command,
    wire="exchange.save_listing",
    about="listing_id",
    refuses=(no.OrganisationNotYours, no.ListingElsewhere, no.ListingClosedAlready),
):
    """Saves what a listing is to say, whole. Nobody but the organisation's members sees it until it is handed in."""

    listing_id: Id
    """The listing; a new id begins one."""
    organisation_id: Id
    """Whose listing it is."""
    content: ListingContent
    """All that it says."""


class SubmitListing(
    Command,
    wire="exchange.submit_listing",
    about="listing_id",
    refuses=(
        no.NothingToHandIn,
        no.ListingIncomplete,
        no.MaskedTextTells,
        no.FileUnknown,
        no.QuantityTooSmall,
        no.ListingClosedAlready,
    ),
):
    """Hands in what was saved. A moderator looks at it; another price, quantity or picture's text is shown at once."""

    listing_id: Id
    """The listing."""


class ApproveListing(
    Command,
    wire="exchange.approve_listing",
    about="listing_id",
    refuses=(no.NothingToReview, no.ReviewMoved, no.ListingClosedAlready),
):
    """Publishes the version that was handed in."""

    listing_id: Id
    """The listing."""
    version: Version
    """The version that was read."""


class RejectListing(
    Command,
    wire="exchange.reject_listing",
    about="listing_id",
    refuses=(no.NothingToReview, no.ReviewMoved),
):
    """Doesn't publish the version that was handed in, and says why; what was published before stays."""

    listing_id: Id
    """The listing."""
    version: Version
    """The version that was read."""
    reason: RejectionReason
    """Why."""
    text: Note | None = None
    """What is to be changed, in own words; it is sealed before it is kept."""


class PauseListing(
    Command,
    wire="exchange.pause_listing",
    about="listing_id",
    refuses=(no.ListingNotPublished,),
):
    """Takes no enquiries until it goes on."""

    listing_id: Id
    """The listing."""


class ResumeListing(
    Command,
    wire="exchange.resume_listing",
    about="listing_id",
    refuses=(no.ListingNotPublished,),
):
    """Takes enquiries again."""

    listing_id: Id
    """The listing."""


class RenewListing(
    Command,
    wire="exchange.renew_listing",
    about="listing_id",
    refuses=(no.ListingNotPublished, no.ListingClosedAlready),
):
    """Keeps it published for 90 days from now, or publishes it again after it has expired."""

    listing_id: Id
    """The listing."""


class CloseListing(Command, wire="exchange.close_listing", about="listing_id", refuses=(no.ListingClosedAlready,)):
    """Takes it away for good; what is reserved stays so."""

    listing_id: Id
    """The listing."""


class SendEnquiry(
    Command,
    wire="exchange.send_enquiry",
    about="enquiry_id",
    refuses=(no.OrganisationNotYours, no.ListingNotPublished, no.OwnListing, no.EnquiryExists),
):
    """Asks the owner of a listing, for an organisation."""

    enquiry_id: Id
    """The new enquiry."""
    listing_id: Id
    """What it is about."""
    organisation_id: Id
    """Who asks."""
    text: Annotated[Note, Field(min_length=1)]
    """What is asked; it is sealed before it is kept."""


class AcknowledgeEnquiry(Command, wire="exchange.acknowledge_enquiry", about="enquiry_id", refuses=(no.EnquiryOver,)):
    """Says that it was read, and that an answer comes."""

    enquiry_id: Id
    """The enquiry."""


class QualifyEnquiry(Command, wire="exchange.qualify_enquiry", about="enquiry_id", refuses=(no.EnquiryOver,)):
    """Says that the two fit: an offer may follow."""

    enquiry_id: Id
    """The enquiry."""


class DeclineEnquiry(Command, wire="exchange.decline_enquiry", about="enquiry_id", refuses=(no.EnquiryOver,)):
    """Doesn't take it further, and says why."""

    enquiry_id: Id
    """The enquiry."""
    reason: DeclineReason
    """Why."""
    text: Note | None = None
    """What there is to say about it; it is sealed before it is kept."""


class AskDisclosure(Command, wire="exchange.ask_disclosure", about="enquiry_id", refuses=(no.EnquiryOver,)):
    """Asks the owner to show more of the listing, and of themselves."""

    enquiry_id: Id
    """The enquiry."""
    level: DisclosureLevel
    """How much."""


class GrantDisclosure(
    Command,
    wire="exchange.grant_disclosure",
    about="enquiry_id",
    refuses=(no.NotAsked, no.EnquiryOver),
    in_person=True,
):
    """Shows what was asked for; whoever grants it is the contact that is named."""

    enquiry_id: Id
    """The enquiry."""
    level: DisclosureLevel
    """How much."""
    text: Note | None = None
    """How the contact is reached: name, phone, mail; it is sealed before it is kept."""


class RefuseDisclosure(Command, wire="exchange.refuse_disclosure", about="enquiry_id", refuses=(no.NotAsked,)):
    """Doesn't show what was asked for, or shows it no longer."""

    enquiry_id: Id
    """The enquiry."""
    level: DisclosureLevel
    """From which level on."""


class MakeOffer(
    Command,
    wire="exchange.make_offer",
    about="negotiation_id",
    refuses=(
        no.EnquiryOver,
        no.NotYourTurn,
        no.NegotiationOnHold,
        no.NegotiationOver,
        no.OfferTooShort,
        no.OfferGone,
    ),
):
    """Makes the first offer about an enquiry, from either side, or answers the other side's with another."""

    negotiation_id: Id
    """The negotiation; it has the id of its enquiry."""
    answers: Annotated[int, Field(ge=0)] = 0
    """The number of the offer that it answers; 0 for the first."""
    terms: OfferTerms
    """What is offered."""
    valid_until: Instant
    """How long it is good."""
    text: Note | None = None
    """Further terms, in own words; they are sealed before they are kept."""


class WithdrawNegotiation(
    Command, wire="exchange.withdraw_negotiation", about="negotiation_id", refuses=(no.NegotiationOver,)
):
    """Ends a negotiation, from either side."""

    negotiation_id: Id
    """The negotiation."""


class AcceptOffer(
    Command,
    wire="exchange.accept_offer",
    about="listing_id",
    refuses=(
        no.OfferGone,
        no.OfferExpired,
        no.NotYourTurn,
        no.NegotiationOnHold,
        no.NegotiationOver,
        no.NotEnoughLeft,
        no.ListingNotPublished,
    ),
):
    """Accepts the other side's last offer: its units are reserved until both confirm the deal."""

    listing_id: Id
    """The listing whose units it is about."""
    negotiation_id: Id
    """The negotiation."""
    offer_no: Annotated[int, Field(ge=1)]
    """The offer that was read."""


class ConfirmDeal(
    Command,
    wire="exchange.confirm_deal",
    about="listing_id",
    refuses=(no.DealUnknown, no.DealOver, no.ConfirmedByOneself),
    in_person=True,
):
    """Confirms a reserved deal for one's own side; once both have, it is concluded."""

    listing_id: Id
    """The listing."""
    deal_id: Id
    """The deal."""


class CancelDeal(
    Command,
    wire="exchange.cancel_deal",
    about="listing_id",
    refuses=(no.DealUnknown, no.DealOver, no.DealConfirmedAlready),
):
    """Takes a reservation back, from either side: its units are free again."""

    listing_id: Id
    """The listing."""
    deal_id: Id
    """The deal."""
    reason: CancelReason = CancelReason.NO_LONGER_WANTED
    """Why."""
