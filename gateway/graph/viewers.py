"""The viewer, and what only the viewer sees."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, cast

import strawberry
from strawberry import Parent
from strawberry.scalars import JSON

from gateway.clients import Refused
from gateway.graph.arguments import FILTER, PROGRAMME, After, Asking, Before, First, Last
from gateway.graph.entries import EntryConnection, entries
from gateway.graph.enums.accounts import RoleName
from gateway.graph.errors import Denied
from gateway.graph.listings.registration import EntryFilter
from gateway.graph.lists import Asked
from gateway.graph.persons import Person, person_row
from gateway.graph.sources import column
from gateway.viewer import Viewer


@strawberry.type(description="A role that the viewer holds at a place.")
class ViewerRole:
    """A role."""

    name: RoleName = column("name", "What the viewer is.")
    tenant_id: strawberry.ID = column("tenant_id", "The tenant; a role at a tenant holds in all that is within.")
    edition_id: strawberry.ID | None = column("edition_id", "The edition, where the role is held no higher.")
    programme_id: strawberry.ID | None = column("programme_id", "The programme, where the role is held no higher.")


@strawberry.type(description="A draft of the viewer's own; registration keeps it and shows it to nobody else.")
class Draft:
    """A draft."""

    entry_id: strawberry.ID = column("entry_id", "The id that the entry will have.")
    programme_id: strawberry.ID = column("programme_id", "The programme that is entered.")
    steps: JSON = column("steps", "Each step as it was last saved, by its kind.")
    saved_at: datetime | None = column("saved_at", "When a step was last saved.")


def _kind(parent: Parent[Viewer]) -> str:
    return parent.kind


def _id(parent: Parent[Viewer]) -> strawberry.ID:
    return strawberry.ID(parent.id)


def _tenant(parent: Parent[Viewer]) -> strawberry.ID | None:
    return None if parent.tenant_id is None else strawberry.ID(parent.tenant_id)


def _person(parent: Parent[Viewer]) -> Person | None:
    return cast(Person, person_row(parent.id)) if parent.kind == "person" else None


def _roles(parent: Parent[Viewer]) -> list[ViewerRole]:
    return cast(list[ViewerRole], [role.model_dump(mode="json") for role in parent.roles])


async def _drafts(
    parent: Parent[Viewer], info: Asking, programme_id: Annotated[strawberry.ID | None, PROGRAMME] = None
) -> list[Draft]:
    try:
        return cast(list[Draft], await info.context.drafts.of(parent, programme_id))
    except Refused as refused:
        raise Denied(refused.code, refused.message) from None


async def _entries(
    parent: Parent[Viewer],
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[EntryFilter | None, FILTER] = None,  # noqa: A002
) -> EntryConnection:
    own = replace(cast(Any, filter or EntryFilter()), submitted_by=strawberry.ID(parent.id))
    return await entries(info, Asked(first, after, last, before), own)


@strawberry.type(name="Viewer", description="Who asks.")
class Me:
    """The viewer."""

    id: strawberry.ID = strawberry.field(resolver=_id, description="The id of the person or client.")
    kind: str = strawberry.field(resolver=_kind, description="`person` or `client`.")
    tenant_id: strawberry.ID | None = strawberry.field(resolver=_tenant, description="Where the account was made.")
    person: Person | None = strawberry.field(resolver=_person, description="The viewer as a person; a client is none.")
    roles: list[ViewerRole] = strawberry.field(resolver=_roles, description="The roles that the viewer holds now.")
    entries: EntryConnection = strawberry.field(
        resolver=_entries, description="Entries that the viewer submitted, the latest first."
    )
    drafts: list[Draft] = strawberry.field(resolver=_drafts, description="The viewer's own drafts.")
