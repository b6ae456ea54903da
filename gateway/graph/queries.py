"""The schema's way in."""

from typing import Annotated, Any, cast

import strawberry
from strawberry import Info

from gateway.graph import listings
from gateway.graph.arguments import FILTER, ORDER, After, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.context import MOST, Context
from gateway.graph.entries import EntryConnection, entries
from gateway.graph.errors import BadInput
from gateway.graph.lists import Asked
from gateway.graph.messages import MessageConnection, inbox
from gateway.graph.models import MODELS
from gateway.graph.privacy import Consent, DataRequest, consents, data_requests
from gateway.graph.programs import ApiClient, PersonalToken, api_clients, personal_tokens
from gateway.graph.relay import parts_of
from gateway.graph.types import Edition, Entry, Invitation, Job, Node, Organisation, Programme, RoleHolder, Tenant
from gateway.graph.viewers import Me

AggregateId = Annotated[strawberry.ID, strawberry.argument(description="The id that commands take.")]
Words = Annotated[
    str | None, strawberry.argument(description="Words to search for, in Vietnamese with or without diacritics.")
]
Asking = Info[Context, None]


async def _loaded(info: Asking, kind: str, aggregate_id: str) -> Any:  # noqa: ANN401 - rows stand for all types
    return await info.context.row(kind, aggregate_id)


async def _by_global_id(info: Asking, global_id: str) -> Node | None:
    parts = parts_of(global_id)
    if parts is None or parts[0] not in MODELS:
        return None
    found = await _loaded(info, *parts)
    return cast("Node | None", found and {**found, "__typename": parts[0]})


async def _node(
    info: Asking,
    id: Annotated[strawberry.ID, strawberry.argument(description="An `id`.")],  # noqa: A002
) -> Node | None:
    return await _by_global_id(info, id)


async def _nodes(
    info: Asking, ids: Annotated[list[strawberry.ID], strawberry.argument(description="Values of `id`.")]
) -> list[Node | None]:
    if len(ids) > MOST:
        raise BadInput("bad_page", f"At most {MOST} ids at once.")
    parts = [p for p in map(parts_of, ids) if p and p[0] in MODELS]
    for kind in {p[0] for p in parts}:
        await info.context.by_id(kind).prime(p[1] for p in parts if p[0] == kind)
    return [await _by_global_id(info, i) for i in ids]


def _viewer(info: Asking) -> Me | None:
    viewer = info.context.viewer
    return cast(Me, viewer) if viewer.signed_in else None


async def _tenant(info: Asking, tenant_id: AggregateId) -> Tenant | None:
    return cast("Tenant | None", await _loaded(info, "Tenant", tenant_id))


async def _edition(info: Asking, edition_id: AggregateId) -> Edition | None:
    return cast("Edition | None", await _loaded(info, "Edition", edition_id))


async def _programme(info: Asking, programme_id: AggregateId) -> Programme | None:
    return cast("Programme | None", await _loaded(info, "Programme", programme_id))


async def _organisation(info: Asking, organisation_id: AggregateId) -> Organisation | None:
    return cast("Organisation | None", await _loaded(info, "Organisation", organisation_id))


async def _entry(info: Asking, entry_id: AggregateId) -> Entry | None:
    return cast("Entry | None", await _loaded(info, "Entry", entry_id))


async def _tenants(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.TenantFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Tenant]:
    asked = Asked(first, after, last, before, order="SLUG")
    return cast(Connection[Tenant], await listed(info, listings.TENANTS, filter, asked))


async def _editions(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.EditionFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Edition]:
    asked = Asked(first, after, last, before, order="YEAR", rising=False)
    return cast(Connection[Edition], await listed(info, listings.EDITIONS, filter, asked))


async def _programmes(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.ProgrammeFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Programme]:
    asked = Asked(first, after, last, before, order="OPENS_AT")
    return cast(Connection[Programme], await listed(info, listings.PROGRAMMES, filter, asked))


async def _organisations(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.OrganisationFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Organisation]:
    asked = Asked(first, after, last, before, order="NAME")
    return cast(Connection[Organisation], await listed(info, listings.ORGANISATIONS, filter, asked))


