"""Commands, events and states of accounts."""

from datetime import UTC, datetime
from typing import Any

from services.accounts.domain.invitation import Invitation
from services.accounts.domain.members import Members, members_id
from services.accounts.domain.organisation import Organisation
from services.accounts.domain.person import Person, Registering, born_of
from services.accounts.domain.roles import Roles, roles_id
from services.accounts.domain.tenant import Tenant
from shared.contracts.accounts import commands, events
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.values import Text

TENANT = "tenant-bac-ninh"
OTHER_TENANT = "tenant-da-nang"
PERSON = "person-lan-0001"
OTHER_PERSON = "person-minh-0002"
ORGANISATION = "organisation-01"
INVITATION = "invitation-0001"
PASSWORD = "mười chữ trở lên"


def text(vi: str = "Bắc Ninh", en: str | None = None) -> Text:
    return Text(vi=vi, en=en)


def role(name: str = "organiser", tenant_id: str = TENANT, **place: str | None) -> Role:
    return Role(name=RoleName(name), tenant_id=tenant_id, **place)


def create_tenant(**given: Any) -> commands.CreateTenant:
    return commands.CreateTenant(**{"tenant_id": TENANT, "slug": "bac-ninh", "name": text(), **given})


def register_person(**given: Any) -> commands.RegisterPerson:
    usual = {
        "person_id": PERSON,
        "tenant_id": TENANT,
        "name": "Nguyễn Thị Lan",
        "mail": "lan@example.vn",
        "password": PASSWORD,
    }
    return commands.RegisterPerson(**{**usual, **given})


def grant_role(**given: Any) -> commands.GrantRole:
    return commands.GrantRole(**{"person_id": PERSON, "role": role(), **given})


def revoke_role(**given: Any) -> commands.RevokeRole:
    return commands.RevokeRole(**{"person_id": PERSON, "role": role(), **given})


def register_organisation(**given: Any) -> commands.RegisterOrganisation:
    return commands.RegisterOrganisation(**{**_organisation(), **given})


def revise_organisation(**given: Any) -> commands.ReviseOrganisation:
    usual = {name: value for name, value in _organisation().items() if name != "tenant_id"}
    return commands.ReviseOrganisation(**{**usual, **given})


def _organisation() -> dict[str, Any]:
    return {
        "organisation_id": ORGANISATION,
        "tenant_id": TENANT,
        "name": "Nấm Việt",
        "website": "https://namviet.example",
        "country": "VN",
        "location": "Bắc Ninh",
        "founded_year": 2023,
        "team_size": 5,
    }


def tenant_created(**given: Any) -> events.TenantCreated:
    return events.TenantCreated(**{"tenant_id": TENANT, "slug": "bac-ninh", "name": text(), **given})


def person_registered(**given: Any) -> events.PersonRegistered:
    return events.PersonRegistered(**{"person_id": PERSON, "tenant_id": TENANT, **given})


def person_snapshot(**given: Any) -> events.PersonSnapshot:
    return events.PersonSnapshot(**{"person_id": PERSON, "tenant_id": TENANT, **given})


def role_granted(granted: Role | None = None, person_id: str = PERSON, **given: Any) -> events.RoleGranted:
    one = granted or role()
    usual = {"roles_id": roles_id(person_id), "person_id": person_id, "granted": one, "roles": (one,)}
    return events.RoleGranted(**{**usual, **given})


def role_revoked(revoked: Role | None = None, person_id: str = PERSON, **given: Any) -> events.RoleRevoked:
    usual = {"roles_id": roles_id(person_id), "person_id": person_id, "revoked": revoked or role(), "roles": ()}
    return events.RoleRevoked(**{**usual, **given})


def organisation_registered(**given: Any) -> events.OrganisationRegistered:
    return events.OrganisationRegistered(**{"registered_by": PERSON, **_organisation(), **given})


def membership_changed(*listed: Member, **given: Any) -> events.MembershipChanged:
    usual = {"members_id": members_id(ORGANISATION), "organisation_id": ORGANISATION, "tenant_id": TENANT}
    return events.MembershipChanged(**{**usual, "person_id": PERSON, "members": listed, **given})


def invite_person(**given: Any) -> commands.InvitePerson:
    usual = {"invitation_id": INVITATION, "mail": "minh@example.vn", "role": role("judge", edition_id="edition-2026")}
    return commands.InvitePerson(**{**usual, **given})


def accept_invitation(token: str = "a token that nobody has made", **given: Any) -> commands.AcceptInvitation:
    return commands.AcceptInvitation(**{"invitation_id": INVITATION, "token": token, **given})


def invitation(**given: Any) -> Invitation:
    usual = {
        "invitation_id": INVITATION,
        "tenant_id": TENANT,
        "role": role("judge", edition_id="edition-2026"),
        "invited_by": "person-hanh-04",
        "language": "vi",
        "expires_at": datetime(2026, 11, 10, 10, 0, tzinfo=UTC),
        "mail_key": "key-of-minh",
        "sealed_mail": "sealed",
    }
    return Invitation(**{**usual, **given})


def tenant(**given: Any) -> Tenant:
    usual = {"tenant_id": TENANT, "slug": "bac-ninh", "name": text(), "addresses": ("bac-ninh",)}
    return Tenant(**{**usual, **given})


def merge_person(**given: Any) -> commands.MergePerson:
    """Minh's account goes into Lan's."""
    return commands.MergePerson(**{"person_id": OTHER_PERSON, "into_id": PERSON, **given})


def vouch(**given: Any) -> commands.VouchForMail:
    return commands.VouchForMail(**{"person_id": PERSON, **given})


def claim_mail(**given: Any) -> commands.ClaimMail:
    return commands.ClaimMail(**{"person_id": PERSON, "mail": "lan@example.vn", **given})


def revise_profile(**given: Any) -> commands.ReviseProfile:
    return commands.ReviseProfile(**{"person_id": PERSON, "name": "Trần Thị Lan", "phone": "0912 345 678", **given})


def person(**given: Any) -> Person:
    usual = {"mail_keys": ("key-of-lan",), "details": "box-of-lan", "credentials": "box-of-password"}
    return Person(**{"person_id": PERSON, "tenant_id": TENANT, **usual, **given})


def unproven(**given: Any) -> Person:
    """As Lan has just registered, her address shown by nobody."""
    born = {"born_of": born_of(PERSON, "command-0001"), "claimed_at": datetime(2026, 10, 27, 10, 0, tzinfo=UTC)}
    return person(**{"mail_keys": (), "claimed_key": "key-of-lan", **born, **given})


def registering(**given: Any) -> Registering:
    usual = {"tenant_known": True, "mail_key": "key-of-lan", "domain_key": "key-of-example"}
    return Registering(**{**usual, "details": "box-of-lan", "credentials": "box-of-password", **given})


def roles(*held: Role, person_id: str = PERSON, tenant_id: str = TENANT) -> Roles:
    return Roles(roles_id(person_id), person_id, tenant_id, held)


def members(**standings: str) -> Members:
    """By first names: `lan` is PERSON, `minh` OTHER_PERSON."""
    known = {"lan": PERSON, "minh": OTHER_PERSON}
    listed = tuple(Member(person_id=known.get(who, who), standing=Standing(s)) for who, s in standings.items())
    return Members(members_id(ORGANISATION), ORGANISATION, TENANT, listed)


def organisation(**given: Any) -> Organisation:
    return Organisation(**{"registered_by": PERSON, **_organisation(), **given})
