"""Editions, their programmes, and what is entered in them."""

from datetime import datetime

import strawberry

from gateway.graph.enums.registration import Decision, EntryStatus, ProgrammeKind, RejectionReason, WithdrawalReason
from gateway.graph.persons import Person
from gateway.graph.sources import column, many, note, persona, reference
from gateway.graph.types.accounts import Organisation, Tenant
from gateway.graph.types.nodes import Node, Text


@strawberry.type(description="What proves a submission.")
class Receipt:
    """A receipt."""

    code: str = column("receipt_code", "Short, to be read aloud.")
    submitted_at: datetime = column("submitted_at", "The instant at which the entry arrived.")


@strawberry.type(description="One Techfest of a tenant, in one year.")
class Edition(Node):
    """An edition."""

    edition_id: strawberry.ID = column("edition_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    slug: str = column("slug", "Its part of the web address.")
    name: Text = column("name", "Its name.")
    year: int = column("year", "The year in which it is held.")
    zone: str = column("zone", "The IANA time zone in which its times are shown.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose Techfest it is.")
    programmes: list["Programme"] = many("Programme", "edition_id", "opens_at", "Its programmes, by opening.")


@strawberry.type(description="A contest, an exhibition, a training: what can be entered in an edition.")
class Programme(Node):
    """A programme."""

    programme_id: strawberry.ID = column("programme_id", "The id that commands take.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    name: Text = column("name", "Its name.")
    kind: ProgrammeKind = column("kind", "What happens in it.")
    opens_at: datetime = column("opens_at", "From when entries are taken.")
    closes_at: datetime = column("closes_at", "The last instant at which an entry is in time.")
    grace_minutes: int = column("grace_minutes", "How long after the deadline an entry is taken and flagged.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose it is.")
    edition: Edition | None = reference("Edition", "edition_id", "The edition that it belongs to.")


@strawberry.type(description="An entry that was submitted to a programme. Drafts are seen by their author alone.")
class Entry(Node):
    """An entry."""

    entry_id: strawberry.ID = column("entry_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    programme_id: strawberry.ID = column("programme_id", "The id of its programme.")
    organisation_id: strawberry.ID = column("organisation_id", "The id of the organisation that enters.")
    title: str = column("title", "What the project is called.")
    summary: str = column("summary", "What it does, in one sentence.")
    description: str = column("description", "The problem, the solution, what is new.")
    tags: list[str] = column("tags", "The fields that it belongs to.")
    status: EntryStatus = column("status", "Where it stands.")
    organisation_name: str | None = column("organisation.name", "The name of the organisation that enters.")
    country: str | None = column("organisation.country", "Where the organisation sits, by ISO 3166-1 alpha-2.")
    location: str | None = column("organisation.location", "The organisation's province or city.")
    founded_year: int | None = column("organisation.founded_year", "The year in which the organisation was founded.")
    submitted_at: datetime = column("submitted_at", "The instant at which it arrived.")
    submitted_by: strawberry.ID | None = column("submitted_by", "The person or client that submitted it.")
    submitter: Person | None = persona("submitted_by", "The same, with the name where you may see it.")
    on_behalf: bool = column("on_behalf", "Whether it was submitted for the organisation by somebody else.")
    in_grace: bool = column("in_grace", "Whether it came after the deadline, within the grace.")
    revised_at: datetime | None = column("revised_at", "When it was last corrected.")
    withdrawn_at: datetime | None = column("withdrawn_at", "When it was withdrawn.")
    withdrawal_reason: WithdrawalReason | None = column("withdrawal_reason", "Why it was withdrawn.")
    withdrawal_note: str | None = note(
        "withdrawal_note", "entry.note", "What was said about it; null once whoever said it is erased."
    )
    decision: Decision | None = column("decision", "What was decided; null before it is released.")
    rejection_reason: RejectionReason | None = column("rejection_reason", "Why it was rejected.")
    decision_text: str | None = note(
        "decision_text", "entry.decision", "What the organiser says beside; null once whoever said it is erased."
    )
    decided_at: datetime | None = column("decided_at", "When the decision was released.")
    receipt: Receipt = column("", "What proves the submission.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose Techfest it is entered in.")
    edition: Edition | None = reference("Edition", "edition_id", "The edition that it is entered in.")
    programme: Programme | None = reference("Programme", "programme_id", "The programme that it is entered in.")
    organisation: Organisation | None = reference(
        "Organisation", "organisation_id", "The organisation that enters, where you may see all of it."
    )
