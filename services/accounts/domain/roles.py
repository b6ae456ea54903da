"""The roles of a person: one aggregate for each person, whose facts carry the whole list."""

import hashlib
from dataclasses import dataclass, replace

from services.accounts.domain.person import Person
from shared.contracts.accounts.commands import GrantRole, RevokeRole
from shared.contracts.accounts.events import RoleGranted, RoleRevoked, RolesSnapshot
from shared.contracts.accounts.refusals import LastOrganiser
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.errors import NotFound, Unavailable


@dataclass(frozen=True, slots=True)
class Roles:
    """What a person is, and where. `tenant_id` is that of the first role, and stays."""

    roles_id: str
    person_id: str
    tenant_id: str
    roles: tuple[Role, ...] = ()
    changes: int = 0
    """How often a role was granted or revoked."""


@dataclass(frozen=True, slots=True)
class Released:
    """What came of taking an organiser off the tenant's list before the role is revoked.

    `changes` are those of the roles that were read for it: of others nothing is known.
    """

    changes: int
    is_last: bool = False


def roles_id(person_id: str) -> str:
    """The id of a person's roles, found from the person alone."""
    return hashlib.sha256(f"roles\x1f{person_id}".encode()).hexdigest()[:32]


def grant(roles: Roles | None, command: GrantRole, _: Context, person: Person | None) -> tuple[Event, ...]:
    """A role more; one that is held already changes nothing. A stranger to the tenant is not found."""
    if person is None or person.tenant_id != command.role.tenant_id:
        raise NotFound
    held = roles.roles if roles else ()
    if command.role in held:
        return ()
    return (
        RoleGranted(
            roles_id=roles_id(command.person_id),
            person_id=command.person_id,
            granted=command.role,
            roles=(*held, command.role),
        ),
    )


def revoke(roles: Roles | None, command: RevokeRole, _: Context, released: Released | None) -> tuple[Event, ...]:
    """A role less; one that isn't held changes nothing. Who never had a role is not found, nor is a stranger.

    Refuses `LastOrganiser`, and `Unavailable` where the roles have changed since the organiser was released.
    """
    if roles is None:
        raise NotFound
    if command.role not in roles.roles:
        if roles.tenant_id != command.role.tenant_id:
            raise NotFound
        return ()
    if is_organiser_of_all(command.role):
        _refuse_unreleased(roles, released)
    left = tuple(r for r in roles.roles if r != command.role)
    return (RoleRevoked(roles_id=roles.roles_id, person_id=roles.person_id, revoked=command.role, roles=left),)


def is_organiser_of_all(role: Role) -> bool:
    """Whether whoever holds it organises a whole tenant, of which there must always be somebody."""
    return role == Role(name=RoleName.ORGANISER, tenant_id=role.tenant_id)


def _refuse_unreleased(roles: Roles, released: Released | None) -> None:
    if released is None or released.changes != roles.changes:
        raise Unavailable
    if released.is_last:
        raise LastOrganiser


def apply(roles: Roles | None, event: Event) -> Roles:
    """The roles after the fact."""
    match event:
        case RoleGranted():
            born = roles or Roles(event.roles_id, event.person_id, event.granted.tenant_id)
            return replace(born, roles=event.roles, changes=born.changes + 1)
        case RoleRevoked() if roles:
            return replace(roles, roles=event.roles, changes=roles.changes + 1)
        case RolesSnapshot():
            return replace(roles or _restored(event), roles=event.roles)
    raise TypeError(f"{type(event).__name__} is no fact of these roles")


def _restored(event: RolesSnapshot) -> Roles:
    tenant_id = event.roles[0].tenant_id if event.roles else ""
    return Roles(event.roles_id, event.person_id, tenant_id)


def snapshot(roles: Roles) -> RolesSnapshot:
    """All that told facts have said."""
    return RolesSnapshot(roles_id=roles.roles_id, person_id=roles.person_id, roles=roles.roles)


def places(roles: Roles) -> Places:
    """The tenant of the first role."""
    return Places(roles.tenant_id)
