"""An enquiry: an organisation asks about a listing; its owner answers, and shows more of themselves step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.exchange.domain.commands import BeginNegotiation, NoteReading, RemindOfEnquiry
from services.exchange.domain.listing import Listing, Stage
from services.exchange.domain.parties import Acting
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.exchange import commands
from shared.contracts.exchange import refusals as no
from shared.contracts.exchange.events import (
    DisclosureAsked,
    DisclosureGranted,
    EnquiryDeclined,
    EnquirySent,
    EnquirySnapshot,
    EnquiryStale,
)
from shared.contracts.exchange.values import DeclineReason, DisclosureLevel, EnquiryStatus
from shared.contracts.personal import PersonText
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

Facts = Sequence[Event]
STALE_AFTER = timedelta(days=7)
TEXT, NOTE, CONTACT = "enquiry.text", "enquiry.note", "enquiry.contact"
"""What the words of an enquiry, of its declining and of a contact are sealed as, for ever."""
READINGS_KEPT = 100
LEVELS = tuple(DisclosureLevel)


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody has read what was disclosed."""

    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An enquiry as it stands. `owner_told` is whom told events name as the listing's owner."""

    enquiry_id: str
    listing_id: str
    tenant_id: str
    owner_id: str
    owner_told: str
    enquirer_id: str
    sender_id: str
    sent_at: datetime
    text: PersonText
    status: EnquiryStatus = EnquiryStatus.SENT
    answered_at: datetime | None = None
    reason: DeclineReason | None = None
    declined_at: datetime | None = None
    note: PersonText | None = None
    """What was said when it was declined, sealed."""
    reminded: bool = False
    asked: DisclosureLevel | None = None
    """The level that waits for an answer."""
    level: DisclosureLevel | None = None
    """How much is shown."""
    contact_id: str | None = None
    """Who is named as the owner's contact."""
    contact: PersonText | None = None
    """How the contact is reached, sealed."""
    granted_at: datetime | None = None
    readings: tuple[Reading, ...] = ()
    """Who has read what was disclosed, the last ones."""

    @property
    def parties(self) -> frozenset[str]:
        """Both organisations."""
        return frozenset((self.owner_id, self.enquirer_id))

    def shows(self, level: DisclosureLevel) -> bool:
        """Whether so much is shown."""
        return self.level is not None and LEVELS.index(self.level) >= LEVELS.index(level)


class EnquiryKept(Kept):
    """What an enquiry says."""

    enquiry_id: Id
    listing_id: Id
    tenant_id: Id
    owner_id: Id
    owner_told: Id
    enquirer_id: Id
    sender_id: str
    sent_at: Instant
    text: PersonText


class EnquiryMoved(Kept):
    """The owner has answered."""

    status: EnquiryStatus
    at: Instant
    note: PersonText | None = None


class ContactKept(Kept):
    """Who is named, and how they are reached."""

    contact_id: str
    contact: PersonText | None


class DisclosureEnded(Kept):
    """Less is shown than before, or what was asked for isn't."""

    level: DisclosureLevel | None
    """What is still shown."""


class DisclosedRead(Kept):
    """Somebody has read what is disclosed."""

    person_id: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Enquiring:
    """What an enquiry needs beside the command: who acts, the listing, and the words, sealed."""

    acting: Acting = frozenset()
    listing: Listing | None = None
    text: PersonText | None = None


def send(enquiry: Enquiry | None, command: commands.SendEnquiry, context: Context, found: Enquiring) -> Facts:
    """Sent, once; to a listing that is published, by another organisation than its own."""
    if command.organisation_id not in found.acting:
        raise no.OrganisationNotYours
    if enquiry is not None:
        if (enquiry.listing_id, enquiry.enquirer_id) != (command.listing_id, command.organisation_id):
            raise no.EnquiryExists
        return ()
    listing = found.listing
    if listing is None or found.text is None:
        raise NotFound
    if listing.stage is not Stage.PUBLISHED:
        raise no.ListingNotPublished
    if listing.organisation_id == command.organisation_id:
        raise no.OwnListing
    kept = EnquiryKept(
        enquiry_id=command.enquiry_id,
        listing_id=command.listing_id,
        tenant_id=listing.tenant_id,
        owner_id=listing.organisation_id,
        owner_told=listing.owner_told,
        enquirer_id=command.organisation_id,
        sender_id=context.actor_id,
        sent_at=context.now,
        text=found.text,
    )
    return kept, _told_sent(apply(None, kept))