async def _entries(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.EntryFilter | None, FILTER] = None,  # noqa: A002
    order_by: Annotated[listings.EntryOrder | None, ORDER] = None,
    search: Words = None,
) -> EntryConnection:
    return await entries(info, Asked(first, after, last, before), filter, order_by, search)


async def _invitation(info: Asking, invitation_id: AggregateId) -> Invitation | None:
    return cast("Invitation | None", await _loaded(info, "Invitation", invitation_id))


async def _invitations(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.InvitationFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Invitation]:
    asked = Asked(first, after, last, before, order="EXPIRES_AT", rising=False)
    return cast(Connection[Invitation], await listed(info, listings.INVITATIONS, filter, asked))


async def _role_holders(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.RoleHolderFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[RoleHolder]:
    asked = Asked(first, after, last, before, order="PERSON")
    return cast(Connection[RoleHolder], await listed(info, listings.ROLE_HOLDERS, filter, asked))


async def _job(info: Asking, job_id: AggregateId) -> Job | None:
    return cast("Job | None", await _loaded(info, "Job", job_id))


async def _jobs(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[listings.JobFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Job]:
    asked = Asked(first, after, last, before, order="ASKED_AT", rising=False)
    return cast(Connection[Job], await listed(info, listings.JOBS, filter, asked))


@strawberry.type(description="What can be asked.")
class Query:
    """The root of queries."""

    node: Node | None = strawberry.field(
        resolver=_node, description="Anything by its id in the whole schema; null for what you may not see."
    )
    nodes: list[Node | None] = strawberry.field(
        resolver=_nodes, description="Several at once, in the order of the ids; at most 100."
    )
    viewer: Me | None = strawberry.field(resolver=_viewer, description="Who asks; null where nobody is signed in.")
    tenant: Tenant | None = strawberry.field(resolver=_tenant, description="A tenant.")
    edition: Edition | None = strawberry.field(resolver=_edition, description="An edition.")
    programme: Programme | None = strawberry.field(resolver=_programme, description="A programme.")
    organisation: Organisation | None = strawberry.field(
        resolver=_organisation, description="An organisation that you may see."
    )
    entry: Entry | None = strawberry.field(resolver=_entry, description="A submitted entry that you may see.")
    invitation: Invitation | None = strawberry.field(
        resolver=_invitation, description="An invitation that you sent or organise."
    )
    invitations: Connection[Invitation] = strawberry.field(
        resolver=_invitations, description="Invitations that you sent or organise, the latest first."
    )
    role_holders: Connection[RoleHolder] = strawberry.field(
        resolver=_role_holders, description="People of the tenants that you organise with the roles that they hold."
    )
    job: Job | None = strawberry.field(resolver=_job, description="Long work that you asked for or organise.")
    jobs: Connection[Job] = strawberry.field(
        resolver=_jobs, description="Jobs that you asked for or organise, the latest first."
    )
    api_clients: Connection[ApiClient] = strawberry.field(
        resolver=api_clients, description="The API clients of the tenants that you organise, by name; a client, itself."
    )
    personal_tokens: Connection[PersonalToken] = strawberry.field(
        resolver=personal_tokens, description="Your own tokens, the one that ends first at the top."
    )
    consents: Connection[Consent] = strawberry.field(
        resolver=consents, description="What you have agreed to, and what people of your tenant have; the latest first."
    )
    data_requests: Connection[DataRequest] = strawberry.field(
        resolver=data_requests, description="Requests about data that you made or answer, the one due first at the top."
    )
    inbox: MessageConnection | None = strawberry.field(
        resolver=inbox, description="Your own messages, the latest first; null where nobody is signed in."
    )
    tenants: Connection[Tenant] = strawberry.field(resolver=_tenants, description="All tenants, by their addresses.")
    editions: Connection[Edition] = strawberry.field(resolver=_editions, description="Editions, the latest first.")
    programmes: Connection[Programme] = strawberry.field(
        resolver=_programmes, description="Programmes, by their opening."
    )
    organisations: Connection[Organisation] = strawberry.field(
        resolver=_organisations, description="Organisations that you may see, by name."
    )
    entries: EntryConnection = strawberry.field(
        resolver=_entries,
        description="Submitted entries that you may see: the latest first, or the most relevant where words are given.",
    )
