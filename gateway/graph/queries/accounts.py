"""Queries of tenants, organisations, roles and invitations."""

from typing import Annotated, cast

import strawberry

from gateway.graph.arguments import FILTER, After, AggregateId, Asking, Before, First, Last
from gateway.graph.connections import Connection, listed
from gateway.graph.listings.accounts import (
    INVITATIONS,
    ORGANISATIONS,
    ROLE_HOLDERS,
    TENANTS,
    InvitationFilter,
    OrganisationFilter,
    RoleHolderFilter,
    TenantFilter,
)
from gateway.graph.lists import Asked
from gateway.graph.types.accounts import Invitation, Organisation, RoleHolder, Tenant
from gateway.graph.viewers import Me


def _viewer(info: Asking) -> Me | None:
    viewer = info.context.viewer
    return cast(Me, viewer) if viewer.signed_in else None


async def _tenant(info: Asking, tenant_id: AggregateId) -> Tenant | None:
    return cast("Tenant | None", await info.context.row("Tenant", tenant_id))


async def _tenants(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[TenantFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Tenant]:
    asked = Asked(first, after, last, before, order="SLUG")
    return cast(Connection[Tenant], await listed(info, TENANTS, filter, asked))


async def _organisation(info: Asking, organisation_id: AggregateId) -> Organisation | None:
    return cast("Organisation | None", await info.context.row("Organisation", organisation_id))


async def _organisations(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[OrganisationFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Organisation]:
    asked = Asked(first, after, last, before, order="NAME")
    return cast(Connection[Organisation], await listed(info, ORGANISATIONS, filter, asked))


async def _invitation(info: Asking, invitation_id: AggregateId) -> Invitation | None:
    return cast("Invitation | None", await info.context.row("Invitation", invitation_id))


async def _invitations(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[InvitationFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[Invitation]:
    asked = Asked(first, after, last, before, order="EXPIRES_AT", rising=False)
    return cast(Connection[Invitation], await listed(info, INVITATIONS, filter, asked))


async def _role_holders(
    info: Asking,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    filter: Annotated[RoleHolderFilter | None, FILTER] = None,  # noqa: A002
) -> Connection[RoleHolder]:
    asked = Asked(first, after, last, before, order="PERSON")
    return cast(Connection[RoleHolder], await listed(info, ROLE_HOLDERS, filter, asked))


@strawberry.type
class AccountsQueries:
    """Of accounts."""

    viewer: Me | None = strawberry.field(resolver=_viewer, description="Who asks; null where nobody is signed in.")
    tenant: Tenant | None = strawberry.field(resolver=_tenant, description="A tenant.")
    tenants: Connection[Tenant] = strawberry.field(resolver=_tenants, description="All tenants, by their addresses.")
    organisation: Organisation | None = strawberry.field(
        resolver=_organisation, description="An organisation that you may see."
    )
    organisations: Connection[Organisation] = strawberry.field(
        resolver=_organisations, description="Organisations that you may see, by name."
    )
    invitation: Invitation | None = strawberry.field(
        resolver=_invitation, description="An invitation that you sent or organise."
    )
    invitations: Connection[Invitation] = strawberry.field(
        resolver=_invitations, description="Invitations that you sent or organise, the latest first."
    )
    role_holders: Connection[RoleHolder] = strawberry.field(
        resolver=_role_holders, description="People of the tenants that you organise with the roles that they hold."
    )
