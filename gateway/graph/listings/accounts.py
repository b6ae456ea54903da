"""Lists of tenants, organisations, roles and invitations."""

import strawberry

from gateway.graph.enums.accounts import InvitationStatus, OrganisationSize, RoleName, Sector
from gateway.graph.listings.filters import YearRange, any_of, equal, one_of, years
from gateway.graph.lists import Filtering, Listing, Sorting


@strawberry.input(description="Which tenants are listed: all that is given must hold.")
class TenantFilter:
    """A filter of tenants."""

    slug: str | None = strawberry.field(default=None, description="Which has this part of the web address, or had it.")


@strawberry.input(description="Which organisations are listed: all that is given must hold.")
class OrganisationFilter:
    """A filter of organisations."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    countries: list[str] | None = strawberry.field(default=None, description="From any of these countries.")
    founded: YearRange | None = strawberry.field(default=None, description="Founded within this range.")
    sectors: list[Sector] | None = strawberry.field(default=None, description="Working in any of these fields.")
    sizes: list[OrganisationSize] | None = strawberry.field(default=None, description="Of any of these sizes.")
    tax_code: str | None = strawberry.field(default=None, description="With this tax code, of an enterprise.")
    verified: bool | None = strawberry.field(default=None, description="Verified, or not.")
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="To which this person belongs, of those whose members you may know."
    )


@strawberry.input(description="Which people with roles are listed: all that is given must hold.")
class RoleHolderFilter:
    """A filter of people with roles."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    person_id: strawberry.ID | None = strawberry.field(default=None, description="This one.")
    names: list[RoleName] | None = strawberry.field(default=None, description="With any of these roles, at any place.")


@strawberry.input(description="Which invitations are listed: all that is given must hold.")
class InvitationFilter:
    """A filter of invitations."""

    tenant_id: strawberry.ID | None = strawberry.field(default=None, description="Of this tenant.")
    organisation_id: strawberry.ID | None = strawberry.field(default=None, description="Into this organisation.")
    invited_by: strawberry.ID | None = strawberry.field(default=None, description="From this one.")
    names: list[RoleName] | None = strawberry.field(default=None, description="To any of these roles.")
    statuses: list[InvitationStatus] | None = strawberry.field(default=None, description="Standing at any of these.")


TENANTS = Listing(
    kind="Tenant",
    orders={"SLUG": Sorting("slug", "slug")},
    filters={"slug": Filtering("aliases", lambda slug: {"$or": [{"slug": slug}, {"aliases": slug}]})},
    facets={},
)
ORGANISATIONS = Listing(
    kind="Organisation",
    orders={"NAME": Sorting("name_key", "name")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "countries": one_of("country", "country"),
        "founded": years("founded_year"),
        "sectors": any_of("sector", "sector"),
        "sizes": any_of("size", "size"),
        "tax_code": equal("tax_code", "taxCode"),
        "verified": equal("verified", "verified"),
        "member_id": equal("belonging", "members"),
    },
    facets={},
)
ROLE_HOLDERS = Listing(
    kind="RoleHolder",
    orders={"PERSON": Sorting("person_id", "personId")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "person_id": equal("person_id", "personId"),
        "names": any_of("names", "roles"),
    },
    facets={},
)
INVITATIONS = Listing(
    kind="Invitation",
    orders={"EXPIRES_AT": Sorting("expires_at", "expiresAt")},
    filters={
        "tenant_id": equal("tenant_id", "tenantId"),
        "organisation_id": equal("organisation_id", "role"),
        "invited_by": equal("invited_by", "invitedBy"),
        "names": any_of("role_name", "role"),
        "statuses": any_of("status", "status"),
    },
    facets={},
)
LISTINGS = (TENANTS, ORGANISATIONS, ROLE_HOLDERS, INVITATIONS)
