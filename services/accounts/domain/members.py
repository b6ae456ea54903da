"""Who belongs to an organisation: one aggregate for each, whose facts carry the whole list.

An organisation with members always has an administrator; one without any is in the care of the tenant's organisers.
"""

import hashlib
from dataclasses import dataclass, replace

from shared.contracts.accounts.commands import AdmitMember, AskToJoin, EndMembership
from shared.contracts.accounts.events import MembershipChanged, MembersSnapshot
from shared.contracts.accounts.refusals import LastAdmin, NotAsked
from shared.contracts.accounts.values import Member, Standing
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound, TooLarge

MOST, MOST_ASKING = 500, 100
"""People with any standing, and of these who only ask: so that those who ask never keep out who is let in."""
BELONG = frozenset({Standing.MEMBER, Standing.ADMIN})


@dataclass(frozen=True, slots=True)
class Members:
    """Everybody with a standing in an organisation, in the order in which they came."""

    members_id: str
    organisation_id: str
    tenant_id: str
    members: tuple[Member, ...] = ()

    def standing(self, person_id: str) -> Standing | None:
        """What a person is in the organisation."""
        return next((m.standing for m in self.members if m.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation that the list is of; the list begins with the first who is on it."""

    organisation_id: str
    tenant_id: str


class LetIn(Command, wire="accounts.let_in", about="organisation_id", refuses=(LastAdmin,), internal=True):
    """Lets somebody in who need not ask: who has registered the organisation, or was invited into it."""

    organisation_id: Id
    """Where."""
    person_id: Id
    """Who."""
    admin: bool = False
    """Whether as an administrator."""


def members_id(organisation_id: str) -> str:
    """The id of an organisation's list, found from the organisation alone."""
    return hashlib.sha256(f"members\x1f{organisation_id}".encode()).hexdigest()[:32]


def ask(members: Members | None, command: AskToJoin, context: Context, place: Place | None) -> tuple[Event, ...]:
    """One more who asks; whoever has a standing already changes nothing. Refuses `TooLarge` where too many ask."""
    if place is None:
        raise NotFound
    listed = _listed(members, place)
    if listed.standing(context.actor_id) is not None:
        return ()
    if sum(m.standing is Standing.ASKED for m in listed.members) >= MOST_ASKING:
        raise TooLarge
    return (_changed(listed, context.actor_id, Standing.ASKED),)


def admit(members: Members | None, command: AdmitMember, _: Context) -> tuple[Event, ...]:
    """In as member or administrator; the first is an administrator in any case. Refuses `NotAsked`, `LastAdmin`."""
    if members is None:
        raise NotFound
    if members.standing(command.person_id) is None:
        raise NotAsked
    return _put(members, command.person_id, command.admin)


def let_in(members: Members | None, command: LetIn, _: Context, place: Place | None) -> tuple[Event, ...]:
    """In without having asked; nobody becomes less than before."""
    if place is None:
        raise NotFound
    listed = _listed(members, place)
    known = listed.standing(command.person_id)
    if known is Standing.ADMIN or (known is Standing.MEMBER and not command.admin):
        return ()
    return _put(listed, command.person_id, command.admin)


def end(members: Members | None, command: EndMembership, _: Context) -> tuple[Event, ...]:
    """Out; who isn't in changes nothing. Refuses `LastAdmin` while there are other members."""
    if members is None:
        raise NotFound
    if members.standing(command.person_id) is None:
        return ()
    return (_led(_changed(members, command.person_id, None)),)


def _put(members: Members, person_id: str, admin: bool) -> tuple[Event, ...]:
    others = any(m.standing in BELONG and m.person_id != person_id for m in members.members)
    standing = Standing.ADMIN if admin or not (others or members.standing(person_id) in BELONG) else Standing.MEMBER
    if members.standing(person_id) is standing:
        return ()
    return (_led(_changed(members, person_id, standing)),)


def _changed(members: Members, person_id: str, standing: Standing | None) -> MembershipChanged:
    known = {m.person_id: m for m in members.members}
    if standing is None:
        del known[person_id]
    else:
        known[person_id] = Member(person_id=person_id, standing=standing)
    if len(known) > MOST:
        raise TooLarge
    return MembershipChanged(
        members_id=members.members_id,
        organisation_id=members.organisation_id,
        tenant_id=members.tenant_id,
        person_id=person_id,
        members=tuple(known.values()),
    )


def _led(changed: MembershipChanged) -> MembershipChanged:
    standings = {m.standing for m in changed.members}
    if Standing.MEMBER in standings and Standing.ADMIN not in standings:
        raise LastAdmin
    return changed


def _listed(members: Members | None, place: Place) -> Members:
    return members or Members(members_id(place.organisation_id), place.organisation_id, place.tenant_id)


def apply(members: Members | None, event: Event) -> Members:
    """The list after the fact."""
    match event:
        case MembershipChanged() | MembersSnapshot():
            born = members or Members(event.members_id, event.organisation_id, event.tenant_id)
            return replace(born, members=event.members)
    raise TypeError(f"{type(event).__name__} is no fact of members")


def snapshot(members: Members) -> MembersSnapshot:
    """All that told facts have said."""
    return MembersSnapshot(
        members_id=members.members_id,
        organisation_id=members.organisation_id,
        tenant_id=members.tenant_id,
        members=members.members,
    )


def places(members: Members) -> Places:
    """Where the organisation is registered."""
    return Places(members.tenant_id, organisation_id=members.organisation_id)