def acknowledge(enquiry: Enquiry | None, _: commands.AcknowledgeEnquiry, context: Context, __: object) -> Facts:
    """Read; an answer comes."""
    return _onward(enquiry, EnquiryStatus.ACKNOWLEDGED, (EnquiryStatus.SENT,), context.now)


def qualify(enquiry: Enquiry | None, _: commands.QualifyEnquiry, context: Context, __: object) -> Facts:
    """The two fit."""
    return _onward(enquiry, EnquiryStatus.QUALIFIED, (EnquiryStatus.SENT, EnquiryStatus.ACKNOWLEDGED), context.now)


def begin(enquiry: Enquiry | None, _: BeginNegotiation, context: Context) -> Facts:
    """An offer was made."""
    if enquiry is None or enquiry.status in (EnquiryStatus.NEGOTIATING, EnquiryStatus.DECLINED):
        return ()
    return (EnquiryMoved(status=EnquiryStatus.NEGOTIATING, at=context.now),)


def decline(enquiry: Enquiry | None, command: commands.DeclineEnquiry, context: Context, found: Enquiring) -> Facts:
    """Not taken further. Declined again changes nothing."""
    known = _there(enquiry)
    if known.status is EnquiryStatus.DECLINED:
        return ()
    moved = EnquiryMoved(status=EnquiryStatus.DECLINED, at=context.now, note=found.text)
    said = EnquiryDeclined(
        enquiry_id=known.enquiry_id,
        listing_id=known.listing_id,
        tenant_id=known.tenant_id,
        reason=command.reason,
        declined_at=context.now,
    )
    return moved, said


def remind(enquiry: Enquiry | None, _: RemindOfEnquiry, context: Context) -> Facts:
    """Nobody has answered for a week: both are told, once."""
    if enquiry is None or enquiry.status is not EnquiryStatus.SENT or enquiry.reminded:
        return ()
    if enquiry.sent_at + STALE_AFTER > context.now:
        return ()
    return (
        EnquiryStale(
            enquiry_id=enquiry.enquiry_id,
            listing_id=enquiry.listing_id,
            tenant_id=enquiry.tenant_id,
            sent_at=enquiry.sent_at,
        ),
    )


def ask(enquiry: Enquiry | None, command: commands.AskDisclosure, context: Context, _: object) -> Facts:
    """More is asked for; what is shown already isn't asked for again."""
    known = _there(enquiry)
    _refuse_over(known)
    if known.shows(command.level) or known.asked is command.level:
        return ()
    return (
        DisclosureAsked(
            enquiry_id=known.enquiry_id,
            listing_id=known.listing_id,
            tenant_id=known.tenant_id,
            level=command.level,
            asked_at=context.now,
        ),
    )


def grant(enquiry: Enquiry | None, command: commands.GrantDisclosure, context: Context, found: Enquiring) -> Facts:
    """What was asked for is shown; who grants it is the contact."""
    known = _there(enquiry)
    _refuse_over(known)
    if known.shows(command.level):
        return ()
    if known.asked is None or LEVELS.index(known.asked) < LEVELS.index(command.level):
        raise no.NotAsked
    kept = ContactKept(contact_id=context.actor_id, contact=found.text)
    said = DisclosureGranted(
        enquiry_id=known.enquiry_id,
        listing_id=known.listing_id,
        tenant_id=known.tenant_id,
        enquirer_id=known.enquirer_id,
        level=command.level,
        granted_at=context.now,
    )
    return kept, said


