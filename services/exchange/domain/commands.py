"""What the exchange asks of itself: by timers, and when one aggregate follows another."""

from shared.contracts.commands import Command
from shared.contracts.exchange.values import NoticeKind
from shared.contracts.values import Id, Instant


class RemindOfExpiry(Command, wire="exchange.remind_of_expiry", about="listing_id", internal=True):
    """A listing ends soon."""

    listing_id: Id
    """The listing."""


class ExpireListing(Command, wire="exchange.expire_listing", about="listing_id", internal=True):
    """A listing wasn't renewed in time."""

    listing_id: Id
    """The listing."""


class LapseDeals(Command, wire="exchange.lapse_deals", about="listing_id", internal=True):
    """Reservations that weren't confirmed in time end."""

    listing_id: Id
    """The listing."""


class LapseInvitations(Command, wire="exchange.lapse_invitations", about="listing_id", internal=True):
    """Who was invited and did nothing lets the next in."""

    listing_id: Id
    """The listing."""


class JoinTalks(Command, wire="exchange.join_talks", about="listing_id", internal=True):
    """A negotiation about the listing has begun."""

    listing_id: Id
    """The listing."""
    negotiation_id: Id
    """The negotiation."""
    since: Instant
    """When its first offer was made: its place in the queue."""


class LeaveTalks(Command, wire="exchange.leave_talks", about="listing_id", internal=True):
    """A negotiation about the listing is over."""

    listing_id: Id
    """The listing."""
    negotiation_id: Id
    """The negotiation."""
    agreed: bool
    """Whether it was agreed; else what it may have reserved is free again."""


class RemindOfEnquiry(Command, wire="exchange.remind_of_enquiry", about="enquiry_id", internal=True):
    """Nobody has answered for a week."""

    enquiry_id: Id
    """The enquiry."""


class BeginNegotiation(Command, wire="exchange.begin_negotiation", about="enquiry_id", internal=True):
    """An offer was made about the enquiry."""

    enquiry_id: Id
    """The enquiry."""


class NoteReading(Command, wire="exchange.note_reading", about="enquiry_id", internal=True):
    """Somebody reads what was disclosed."""

    enquiry_id: Id
    """The enquiry."""
    person_id: Id
    """Who."""


class HoldNegotiation(Command, wire="exchange.hold_negotiation", about="negotiation_id", internal=True):
    """The units that it is about are reserved for another."""

    negotiation_id: Id
    """The negotiation."""
    position: int
    """Its place in the queue."""


class ResumeNegotiation(Command, wire="exchange.resume_negotiation", about="negotiation_id", internal=True):
    """Units are free again, and it is its turn."""

    negotiation_id: Id
    """The negotiation."""


class AgreeNegotiation(Command, wire="exchange.agree_negotiation", about="negotiation_id", internal=True):
    """Its last offer was accepted, and units are reserved."""

    negotiation_id: Id
    """The negotiation."""


class ExpireNegotiation(Command, wire="exchange.expire_negotiation", about="negotiation_id", internal=True):
    """The last offer is no longer good, or nothing is left to negotiate about."""

    negotiation_id: Id
    """The negotiation."""
    gone: bool = False
    """Whether the listing is gone."""


class TellPeople(Command, wire="exchange.tell_people", about="notice_id", internal=True):
    """People of an organisation are to be told of something."""

    notice_id: Id
    """The notice; it derives from the fact."""
    kind: NoticeKind
    """What they are told of."""
    listing_id: Id
    """The listing."""
    enquiry_id: Id | None = None
    """The enquiry or negotiation, where there is one."""
    match_id: Id | None = None
    """The match, where there is one."""
    until: Instant | None = None
    """When it is too late to do something about it."""
