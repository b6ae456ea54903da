"""Invitations by mail, to a role or into an organisation."""

from typing import Annotated

from pydantic import Field, SecretStr

from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.values import Language, Mail
from shared.contracts.commands import Command
from shared.contracts.values import Id
from shared.errors import N_


class InvitePerson(
    Command, wire="accounts.invite_person", about="invitation_id", refuses=(no.InvitationExists,), in_person=True
):
    """Invites somebody by mail. The address is kept only until the invitation has ended."""

    invitation_id: Id
    """The new invitation."""
    mail: Annotated[Mail, Field(title=N_("Mail address"))]
    """Who is invited."""
    role: Role
    """What the person will be, and where; at an organisation, a member of it."""
    language: Language = "vi"
    """In which the mail is written."""


class AcceptInvitation(
    Command,
    wire="accounts.accept_invitation",
    about="invitation_id",
    refuses=(no.LinkExpired, no.LinkUsed, no.LinkForAnother),
):
    """Accepts with the account that is signed in; the mailed token proves who was invited."""

    invitation_id: Id
    """Which."""
    token: Annotated[SecretStr, Field(min_length=20, max_length=300)]
    """What stood in the mail."""


class CancelInvitation(Command, wire="accounts.cancel_invitation", about="invitation_id", refuses=(no.LinkUsed,)):
    """Takes an invitation back; its link opens nothing more."""

    invitation_id: Id
    """Which."""
