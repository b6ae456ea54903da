"""Who may see tenants, organisations, roles and invitations."""

from collections.abc import Mapping

from gateway.graph.conditions import NOTHING, Condition
from gateway.graph.rules.rule import TypeRule, all_seen, anyone, at, client, nobody_else, own, tenant_organisers
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import RoleName


def organisation_rows(viewer: Viewer) -> Condition:
    """Its staff, who registered it, belongs to it or asks to, and clients that may read entries or organisations."""
    related = own(viewer, "registered_by") | own(viewer, "belonging") | own(viewer, "asking")
    clients = client(viewer, "entries:read") | client(viewer, "organisations:read")
    return organisation_staff(viewer) | related | clients


def organisation_staff(viewer: Viewer) -> Condition:
    """Organisers and moderators of its whole tenant, or for the organisation."""
    tenant_wide = tuple(r for r in viewer.roles if r.edition_id is None and r.programme_id is None)
    held = NOTHING
    for role in tenant_wide:
        if role.name in (RoleName.ORGANISER, RoleName.MODERATOR):
            held |= at(role)
    return held


def organisation_persons(viewer: Viewer) -> Condition:
    """Who registered an organisation is for its staff, its members and for that person; programs aren't told."""
    return organisation_members(viewer) | own(viewer, "registered_by")


def organisation_members(viewer: Viewer) -> Condition:
    """Who belongs to an organisation is for those who do, and for its staff; who only asks to learns nothing."""
    return organisation_staff(viewer) | own(viewer, "belonging")


def role_holder_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and the person alone."""
    return tenant_organisers(viewer) | own(viewer, "person_id")


def invitation_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and who has invited."""
    return tenant_organisers(viewer) | own(viewer, "invited_by")


RULES: Mapping[str, TypeRule] = {
    "Tenant": TypeRule(anyone, all_seen("id", "tenantId", "slug", "aliases", "name", "editions")),
    "Organisation": TypeRule(
        organisation_rows,
        {
            **all_seen(
                "id", "organisationId", "tenantId", "name", "website", "country", "location", "foundedYear",
                "teamSize", "legalName", "taxCode", "household", "foundedOn", "sector", "size", "verified",
                "viewerStanding", "tenant", "entries",
            ),
            "registeredBy": organisation_persons,
            "members": organisation_members,
        },
    ),
    "RoleHolder": TypeRule(role_holder_rows, all_seen("id", "personId", "tenantId", "person", "roles")),
    "Invitation": TypeRule(
        invitation_rows,
        all_seen(
            "id", "invitationId", "tenantId", "role", "status", "expiresAt", "invitedBy", "inviter", "acceptedBy",
        ),
    ),
    "Person": TypeRule(anyone, all_seen("id", "personId", "name")),
    "Viewer": TypeRule(
        nobody_else,
        dict.fromkeys(("id", "kind", "tenantId", "person", "roles", "entries", "drafts"), nobody_else),
    ),
}  # fmt: skip

CARRIERS = frozenset({"HeldRole", "Membership", "ViewerRole"})
