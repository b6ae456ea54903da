"""A person is erased: what the aggregates that know the person say to it."""

from services.accounts.domain.members import Members
from services.accounts.domain.person import Person
from services.accounts.domain.roles import Roles
from shared.contracts.accounts.events import MembershipChanged, PersonErased, RoleRevoked
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id
from shared.errors import NotFound


class ErasePerson(Command, wire="accounts.erase_person", about="person_id", internal=True):
    """Drops all that the person's state holds, and says so to whoever keeps more."""

    person_id: Id
    """Who."""


class ForgetRoles(Command, wire="accounts.forget_roles", about="person_id", internal=True):
    """Takes all roles from a person who is gone."""

    person_id: Id
    """Whose."""


class PutOut(Command, wire="accounts.put_out", about="organisation_id", internal=True):
    """Takes a person who is gone out of an organisation; its first member leads it then, if nobody else does."""

    organisation_id: Id
    """Where."""
    person_id: Id
    """Who."""


def erase(person: Person | None, command: ErasePerson, _: Context) -> tuple[Event, ...]:
    """Erased with all accounts that were joined with it; again changes nothing, nor for who has become another."""
    if person is None:
        raise NotFound
    if not person.is_there:
        return ()
    return (PersonErased(person_id=person.person_id, tenant_id=person.tenant_id, merged=person.absorbed),)


def forget_roles(roles: Roles | None, command: ForgetRoles, _: Context) -> tuple[Event, ...]:
    """Every role revoked, one after the other; a tenant's last organiser may be erased like anybody."""
    held = roles.roles if roles else ()
    return tuple(
        RoleRevoked(
            roles_id=roles.roles_id if roles else "",
            person_id=command.person_id,
            revoked=role,
            roles=held[n + 1 :],
        )
        for n, role in enumerate(held)
    )


def put_out(members: Members | None, command: PutOut, _: Context) -> tuple[Event, ...]:
    """Out, and the organisation handed over where that leaves members without an administrator."""
    if members is None or members.standing(command.person_id) is None:
        return ()
    left = tuple(m for m in members.members if m.person_id != command.person_id)
    out = _changed(members, command.person_id, left)
    if any(m.standing is Standing.ADMIN for m in left):
        return (out,)
    heir = next((m for m in left if m.standing is Standing.MEMBER), None)
    if heir is None:
        return (out,)
    lifted = Member(person_id=heir.person_id, standing=Standing.ADMIN)
    return (out, _changed(members, heir.person_id, tuple(lifted if m is heir else m for m in left)))


def _changed(members: Members, person_id: str, left: tuple[Member, ...]) -> MembershipChanged:
    return MembershipChanged(
        members_id=members.members_id,
        organisation_id=members.organisation_id,
        tenant_id=members.tenant_id,
        person_id=person_id,
        members=left,
    )
