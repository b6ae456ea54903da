"""Who may do what with invitations."""

from collections.abc import Mapping

from services.accounts.domain.invitation import AcceptAsInvited, EndInvitation, Invitation, Inviting, is_membership
from services.accounts.domain.invited import RegisterInvited
from services.accounts.domain.members import Members
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_invite(actor: Actor, command: commands.InvitePerson, invitation: Invitation | None, found: Inviting) -> Verdict:
    """Organisers of the whole tenant and clients with `roles:grant`; into an organisation also who administers it.

    Nobody learns of another's invitation by its id; who may not invite is told so whether or not it is taken.
    """
    if not _gives(actor, command.role, found.members):
        return Verdict.NO
    return Verdict.YES if invitation is None or invitation.invited_by == actor.id else Verdict.UNSEEN


def may_accept(actor: Actor, command: commands.AcceptInvitation, invitation: Invitation | None, _: object) -> Verdict:
    """Any person: what is shown is the token, and that it is another's is said by the rule."""
    return Verdict.YES if actor.is_person else Verdict.NO


def may_cancel(
    actor: Actor, command: commands.CancelInvitation, invitation: Invitation | None, members: Members | None
) -> Verdict:
    """Who has invited, and who might have."""
    if invitation is None:
        return Verdict.UNSEEN
    own = actor.signed_in and invitation.invited_by == actor.id
    return Verdict.YES if own or _gives(actor, invitation.role, members) else Verdict.UNSEEN


def _gives(actor: Actor, role: Role, members: Members | None) -> bool:
    if actor.has_scope("roles:grant", role.tenant_id) or actor.is_one_at(Places(role.tenant_id), RoleName.ORGANISER):
        return True
    if not actor.is_person or not is_membership(role) or members is None:
        return False
    return members.tenant_id == role.tenant_id and members.standing(actor.id) is Standing.ADMIN


ACCESS: Mapping[type[Command], May] = {
    commands.InvitePerson: may_invite,
    commands.AcceptInvitation: may_accept,
    commands.CancelInvitation: may_cancel,
    AcceptAsInvited: only_itself("accounts"),
    EndInvitation: only_itself("accounts"),
    RegisterInvited: only_itself("accounts"),
}
