"""What the exchange says no with."""

from shared.errors import N_, Kind, Refusal


class ListingElsewhere(Refusal):
    """The id stands for a listing of another organisation."""

    code, kind, text = (
        "exchange.listing_elsewhere",
        Kind.CONFLICT,
        N_("This listing belongs to another organisation."),
    )


class OrganisationNotYours(Refusal):
    """A person acts on the exchange for an organisation of the tenant that they belong to."""

    code, kind, text = (
        "exchange.organisation_not_yours",
        Kind.FORBIDDEN,
        N_("You can only do this for an organisation that you belong to. Ask to join it first."),
    )


class ListingIncomplete(Refusal):
    """Something that everybody must be told is missing; the details name it."""

    code, kind, text = (
        "exchange.listing_incomplete",
        Kind.INVALID,
        N_("Something is missing before this can be handed in: {missing}."),
    )


class MaskedTextTells(Refusal):
    """The text of a masked listing holds the owner's name, a link, an address or a number to call."""

    code, kind, text = (
        "exchange.masked_text_tells",
        Kind.INVALID,
        N_("A masked listing must not say who you are: take the name, link, mail or phone out of the text ({where})."),
    )


class NothingToReview(Refusal):
    """No version of the listing waits for a moderator."""

    code, kind, text = (
        "exchange.nothing_to_review",
        Kind.CONFLICT,
        N_("No version of this listing waits for review."),
    )


class ReviewMoved(Refusal):
    """The listing was handed in again since the moderator read it."""

    code, kind, text = (
        "exchange.review_moved",
        Kind.CONFLICT,
        N_("The listing was changed since you read it. Read it again."),
    )


class ListingNotPublished(Refusal):
    """The listing isn't open to anybody now."""

    code, kind, text = (
        "exchange.listing_not_published",
        Kind.CONFLICT,
        N_("This listing isn't published now."),
    )


class ListingClosedAlready(Refusal):
    """A closed or sold out listing is not changed any more."""

    code, kind, text = (
        "exchange.listing_closed",
        Kind.CONFLICT,
        N_("This listing is closed. Make a new one."),
    )


class NothingToHandIn(Refusal):
    """The listing has no draft."""

    code, kind, text = (
        "exchange.nothing_to_hand_in",
        Kind.CONFLICT,
        N_("Nothing has changed since it was handed in."),
    )


class QuantityTooSmall(Refusal):
    """More units are reserved and sold than the listing would have."""

    code, kind, text = (
        "exchange.quantity_too_small",
        Kind.CONFLICT,
        N_("{taken} units are reserved or sold already: the quantity can't be less."),
    )


class FileUnknown(Refusal):
    """A file of the listing isn't there, isn't the organisation's, or has another content."""

    code, kind, text = (
        "exchange.file_unknown",
        Kind.INVALID,
        N_("A picture or document wasn't uploaded, or was changed since. Upload it again."),
    )


class OwnListing(Refusal):
    """An organisation doesn't deal with itself."""

    code, kind, text = (
        "exchange.own_listing",
        Kind.CONFLICT,
        N_("This is a listing of your own organisation."),
    )


class EnquiryExists(Refusal):
    """The id stands for another enquiry."""

    code, kind, text = "exchange.enquiry_exists", Kind.CONFLICT, N_("This enquiry was sent already, with other words.")


class EnquiryOver(Refusal):
    """A declined enquiry is not answered any more."""

    code, kind, text = "exchange.enquiry_over", Kind.CONFLICT, N_("This enquiry was declined.")


class NotYourTurn(Refusal):
    """Only the side whose turn it is can answer an offer."""

    code, kind, text = (
        "exchange.not_your_turn",
        Kind.CONFLICT,
        N_("The last offer is yours: it is the other side's turn."),
    )


class NegotiationOnHold(Refusal):
    """The last units are reserved for another; the negotiation goes on by itself when they are free again."""

    code, kind, text = (
        "exchange.negotiation_on_hold",
        Kind.CONFLICT,
        N_("The last unit is reserved for another buyer. You are told when it is free again."),
    )


class NegotiationOver(Refusal):
    """The negotiation was agreed, withdrawn, or has expired."""

    code, kind, text = "exchange.negotiation_over", Kind.CONFLICT, N_("This negotiation is over.")


class OfferGone(Refusal):
    """The offer isn't the last one any more, or was withdrawn."""

    code, kind, text = (
        "exchange.offer_gone",
        Kind.CONFLICT,
        N_("This offer isn't the last one any more. Look at the new one."),
    )


class OfferExpired(Refusal):
    """The offer was good until an instant that has passed."""

    code, kind, text = "exchange.offer_expired", Kind.CONFLICT, N_("This offer is no longer good.")


class OfferTooShort(Refusal):
    """An offer is good for an hour at least, and a year at most."""

    code, kind, text = (
        "exchange.offer_too_short",
        Kind.INVALID,
        N_("An offer is good for an hour at least, and a year at most."),
    )


class NotEnoughLeft(Refusal):
    """Fewer units are free than the offer is for."""

    code, kind, text = (
        "exchange.not_enough_left",
        Kind.CONFLICT,
        N_("Only {free} units are free now."),
    )


class DealUnknown(Refusal):
    """The listing has no such deal."""

    code, kind, text = "exchange.deal_unknown", Kind.MISSING, N_("There is no such deal.")


class DealOver(Refusal):
    """The reservation has lapsed or was cancelled."""

    code, kind, text = (
        "exchange.deal_over",
        Kind.CONFLICT,
        N_("This reservation has lapsed or was cancelled."),
    )


class DealConfirmedAlready(Refusal):
    """A deal that both sides have confirmed isn't taken back here."""

    code, kind, text = (
        "exchange.deal_confirmed",
        Kind.CONFLICT,
        N_("Both sides have confirmed this deal."),
    )


class ConfirmedByOneself(Refusal):
    """One person doesn't confirm a deal for both sides."""

    code, kind, text = (
        "exchange.confirmed_by_oneself",
        Kind.CONFLICT,
        N_("You have confirmed this deal for the other side. Somebody else must confirm it for this one."),
    )


class NotAsked(Refusal):
    """Nobody has asked for this to be disclosed."""

    code, kind, text = "exchange.not_asked", Kind.CONFLICT, N_("Nobody has asked for this.")
