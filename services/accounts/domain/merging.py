"""Two accounts of one person become one: what the account that goes, the one that stays, and all that knows them say.

The account that goes keeps its id, which is a name of the other from now on, and its key, under which older texts of
the person are sealed. Its mail addresses, roles and places in organisations follow by reactions, each of which may
come twice.
"""

from dataclasses import dataclass

from services.accounts.domain.members import Members
from services.accounts.domain.person import Absorbed, Person, apply, snapshot
from services.accounts.domain.roles import Roles, roles_id
from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.commands import MergePerson
from shared.contracts.accounts.events import MembershipChanged, PersonErased, PersonMerged, RoleGranted
from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id
from shared.errors import NotFound

RANKS = (Standing.ASKED, Standing.MEMBER, Standing.ADMIN)


class AbsorbPerson(Command, wire="accounts.absorb_person", about="person_id", refuses=(no.MailTaken,), internal=True):
    """Takes over the mail addresses and old ids of an account that was joined with this one."""

    person_id: Id
    """The account that stays."""
    merged_id: Id
    """The account that went."""


class TakeRoles(Command, wire="accounts.take_roles", about="person_id", internal=True):
    """Gives the account that stays what the other holds."""

    person_id: Id
    """The account that stays."""
    merged_id: Id
    """The account that went."""


class TakePlace(Command, wire="accounts.take_place", about="organisation_id", internal=True):
    """Puts the account that stays in the other's place in an organisation."""

    organisation_id: Id
    """Where."""
    person_id: Id
    """The account that stays."""
    merged_id: Id
    """The account that went."""


@dataclass(frozen=True, slots=True)
class Merging:
    """The account that is to stay, and whether who asks has shown that both are theirs."""

    into: Person | None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Heritage:
    """What comes from an account that was joined with another."""

    mail_keys: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RolesTaken:
    """The roles of the account that went; none where nobody may take them."""

    roles: tuple[Role, ...] = ()


def merge(person: Person | None, command: MergePerson, _: Context, found: Merging) -> tuple[Event, ...]:
    """Joined with an account of the same tenant, once; again changes nothing.

    Refuses `SamePerson`, `PersonMerged` where either is joined with a third already, `NotFound` for who isn't there.
    """
    if command.person_id == command.into_id:
        raise no.SamePerson
    into = found.into
    if person is None or person.erased or into is None or into.erased or into.tenant_id != person.tenant_id:
        raise NotFound
    if person.into_id == command.into_id:
        return ()
    if person.into_id is not None or into.into_id is not None:
        raise no.PersonMerged
    return (PersonMerged(person_id=person.person_id, tenant_id=person.tenant_id, into_id=command.into_id),)


def absorb(person: Person | None, command: AbsorbPerson, _: Context, found: Heritage) -> tuple[Event, ...]:
    """What the account that went leaves behind. The whole is told, so that whoever follows this one takes it on.

    Where this account is erased by now, the other is too. Where each was joined with the other at one moment, the one
    whose id comes first stays.
    """
    if person is None:
        raise NotFound
    ids = tuple(i for i in found.ids if i != person.person_id and i not in person.absorbed)
    if person.erased:
        return (_erased_too(person, ids),) if ids else ()
    keys = tuple(key for key in found.mail_keys if key not in (*person.mail_keys, *person.passed_on))
    returns = person.into_id == command.merged_id and person.person_id < command.merged_id
    if not (ids or keys or returns):
        return ()
    taken = Absorbed(mail_keys=keys, ids=ids, returns=returns)
    return (taken, snapshot(apply(person, taken)))


def _erased_too(person: Person, ids: tuple[str, ...]) -> PersonErased:
    return PersonErased(person_id=person.person_id, tenant_id=person.tenant_id, merged=(*person.absorbed, *ids))


def take_roles(roles: Roles | None, command: TakeRoles, _: Context, found: RolesTaken) -> tuple[Event, ...]:
    """Each role that isn't held yet."""
    held = roles.roles if roles else ()
    granted: list[Event] = []
    for role in found.roles:
        if role not in held:
            held = (*held, role)
            told = RoleGranted(
                roles_id=roles_id(command.person_id), person_id=command.person_id, granted=role, roles=held
            )
            granted.append(told)
    return tuple(granted)


def take_place(members: Members | None, command: TakePlace, _: Context) -> tuple[Event, ...]:
    """In with the higher standing of the two, where the other was in the list; then the other out."""
    old = members.standing(command.merged_id) if members else None
    if members is None or old is None:
        return ()
    own = members.standing(command.person_id)
    best = max((old, own or old), key=RANKS.index)
    rest = tuple(m for m in members.members if m.person_id != command.person_id)
    place = next(n for n, m in enumerate(rest) if m.person_id == command.merged_id)
    both = (*rest[:place], Member(person_id=command.person_id, standing=best), *rest[place:])
    left = tuple(m for m in both if m.person_id != command.merged_id)
    return (_changed(members, command.person_id, both), _changed(members, command.merged_id, left))


def _changed(members: Members, person_id: str, listed: tuple[Member, ...]) -> MembershipChanged:
    return MembershipChanged(
        members_id=members.members_id,
        organisation_id=members.organisation_id,
        tenant_id=members.tenant_id,
        person_id=person_id,
        members=listed,
    )
