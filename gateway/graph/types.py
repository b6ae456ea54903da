"""What can be read. Each field says where it comes from; who may see it stands in rules.py."""

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry import Info, Parent

from gateway.graph.enums import (
    EntryStatus,
    InvitationStatus,
    JobStatus,
    MessageKind,
    OrganisationSize,
    ProgrammeKind,
    RoleName,
    Sector,
    Standing,
    WithdrawalReason,
)
from gateway.graph.models import column, identity, many, note, persona, reference
from gateway.graph.persons import Person


@strawberry.interface(description="Anything that has an id of its own in the whole schema.")
class Node:
    """Relay's node."""

    id: strawberry.ID = identity("The id in the whole schema; it tells nothing and may be kept.")


@strawberry.type(description="A text in the languages of the event.")
class Text:
    """A text of organisers."""

    vi: str = column("vi", "Vietnamese, which is shown where the other is missing.")
    en: str | None = column("en", "English.")


@strawberry.type(description="What proves a submission.")
class Receipt:
    """A receipt."""

    code: str = column("receipt_code", "Short, to be read aloud.")
    submitted_at: datetime = column("submitted_at", "The instant at which the entry arrived.")


@strawberry.type(description="A province's organiser, above all its editions.")
class Tenant(Node):
    """A tenant."""

    tenant_id: strawberry.ID = column("tenant_id", "The id that commands take.")
    slug: str = column("slug", "Its part of the web address.")
    aliases: list[str] = column("aliases", "The parts of the web address that it had; they go on leading to it.")
    name: Text = column("name", "Its name.")
    editions: list["Edition"] = many("Edition", "tenant_id", "year", "Its editions, at most 100, by year.")


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


@strawberry.type(description="What a person is in an organisation.")
class Membership:
    """A member."""

    person_id: strawberry.ID = column("person_id", "Who, by the id that commands take.")
    person: Person | None = persona("person_id", "Who, with the name where you may see it.")
    standing: Standing = column("standing", "As what.")


def _founded_on(parent: Parent[dict[str, Any]]) -> date | None:
    known = parent.get("founded_on")
    return date.fromisoformat(known) if known else None


def _viewer_standing(parent: Parent[dict[str, Any]], info: Info[Any, None]) -> Standing | None:
    own = (one["standing"] for one in parent.get("members") or () if one["person_id"] == info.context.viewer.id)
    return next((Standing(standing) for standing in own), None)


