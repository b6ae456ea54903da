"""What accounts tells, as rows."""

from collections.abc import Iterable, Mapping

from gateway.projections.rows import Fields, Index, Projected, row_of
from gateway.projections.sorting import sort_key
from shared.bus.messages import Incoming
from shared.bus.projection import Row
from shared.contracts.accounts import events as told
from shared.contracts.accounts.values import InvitationStatus, Standing
from shared.contracts.events import Told


def _tenant(event: told.TenantCreated | told.TenantRenamed | told.TenantSnapshot) -> Fields:
    aliases = [] if isinstance(event, told.TenantCreated) else list(event.aliases)
    return {"tenant_id": event.tenant_id, "slug": event.slug, "name": event.name.model_dump(), "aliases": aliases}


def _roles(incoming: Incoming) -> Iterable[Row]:
    """By the person, and by the tenant: nobody holds a role at two."""
    event, seq = incoming.event, incoming.envelope.seq
    if isinstance(event, told.RoleGranted | told.RoleRevoked | told.RolesSnapshot):
        fields = {
            "person_id": event.person_id,
            "tenant_id": incoming.envelope.tenant_id,
            "roles": [role.model_dump(mode="json") for role in event.roles],
            "names": sorted({role.name.value for role in event.roles}),
        }
        yield Row("roles", incoming.envelope.aggregate_id, "roles", seq, fields)


def _registered(event: told.OrganisationRegistered) -> Fields:
    return {**_organisation(event), "registered_by": event.registered_by, "verified": False}


def _revised(event: told.OrganisationRevised) -> Fields:
    return {**_organisation(event), "verified": event.verified}


def _verified(event: told.OrganisationVerified) -> Fields:
    return {"verified": event.verified}


def _snapshot(event: told.OrganisationSnapshot) -> Fields:
    return {**_organisation(event), "registered_by": event.registered_by, "verified": event.verified}


def _organisation(
    event: told.OrganisationRegistered | told.OrganisationRevised | told.OrganisationSnapshot,
) -> Fields:
    return {
        "organisation_id": event.organisation_id,
        "tenant_id": event.tenant_id,
        "name": event.name,
        "name_key": sort_key(event.name),
        "website": event.website,
        "country": event.country,
        "location": event.location,
        "founded_year": event.founded_year,
        "team_size": event.team_size,
        "legal_name": event.legal_name,
        "tax_code": event.tax_code,
        "household": event.household,
        "founded_on": event.founded_on and event.founded_on.isoformat(),
        "sector": event.sector and event.sector.value,
        "size": event.size and event.size.value,
    }


def _members(incoming: Incoming) -> Iterable[Row]:
    """Within the organisation's row; a row of its own says how far they are told."""
    event, seq = incoming.event, incoming.envelope.seq
    if isinstance(event, told.MembershipChanged | told.MembersSnapshot):
        listed = [member.model_dump(mode="json") for member in event.members]
        belonging = [m.person_id for m in event.members if m.standing is not Standing.ASKED]
        asking = [m.person_id for m in event.members if m.standing is Standing.ASKED]
        fields = {"members": listed, "belonging": belonging, "asking": asking}
        yield Row("organisations", event.organisation_id, "members", seq, fields)
        yield Row("members", event.members_id, "members", seq, {"organisation_id": event.organisation_id})


def _invitation(event: told.InvitationSent) -> Fields:
    return {**_invited(event), "status": InvitationStatus.OPEN.value, "person_id": None}


def _accepted(event: told.InvitationAccepted) -> Fields:
    return {"status": InvitationStatus.ACCEPTED.value, "person_id": event.person_id}


def _ended(event: told.InvitationEnded) -> Fields:
    return {"status": InvitationStatus.ENDED.value}


def _invitation_snapshot(event: told.InvitationSnapshot) -> Fields:
    status = InvitationStatus.ACCEPTED if event.person_id else InvitationStatus.OPEN
    ended = InvitationStatus.ENDED if event.ended else status
    return {**_invited(event), "status": ended.value, "person_id": event.person_id}


def _invited(event: told.InvitationSent | told.InvitationSnapshot) -> Fields:
    return {
        "invitation_id": event.invitation_id,
        "tenant_id": event.tenant_id,
        "role": event.role.model_dump(mode="json"),
        "role_name": event.role.name.value,
        "organisation_id": event.role.organisation_id,
        "invited_by": event.invited_by,
        "language": event.language,
        "expires_at": event.expires_at,
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
    told.TenantRenamed: row_of("tenants", "tenant", _tenant),
    told.TenantSnapshot: row_of("tenants", "tenant", _tenant),
    told.RoleGranted: _roles,
    told.RoleRevoked: _roles,
    told.RolesSnapshot: _roles,
    told.OrganisationRegistered: row_of("organisations", "organisation", _registered),
    told.OrganisationRevised: row_of("organisations", "organisation", _revised),
    told.OrganisationVerified: row_of("organisations", "organisation", _verified),
    told.OrganisationSnapshot: row_of("organisations", "organisation", _snapshot),
    told.MembershipChanged: _members,
    told.MembersSnapshot: _members,
    told.InvitationSent: row_of("invitations", "invitation", _invitation),
    told.InvitationAccepted: row_of("invitations", "invitation", _accepted),
    told.InvitationEnded: row_of("invitations", "invitation", _ended),
    told.InvitationSnapshot: row_of("invitations", "invitation", _invitation_snapshot),
    told.JobChanged: row_of("jobs", "job", _job),
    told.JobSnapshot: row_of("jobs", "job", _job),
}

NOT_PROJECTED: frozenset[type[Told]] = frozenset(
    {
        told.PersonRegistered,
        told.PasswordChanged,
        told.PersonMerged,
        told.PersonErased,
        told.PersonSnapshot,
        told.SignInAsked,
        told.SignInSnapshot,
        told.SecondFactorSwitched,
        told.SecondFactorSnapshot,
        told.CodesIssued,
        told.CodeUsed,
        told.CodesSnapshot,
    }
)
"""Nothing is shown of a person but what accounts itself answers."""

INDEXES: Mapping[str, tuple[Index, ...]] = {
    "tenants": ((("slug", 1),), (("aliases", 1),)),
    "roles": ((("person_id", 1),), (("tenant_id", 1), ("names", 1), ("_id", 1))),
    "organisations": (
        (("tenant_id", 1), ("name_key", 1), ("_id", 1)),
        (("registered_by", 1),),
        (("belonging", 1),),
        (("asking", 1),),
        (("tax_code", 1),),
    ),
    "members": ((("organisation_id", 1),),),
    "invitations": (
        (("tenant_id", 1), ("expires_at", -1), ("_id", -1)),
        (("invited_by", 1), ("expires_at", -1), ("_id", -1)),
    ),
    "jobs": (
        (("requested_by", 1), ("asked_at", -1), ("_id", -1)),
        (("tenant_id", 1), ("asked_at", -1), ("_id", -1)),
    ),
}

BELONGING: Mapping[str, str] = {"roles": "person_id"}
