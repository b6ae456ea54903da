"""Tenants, organisations, the roles of people and their invitations."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry import Info, Parent

from gateway.graph.enums.accounts import InvitationStatus, OrganisationSize, RoleName, Sector, Standing
from gateway.graph.persons import Person
from gateway.graph.sources import column, many, persona, reference
from gateway.graph.types.nodes import Node, Text

if TYPE_CHECKING:
    from gateway.graph.types.registration import Edition, Entry, Programme

LaterEdition = Annotated["Edition", strawberry.lazy("gateway.graph.types.registration")]
LaterProgramme = Annotated["Programme", strawberry.lazy("gateway.graph.types.registration")]
LaterEntry = Annotated["Entry", strawberry.lazy("gateway.graph.types.registration")]


@strawberry.type(description="A province's organiser, above all its editions.")
class Tenant(Node):
    """A tenant."""

    tenant_id: strawberry.ID = column("tenant_id", "The id that commands take.")
    slug: str = column("slug", "Its part of the web address.")
    aliases: list[str] = column("aliases", "The parts of the web address that it had; they go on leading to it.")
    name: Text = column("name", "Its name.")
    editions: list[LaterEdition] = many("Edition", "tenant_id", "year", "Its editions, at most 100, by year.")


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
    entries: list[LaterEntry] = many(
        "Entry", "organisation_id", "submitted_at", "Those of its entries that you may see, at most 100, oldest first."
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
    edition: LaterEdition | None = reference("Edition", "edition_id", "The same.")
    programme: LaterProgramme | None = reference("Programme", "programme_id", "The same.")
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