@strawberry.type(description="A startup or another body that takes part.")
class Organisation(Node):
    """An organisation."""

    organisation_id: strawberry.ID = column("organisation_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    name: str = column("name", "As it calls itself.")
    website: str | None = column("website", "Its own web address.")
    country: str | None = column("country", "Where it sits, by ISO 3166-1 alpha-2.")
    location: str | None = column("location", "Province or city, as it writes it.")
    founded_year: int | None = column("founded_year", "The year in which it was founded.")
    team_size: int | None = column("team_size", "How many people work in it.")
    legal_name: str | None = column("legal_name", "As it stands in the register of enterprises.")
    tax_code: str | None = column("tax_code", "Of an enterprise; a household's is a person's number, and in no answer.")
    household: bool | None = column("household", "Whether it is a household business.")
    founded_on: date | None = strawberry.field(
        resolver=_founded_on, description="The day on which it was founded, where it is known."
    )
    sector: Sector | None = column("sector", "The field that it works in.")
    size: OrganisationSize | None = column("size", "How large it is.")
    verified: bool | None = column("verified", "Whether a moderator has compared it with the register of enterprises.")
    registered_by: strawberry.ID | None = column("registered_by", "The person or client that registered it.")
    members: list["Membership"] | None = column(
        "members", "Who belongs to it, and who asks to, in the order of coming."
    )
    viewer_standing: Standing | None = strawberry.field(
        resolver=_viewer_standing, description="What you are in it; null for who is nothing."
    )
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Where it is registered.")
    entries: list["Entry"] = many(
        "Entry", "organisation_id", "submitted_at", "Those of its entries that you may see, at most 100, oldest first."
    )


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
    receipt: Receipt = column("", "What proves the submission.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose Techfest it is entered in.")
    edition: Edition | None = reference("Edition", "edition_id", "The edition that it is entered in.")
    programme: Programme | None = reference("Programme", "programme_id", "The programme that it is entered in.")
    organisation: Organisation | None = reference(
        "Organisation", "organisation_id", "The organisation that enters, where you may see all of it."
    )


@strawberry.type(description="A role at a place.")
class HeldRole:
    """A role."""

    name: RoleName = column("name", "What the person is.")
    tenant_id: strawberry.ID = column("tenant_id", "The tenant; a role at a tenant holds in all that is within.")
    edition_id: strawberry.ID | None = column("edition_id", "The edition, where the role is held no higher.")
    programme_id: strawberry.ID | None = column("programme_id", "The programme, where the role is held no higher.")
    award_id: strawberry.ID | None = column("award_id", "The award, where the role is held no higher.")
    organisation_id: strawberry.ID | None = column("organisation_id", "The organisation for which it is held.")
    edition: Edition | None = reference("Edition", "edition_id", "The same.")
    programme: Programme | None = reference("Programme", "programme_id", "The same.")
    organisation: Organisation | None = reference("Organisation", "organisation_id", "The same, where you may see it.")


@strawberry.type(description="A person with all roles that the person holds.")
class RoleHolder(Node):
    """Somebody who has held a role."""

    person_id: strawberry.ID = column("person_id", "Who, by the id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of the tenant.")
    person: Person | None = persona("person_id", "Who, with the name where you may see it.")
    roles: list[HeldRole] = column("roles", "What the person is, and where; empty for who holds none any more.")


@strawberry.type(description="An invitation by mail. To which address it went nobody is told.")
class Invitation(Node):
    """An invitation."""

    invitation_id: strawberry.ID = column("invitation_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    role: HeldRole = column("role", "What the invited person is to be; at an organisation, a member of it.")
    status: InvitationStatus = column("status", "Where it stands.")
    expires_at: datetime = column("expires_at", "Until when it can be accepted.")
    invited_by: strawberry.ID = column("invited_by", "The person or client that has invited.")
    inviter: Person | None = persona("invited_by", "The same, with the name where you may see it.")
    accepted_by: Person | None = persona("person_id", "Who has accepted, with the name where you may see it.")


@strawberry.type(description="Long work that somebody has asked for.")
class Job(Node):
    """A job."""

    job_id: strawberry.ID = column("job_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    kind: str = column("kind", "What it does, the same for ever.")
    status: JobStatus = column("status", "Where it stands.")
    done: int = column("done", "How many steps are done.")
    total: int | None = column("total", "How many steps there are, once that is known.")
    problems: int = column("problems", "How many things in the input need a look.")
    outcome: str | None = column("outcome", "A code that says what came of it, where it failed or was refused.")
    requested_by: strawberry.ID = column("requested_by", "The person or client that asked for it.")
    requester: Person | None = persona("requested_by", "The same, with the name where you may see it.")
    asked_at: datetime = column("asked_at", "When it was asked for.")
    changed_at: datetime = column("changed_at", "When it last went on.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whose it is.")


@strawberry.type(description="A thing that a message is about.")
class Subject:
    """A subject of a message."""

    noun: str = column("noun", "What kind of thing: `entry`, `organisation`, `job`.")
    id: strawberry.ID = column("id", "The id that commands take.")


@strawberry.type(description="A message in the inbox of its person.")
class Message(Node):
    """A message."""

    message_id: strawberry.ID = column("message_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of the tenant where it happened.")
    kind: MessageKind = column("kind", "What it is about; its text is made from this where it is shown.")
    subjects: list[Subject] = column("subjects", "The things that it is about.")
    at: datetime = column("at", "When it happened.")
    read_at: datetime | None = column("read_at", "When it was read; null as long as it is not.")
