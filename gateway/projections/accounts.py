"""What accounts tells, as rows."""

from collections.abc import Mapping

from gateway.projections.rows import Fields, Projected, row_of
from gateway.projections.sorting import sort_key
from shared.contracts.accounts import events as told
from shared.contracts.events import Told


def _tenant(event: told.TenantCreated | told.TenantSnapshot) -> Fields:
    return {"tenant_id": event.tenant_id, "slug": event.slug, "name": event.name.model_dump()}


def _roles(event: told.RoleGranted | told.RoleRevoked | told.RolesSnapshot) -> Fields:
    return {"person_id": event.person_id, "roles": [role.model_dump(mode="json") for role in event.roles]}


def _organisation(event: told.OrganisationRegistered | told.OrganisationSnapshot) -> Fields:
    return {
        "organisation_id": event.organisation_id,
        "tenant_id": event.tenant_id,
        "registered_by": event.registered_by,
        "name": event.name,
        "name_key": sort_key(event.name),
        "website": event.website,
        "country": event.country,
        "location": event.location,
        "founded_year": event.founded_year,
        "team_size": event.team_size,
    }


def _job(event: told.JobChanged | told.JobSnapshot) -> Fields:
    return {
        "job_id": event.job_id,
        "tenant_id": event.tenant_id,
        "kind": event.kind,
        "requested_by": event.requested_by,
        "status": event.status.value,
        "done": event.done,
        "total": event.total,
        "problems": event.problems,
        "outcome": event.outcome,
        "asked_at": event.asked_at,
        "changed_at": event.changed_at,
    }


PROJECTED: Mapping[type[Told], Projected] = {
    told.TenantCreated: row_of("tenants", "tenant", _tenant),
    told.TenantSnapshot: row_of("tenants", "tenant", _tenant),
    told.RoleGranted: row_of("roles", "roles", _roles),
    told.RoleRevoked: row_of("roles", "roles", _roles),
    told.RolesSnapshot: row_of("roles", "roles", _roles),
    told.OrganisationRegistered: row_of("organisations", "organisation", _organisation),
    told.OrganisationSnapshot: row_of("organisations", "organisation", _organisation),
    told.JobChanged: row_of("jobs", "job", _job),
    told.JobSnapshot: row_of("jobs", "job", _job),
}

NOT_PROJECTED: frozenset[type[Told]] = frozenset({told.PersonRegistered, told.PersonSnapshot})
"""Nothing is shown of a person but what accounts itself answers."""