def refuse(enquiry: Enquiry | None, command: commands.RefuseDisclosure, _: Context, __: object) -> Facts:
    """Not shown, or no longer: what is before the level stays."""
    known = _there(enquiry)
    if known.asked is None and known.level is None:
        raise no.NotAsked
    before = LEVELS[: LEVELS.index(command.level)]
    still = known.level if known.level in before else (before[-1] if before and known.level else None)
    return (DisclosureEnded(level=still),)


def note_reading(enquiry: Enquiry | None, command: NoteReading, context: Context) -> Facts:
    """Written down for both sides."""
    _there(enquiry)
    return (DisclosedRead(person_id=command.person_id, at=context.now),)


def _onward(enquiry: Enquiry | None, to: EnquiryStatus, before: tuple[EnquiryStatus, ...], now: datetime) -> Facts:
    known = _there(enquiry)
    _refuse_over(known)
    return (EnquiryMoved(status=to, at=now),) if known.status in before else ()


def _there(enquiry: Enquiry | None) -> Enquiry:
    if enquiry is None:
        raise NotFound
    return enquiry


def _refuse_over(enquiry: Enquiry) -> None:
    if enquiry.status is EnquiryStatus.DECLINED:
        raise no.EnquiryOver


def apply(enquiry: Enquiry | None, event: Event) -> Enquiry:
    """The enquiry after the fact."""
    if isinstance(event, EnquiryKept):
        return Enquiry(**dict(event))
    if enquiry is None:
        raise TypeError(f"{type(event).__name__} is no first fact of an enquiry")
    match event:
        case EnquirySent():
            return enquiry
        case EnquiryMoved():
            return replace(enquiry, status=event.status, answered_at=event.at, note=event.note or enquiry.note)
        case EnquiryDeclined():
            return replace(enquiry, reason=event.reason, declined_at=event.declined_at)
        case EnquiryStale():
            return replace(enquiry, reminded=True)
    return _disclosed(enquiry, event)


def _disclosed(enquiry: Enquiry, event: Event) -> Enquiry:
    match event:
        case DisclosureAsked():
            return replace(enquiry, asked=event.level)
        case ContactKept():
            return replace(enquiry, contact_id=event.contact_id, contact=event.contact)
        case DisclosureGranted():
            return replace(enquiry, asked=None, level=event.level, granted_at=event.granted_at)
        case DisclosureEnded():
            return replace(enquiry, asked=None, level=event.level)
        case DisclosedRead():
            readings = (*enquiry.readings, Reading(event.person_id, event.at))
            return replace(enquiry, readings=readings[-READINGS_KEPT:])
    raise TypeError(f"{type(event).__name__} is no fact of an enquiry")


def _told_sent(enquiry: Enquiry) -> EnquirySent:
    return EnquirySent(
        enquiry_id=enquiry.enquiry_id,
        listing_id=enquiry.listing_id,
        tenant_id=enquiry.tenant_id,
        owner_id=enquiry.owner_told,
        enquirer_id=enquiry.enquirer_id,
        sent_at=enquiry.sent_at,
    )


def snapshot(enquiry: Enquiry) -> EnquirySnapshot:
    """All that told events have said."""
    declined = enquiry.status is EnquiryStatus.DECLINED
    return EnquirySnapshot(
        **_told_sent(enquiry).model_dump(),
        status=EnquiryStatus.DECLINED if declined else EnquiryStatus.SENT,
        reason=enquiry.reason,
        declined_at=enquiry.declined_at,
        level=enquiry.level,
        granted_at=enquiry.granted_at,
    )


def places(enquiry: Enquiry) -> Places:
    """Its tenant."""
    return Places(enquiry.tenant_id)


def names_actor(enquiry: Enquiry) -> bool:
    """Of a masked listing nobody is told who acts: it might be the owner."""
    return enquiry.owner_told == enquiry.owner_id
