"""People with an account, and their roles."""

from typing import Annotated

from pydantic import Field, SecretStr

from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.values import Language, Mail, PersonName, Phone
from shared.contracts.commands import Command
from shared.contracts.values import Id
from shared.errors import N_

Password = Annotated[SecretStr, Field(min_length=10, max_length=200, title=N_("Password"))]
"""At least ten characters of any kind."""


class RegisterPerson(Command, wire="accounts.register_person", about="person_id", refuses=(no.PersonExists,)):
    """Makes an account, with a password or without; the answer is the same whoever has the mail address.

    The address is the person's once it was confirmed by a mail. Name and mail stay within accounts.
    """

    person_id: Id
    """The new person."""
    tenant_id: Id
    """Where the account is made."""
    name: PersonName
    """As the person writes it."""
    mail: Annotated[Mail, Field(title=N_("Mail address"))]
    """Where mail reaches the person."""
    password: Password | None = None
    """At least ten characters of any kind; it signs in once the address was confirmed. Without one, mailed links do."""
    language: Language = "vi"
    """In which the person is written to."""


class VouchForMail(Command, wire="accounts.vouch_for_mail", about="person_id", refuses=(no.MailTaken,)):
    """Confirms a person's mail address in place of a mail: for a client with `people:vouch`, who knows it is theirs."""

    person_id: Id
    """Whose."""


class ClaimMail(Command, wire="accounts.claim_mail", about="person_id", refuses=(no.MailConfirmed,), in_person=True):
    """Says where one's mail is read, as long as no address is confirmed: after a printed code, or to put a slip right.

    The address is the person's once it was confirmed by a mail; whoever else has it changes nothing.
    """

    person_id: Id
    """Whose."""
    mail: Annotated[Mail, Field(title=N_("Mail address"))]
    """Where mail reaches the person."""


class ReviseProfile(Command, wire="accounts.revise_profile", about="person_id"):
    """Changes what a person is called and where reached, whole."""

    person_id: Id
    """Whose."""
    name: PersonName
    """As the person writes it."""
    phone: Annotated[Phone | None, Field(title=N_("Phone"))] = None
    """Where calls reach the person."""
    language: Language = "vi"
    """In which the person is written to."""


class ChangePassword(
    Command,
    wire="accounts.change_password",
    about="person_id",
    refuses=(no.WrongCredentials, no.TooManyAttempts),
    in_person=True,
):
    """Sets a password; the other sessions of the person end."""

    person_id: Id
    """Whose."""
    current: Annotated[SecretStr | None, Field(max_length=200, title=N_("Password until now"))] = None
    """The password until now, where there is one."""
    password: Annotated[SecretStr, Field(min_length=10, max_length=200, title=N_("New password"))]
    """At least ten characters of any kind."""


class MergePerson(
    Command, wire="accounts.merge_person", about="person_id", refuses=(no.PersonMerged, no.SamePerson), grave=True
):
    """Joins two accounts of one person: what the first was, the second is from now on."""

    person_id: Id
    """The account that goes."""
    into_id: Id
    """The account that stays, of the same tenant."""


class GrantRole(Command, wire="accounts.grant_role", about="person_id", grave=True):
    """Gives a person a role at a place."""

    person_id: Id
    """Who is given it."""
    role: Role
    """What, and where."""


class RevokeRole(Command, wire="accounts.revoke_role", about="person_id", refuses=(no.LastOrganiser,), in_person=True):
    """Takes a role from a person; it holds everywhere within a second."""

    person_id: Id
    """Whose it was."""
    role: Role
    """What, and where."""
