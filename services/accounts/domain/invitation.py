"""An invitation by mail, to a role or into an organisation. The address is forgotten when it ends, however it does."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.accounts.domain.members import Members
from shared.contracts.accounts.commands import AcceptInvitation, CancelInvitation, InvitePerson
from shared.contracts.accounts.events import (
    InvitationAccepted,
    InvitationEnded,
    InvitationSent,
    InvitationSnapshot,
)
from shared.contracts.accounts.refusals import InvitationExists, LinkExpired, LinkForAnother, LinkUsed
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound

LASTS = timedelta(days=14)
ENDS = "ends"
"""The timer."""
MAIL = "invited mail"
"""What the address is sealed as, under a key of the invitation's own."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it stands; once it has ended, nothing of the address is left in it."""

    invitation_id: str
    tenant_id: str
    role: Role
    invited_by: str
    language: str
    expires_at: datetime
    mail_key: str = ""
    sealed_mail: str = ""
    person_id: str | None = None
    ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted, by its state alone."""
        return self.person_id is None and not self.ended


class InvitedKept(Kept):
    """Who is invited, as only accounts knows it."""

    mail_key: str
    sealed_mail: str


@dataclass(frozen=True, slots=True)
class Inviting:
    """What inviting needs beside the command. `place_known`: the tenant is there, and the organisation in it."""

    place_known: bool
    mail_key: str = ""
    sealed_mail: str = ""
    members: Members | None = None


@dataclass(frozen=True, slots=True)
class Accepting:
    """What accepting needs beside the command: whether the token holds, and the mail keys of who accepts."""

    token_holds: bool
    tenant_id: str = ""
    mail_keys: tuple[str, ...] = ()
    still_given: bool = True
    """Whether who has invited may still give what was promised."""


class AcceptAsInvited(Command, wire="accounts.accept_as_invited", about="invitation_id", internal=True,
                      refuses=(LinkExpired, LinkUsed, LinkForAnother)):  # fmt: skip
    """Accepts for who came in by the link itself."""

    invitation_id: Id
    """Which."""
    person_id: Id
    """Who came in."""


class EndInvitation(Command, wire="accounts.end_invitation", about="invitation_id", internal=True):
    """Its time is over."""

    invitation_id: Id
    """Which."""


def vault_name(invitation_id: str) -> str:
    """Under what name the key of an invitation lies in the vault: no person's id holds a dot, so that an invitation
    that somebody gave a person's id ends without that person's key."""
    return f"invitation.{invitation_id}"


def is_membership(role: Role) -> bool:
    """Whether who is invited becomes a member of an organisation, in place of getting a role."""
    return role.organisation_id is not None


def as_admin(role: Role) -> bool:
    """Whether who is invited into an organisation is to administer it."""
    return role.name is RoleName.ORGANISER


def invite(
    invitation: Invitation | None, command: InvitePerson, context: Context, found: Inviting
) -> tuple[Event, ...]:
    """A new invitation; the same content again changes nothing.

    Refuses `InvitationExists` for other content, `NotFound` for a place that isn't there.
    """
    if invitation is not None:
        asked = (command.role, command.language, found.mail_key)
        if asked != (invitation.role, invitation.language, invitation.mail_key):
            raise InvitationExists
        return ()
    if not found.place_known:
        raise NotFound
    sent = InvitationSent(
        invitation_id=command.invitation_id,
        tenant_id=command.role.tenant_id,
        role=command.role,
        invited_by=context.actor_id,
        language=command.language,
        expires_at=context.now + LASTS,
    )
    return sent, InvitedKept(mail_key=found.mail_key, sealed_mail=found.sealed_mail)


def accept(
    invitation: Invitation | None, command: AcceptInvitation, context: Context, found: Accepting
) -> tuple[Event, ...]:
    """Accepted by who is signed in, once; by the same person again it changes nothing.

    Refuses `LinkExpired` a token that holds no more or never did, `LinkUsed`, and `LinkForAnother` where the mail went
    to another address.
    """
    return _accepted(invitation, context.actor_id, context, found)


def accept_as_invited(
    invitation: Invitation | None, command: AcceptAsInvited, context: Context, found: Accepting
) -> tuple[Event, ...]:
    """As `accept`, for who came in by the link."""
    return _accepted(invitation, command.person_id, context, found)


def _accepted(invitation: Invitation | None, person_id: str, context: Context, found: Accepting) -> tuple[Event, ...]:
    if invitation is None or not found.token_holds or not found.still_given:
        raise LinkExpired
    if invitation.person_id is not None:
        if invitation.person_id != person_id:
            raise LinkUsed
        return ()
    if invitation.ended or context.now >= invitation.expires_at:
        raise LinkExpired
    if found.tenant_id != invitation.tenant_id or invitation.mail_key not in found.mail_keys:
        raise LinkForAnother
    return (
        InvitationAccepted(
            invitation_id=invitation.invitation_id,
            tenant_id=invitation.tenant_id,
            role=invitation.role,
            person_id=person_id,
        ),
    )


def cancel(invitation: Invitation | None, _: CancelInvitation, __: Context, ___: object) -> tuple[Event, ...]:
    """Taken back; what has ended changes nothing. Refuses `LinkUsed` what was accepted."""
    if invitation is None:
        raise NotFound
    if invitation.person_id is not None:
        raise LinkUsed
    return _ended(invitation, expired=False)


def end(invitation: Invitation | None, _: EndInvitation, context: Context) -> tuple[Event, ...]:
    """Expired; before its time, or again, nothing changes."""
    if invitation is None or not invitation.is_open or context.now < invitation.expires_at:
        return ()
    return _ended(invitation, expired=True)


def _ended(invitation: Invitation, expired: bool) -> tuple[Event, ...]:
    if invitation.ended:
        return ()
    ended = InvitationEnded(invitation_id=invitation.invitation_id, tenant_id=invitation.tenant_id, expired=expired)
    return (ended,)


def apply(invitation: Invitation | None, event: Event) -> Invitation:
    """The invitation after the fact."""
    match event:
        case InvitationSent():
            return Invitation(**dict(event))
        case InvitedKept() if invitation:
            return replace(invitation, **dict(event))
        case InvitationAccepted() if invitation:
            return _forgotten(replace(invitation, person_id=event.person_id))
        case InvitationEnded() if invitation:
            return _forgotten(replace(invitation, ended=True))
        case InvitationSnapshot():
            return replace(invitation, **dict(event)) if invitation else Invitation(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of this invitation")


def _forgotten(invitation: Invitation) -> Invitation:
    return replace(invitation, mail_key="", sealed_mail="")


def snapshot(invitation: Invitation) -> InvitationSnapshot:
    """All that told facts have said."""
    told = {name: getattr(invitation, name) for name in InvitationSnapshot.model_fields}
    return InvitationSnapshot(**told)


def places(invitation: Invitation) -> Places:
    """Where the role is to be held."""
    return Places(**invitation.role.model_dump(exclude={"name"}))
