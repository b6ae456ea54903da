"""A person with an account. What names the person stands in one box, which a vault can seal as a whole."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, replace

from shared.contracts.accounts.commands import RegisterPerson
from shared.contracts.accounts.events import PersonRegistered, PersonSnapshot
from shared.contracts.accounts.refusals import PersonExists
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Box:
    """Everything that names a person or opens the account; it never leaves accounts in an event."""

    name: str
    mail: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as it stands. `mail_key` is a keyed hash of the mail address, to find and to compare, not to read."""

    person_id: str
    tenant_id: str
    mail_key: str = ""
    box: Box | None = None


class BoxFilled(Kept):
    """What names the person was written down."""

    mail_key: str
    name: str
    mail: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What registering needs beside the command: made outside the rule, with the service's secrets."""

    tenant_known: bool
    mail_key: str
    password_hash: str


def register(person: Person | None, command: RegisterPerson, _: Context, credentials: Credentials) -> tuple[Event, ...]:
    """A new account; the same content again changes nothing, whatever the password.

    Refuses `PersonExists` for an id that stands for somebody else, `NotFound` for a tenant that isn't there.
    """
    if person is not None:
        if not _same(person, command, credentials):
            raise PersonExists
        return ()
    if not credentials.tenant_known:
        raise NotFound
    filled = BoxFilled(
        mail_key=credentials.mail_key,
        name=command.name,
        mail=command.mail,
        password_hash=credentials.password_hash,
    )
    return (PersonRegistered(person_id=command.person_id, tenant_id=command.tenant_id), filled)


def _same(person: Person, command: RegisterPerson, credentials: Credentials) -> bool:
    known = (person.tenant_id, person.mail_key, person.box.name if person.box else None)
    return known == (command.tenant_id, credentials.mail_key, command.name)


def apply(person: Person | None, event: Event) -> Person:
    """The person after the fact."""
    match event:
        case PersonRegistered() | PersonSnapshot():
            return replace(person or Person(event.person_id, event.tenant_id), tenant_id=event.tenant_id)
        case BoxFilled() if person:
            return replace(person, mail_key=event.mail_key, box=Box(event.name, event.mail, event.password_hash))
    raise TypeError(f"{type(event).__name__} is no fact of this person")


def snapshot(person: Person) -> PersonSnapshot:
    """All that told facts have said."""
    return PersonSnapshot(person_id=person.person_id, tenant_id=person.tenant_id)


def places(person: Person) -> Places:
    """Where the account was made."""
    return Places(person.tenant_id)


def normal_mail(mail: str) -> str:
    """The form in which two spellings of one address are the same."""
    return unicodedata.normalize("NFKC", mail).strip().casefold()


def mail_key(secret: bytes, mail: str) -> str:
    """What an address is found and compared by: without the secret nobody can tell which address it is of."""
    return hmac.new(secret, normal_mail(mail).encode(), hashlib.sha256).hexdigest()


def normal_password(password: str) -> str:
    """The form in which a password is the same on every keyboard: Vietnamese ones compose their letters differently."""
    return unicodedata.normalize("NFKC", password)
