"""Values of notifications that its commands and events share."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from shared.contracts.values import Id, Value


class MessageKind(StrEnum):
    """What a message is about; each has its texts in both languages."""

    SIGN_IN = "sign_in"
    """A link that signs in; by mail alone."""
    WELCOME = "welcome"
    """An account was made."""
    INVITATION = "invitation"
    """An invitation; by mail alone."""
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a name
    """The password was changed."""
    ROLE_GRANTED = "role_granted"
    """A role was granted."""
    ROLE_REVOKED = "role_revoked"
    """A role was taken away."""
    JOIN_ASKED = "join_asked"
    """Somebody asks to belong to an organisation."""
    JOIN_ADMITTED = "join_admitted"
    """One belongs to an organisation now."""
    ORGANISATION_VERIFIED = "organisation_verified"
    """An organisation was compared with the register."""
    DATA_REQUESTED = "data_requested"
    """A request about own data has arrived."""
    DATA_ANSWERED = "data_answered"
    """A request about own data was answered."""
    DATA_ERASED = "data_erased"
    """Own data were erased."""
    ENTRY_SUBMITTED = "entry_submitted"
    """An entry has arrived."""
    ENTRY_WITHDRAWN = "entry_withdrawn"
    """An entry was withdrawn."""
    ENTRY_ACCEPTED = "entry_accepted"
    """An entry was accepted."""
    ENTRY_REJECTED = "entry_rejected"
    """An entry was not accepted."""
    JOB_DONE = "job_done"
    """Long work has ended."""
    MATCH_SUGGESTED = "match_suggested"
    """An offer meets a need, one of them one's organisation's."""
    MATCH_MUTUAL = "match_mutual"
    """Both sides of a match are interested."""
    JUDGE_INVITED = "judge_invited"
    """Somebody is asked to judge."""
    LISTING_WAITS = "listing_waits"
    """A listing waits for a moderator."""
    LISTING_PUBLISHED = "listing_published"
    """A listing is published."""
    LISTING_REJECTED = "listing_rejected"
    """A listing was not published."""
    LISTING_EXPIRES = "listing_expires"
    """A listing will soon be taken away."""
    LISTING_EXPIRED = "listing_expired"
    """A listing was taken away, since nobody had renewed it."""
    ENQUIRY_SENT = "enquiry_sent"
    """Somebody asks about a listing."""
    ENQUIRY_STALE = "enquiry_stale"
    """Nobody has answered an enquiry for a week."""
    ENQUIRY_DECLINED = "enquiry_declined"
    """An enquiry is not taken further."""
    DISCLOSURE_ASKED = "disclosure_asked"
    """Somebody asks to be shown more of a listing."""
    DISCLOSURE_GRANTED = "disclosure_granted"
    """More of a listing is shown."""
    OFFER_MADE = "offer_made"
    """The other side has made an offer."""
    NEGOTIATION_INVITED = "negotiation_invited"
    """Units are free again, and it is this one's turn."""
    DEAL_RESERVED = "deal_reserved"
    """Units are kept until both sides confirm."""
    DEAL_CONFIRMED = "deal_confirmed"
    """Both sides have confirmed a deal."""
    DEAL_CANCELLED = "deal_cancelled"
    """A deal has lapsed, or was taken back."""


class Topic(StrEnum):
    """What a person can do without in the mail: kinds of messages together. What signs in or proves is always sent."""

    ENTRIES = "entries"
    """What happens to entries."""
    ORGANISATIONS = "organisations"
    """Belonging to organisations."""
    ROLES = "roles"
    """Roles granted and taken away."""
    JOBS = "jobs"
    """Long work that has ended."""
    MATCHES = "matches"
    """Offers that meet needs."""
    EXCHANGE = "exchange"
    """Listings, enquiries and deals."""


TOPIC_OF: Mapping[MessageKind, Topic] = {
    MessageKind.ROLE_GRANTED: Topic.ROLES,
    MessageKind.ROLE_REVOKED: Topic.ROLES,
    MessageKind.JOIN_ASKED: Topic.ORGANISATIONS,
    MessageKind.JOIN_ADMITTED: Topic.ORGANISATIONS,
    MessageKind.ORGANISATION_VERIFIED: Topic.ORGANISATIONS,
    MessageKind.ENTRY_SUBMITTED: Topic.ENTRIES,
    MessageKind.ENTRY_WITHDRAWN: Topic.ENTRIES,
    MessageKind.ENTRY_ACCEPTED: Topic.ENTRIES,
    MessageKind.ENTRY_REJECTED: Topic.ENTRIES,
    MessageKind.JOB_DONE: Topic.JOBS,
    MessageKind.MATCH_SUGGESTED: Topic.MATCHES,
    MessageKind.MATCH_MUTUAL: Topic.MATCHES,
    MessageKind.JUDGE_INVITED: Topic.ROLES,
    MessageKind.LISTING_WAITS: Topic.EXCHANGE,
    MessageKind.LISTING_PUBLISHED: Topic.EXCHANGE,
    MessageKind.LISTING_REJECTED: Topic.EXCHANGE,
    MessageKind.LISTING_EXPIRES: Topic.EXCHANGE,
    MessageKind.LISTING_EXPIRED: Topic.EXCHANGE,
    MessageKind.ENQUIRY_SENT: Topic.EXCHANGE,
    MessageKind.ENQUIRY_STALE: Topic.EXCHANGE,
    MessageKind.ENQUIRY_DECLINED: Topic.EXCHANGE,
    MessageKind.DISCLOSURE_ASKED: Topic.EXCHANGE,
    MessageKind.DISCLOSURE_GRANTED: Topic.EXCHANGE,
    MessageKind.OFFER_MADE: Topic.EXCHANGE,
    MessageKind.NEGOTIATION_INVITED: Topic.EXCHANGE,
    MessageKind.DEAL_RESERVED: Topic.EXCHANGE,
    MessageKind.DEAL_CONFIRMED: Topic.EXCHANGE,
    MessageKind.DEAL_CANCELLED: Topic.EXCHANGE,
}
"""Of what a person can do without in the mail, what it is about; any other kind is always mailed."""

MAILED_ONLY = frozenset({MessageKind.SIGN_IN, MessageKind.INVITATION})
"""What carries a link that is for the mail's reader alone: it is never in the inbox."""


class Outcome(StrEnum):
    """What came of a mail."""

    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNWANTED = "unwanted"
    """The person had switched it off, has no address, or it was known to bounce."""


class Subject(Value):
    """A thing that a message is about."""

    noun: Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,40}$")]
    """What kind of thing."""
    id: Id
    """Which."""
