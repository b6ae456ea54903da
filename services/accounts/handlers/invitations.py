"""Invitations: which rule decides which command, and what follows."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

from services.accounts.domain import invitation, invited
from services.accounts.domain.invitation import (
    AcceptAsInvited,
    Accepting,
    EndInvitation,
    Inviting,
    as_admin,
    is_membership,
    vault_name,
)
from services.accounts.domain.invited import RegisterInvited
from services.accounts.domain.members import LetIn, Members, members_id
from services.accounts.domain.roles import roles_id
from services.accounts.handlers.nouns import INVITATION, PERSON
from services.accounts.ports import Needs, Vault
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Do, Reactions
from shared.bus.sweeping import Timed
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import InvitationAccepted, InvitationEnded
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.places import Places
from shared.errors import NotFound


async def inviting(command: commands.InvitePerson, actor: Actor, needs: Needs) -> Inviting:
    """The place, who belongs to it, and the address as it may be kept: sealed for who may invite at all."""
    known, place_known, members = await asyncio.gather(
        needs.invitations.read(command.invitation_id),
        _place_known(command.role, needs),
        members_invited_to(command.role, needs),
    )
    key = needs.mail_key(command.mail)
    if known is not None or not place_known or not may_invite(actor, command, members):
        return Inviting(place_known, key, members=members)
    sealed = await needs.vault.seal(vault_name(command.invitation_id), invitation.MAIL, command.mail)
    return Inviting(place_known, key, sealed, members)


async def _place_known(role: Role, needs: Needs) -> bool:
    if role.organisation_id is None:
        return await needs.tenants.read(role.tenant_id) is not None
    found = await needs.organisations.read(role.organisation_id)
    return found is not None and found.state.tenant_id == role.tenant_id


async def members_invited_to(role: Role, needs: Needs) -> Members | None:
    """Who belongs to the organisation that somebody is invited into."""
    found = await needs.members.read(members_id(role.organisation_id)) if role.organisation_id else None
    return found.state if found else None


def may_invite(actor: Actor, command: commands.InvitePerson, members: Members | None) -> bool:
    """As the row in access, which is asked after this."""
    tenant_id = command.role.tenant_id
    if actor.has_scope("roles:grant", tenant_id) or actor.is_one_at(Places(tenant_id), RoleName.ORGANISER):
        return True
    into = is_membership(command.role) and members is not None and members.tenant_id == command.role.tenant_id
    return into and actor.is_person and members is not None and members.standing(actor.id) is Standing.ADMIN


async def accepting(command: commands.AcceptInvitation, actor: Actor, needs: Needs) -> Accepting:
    """Whether the token is this invitation's, and the addresses of who is signed in."""
    token_holds = needs.invitation_of(command.token.get_secret_value()) == command.invitation_id
    return await _accepting(token_holds, command.invitation_id, actor.id, needs)


async def accepting_as_invited(command: AcceptAsInvited, _: Actor, needs: Needs) -> Accepting:
    """The addresses of who has come in."""
    return await _accepting(True, command.invitation_id, command.person_id, needs)


async def _accepting(token_holds: bool, invitation_id: str, person_id: str, needs: Needs) -> Accepting:
    person, still_given = await asyncio.gather(needs.people.read(person_id), _still_given(invitation_id, needs))
    if person is None or not person.state.is_there:
        return Accepting(token_holds, still_given=still_given)
    own, claimed = person.state.mail_keys, person.state.claimed_key  # who has the token has read what was mailed there
    return Accepting(token_holds, person.state.tenant_id, (*own, claimed) if claimed else own, still_given)


async def _still_given(invitation_id: str, needs: Needs) -> bool:
    """An invitation does not outlive the power of the person who gave it; a client's ends with its own time."""
    known = await needs.invitations.read(invitation_id)
    if known is None or known.state.person_id is not None:
        return True
    giver, role = known.state.invited_by, known.state.role
    if await needs.people.read(giver) is None:
        return True
    held, members = await asyncio.gather(needs.roles.read(roles_id(giver)), members_invited_to(role, needs))
    organises = Role(name=RoleName.ORGANISER, tenant_id=role.tenant_id)
    if held is not None and organises in held.state.roles:
        return True
    return is_membership(role) and members is not None and members.standing(giver) is Standing.ADMIN


async def its_members(command: commands.CancelInvitation, _: Actor, needs: Needs) -> Members | None:
    """Who belongs to the organisation of an invitation."""
    known = await needs.invitations.read(command.invitation_id)
    return await members_invited_to(known.state.role, needs) if known else None


def what_was_promised(told: Incoming) -> Iterable[Command]:
    """Who has accepted gets the role, or is let in."""
    event = told.event
    if not isinstance(event, InvitationAccepted):
        return
    role = event.role
    if role.organisation_id is None:
        yield commands.GrantRole(person_id=event.person_id, role=role)
    else:
        yield LetIn(organisation_id=role.organisation_id, person_id=event.person_id, admin=as_admin(role))


class HasVault(Protocol):
    """What a reaction is given: the keys of what has ended."""

    @property
    def vault(self) -> Vault: ...


async def forget_address(told: Incoming, needs: HasVault) -> None:
    """The key of an invitation that has ended goes, and with it the address, wherever copies of it lie."""
    await needs.vault.destroy([vault_name(told.envelope.aggregate_id)])


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.InvitePerson, INVITATION, invitation.invite, inviting),
    PreparedHandler(commands.AcceptInvitation, INVITATION, invitation.accept, accepting),
    PreparedHandler(commands.CancelInvitation, INVITATION, invitation.cancel, its_members),
    PreparedHandler(AcceptAsInvited, INVITATION, invitation.accept_as_invited, accepting_as_invited),
    Handler(EndInvitation, INVITATION, invitation.end),
    Handler(RegisterInvited, PERSON, invited.register),
)
HEARD: Reactions = {
    InvitationAccepted: (Ask("keep the promise", what_was_promised, settled=(NotFound,)), Do(forget_address)),
    InvitationEnded: (Do(forget_address),),
}
TIMED: Timed = {(INVITATION.name, invitation.ENDS): lambda id_, _: EndInvitation(invitation_id=id_)}
