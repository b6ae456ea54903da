"""A person with an account. What names the person lies sealed in the state, under the person's own key."""

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.contracts.accounts.commands import RegisterPerson, ReviseProfile
from shared.contracts.accounts.events import (
    PasswordChanged,
    PersonErased,
    PersonMerged,
    PersonRegistered,
    PersonSnapshot,
)
from shared.contracts.accounts.refusals import PersonExists
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id, Instant
from shared.errors import NotFound

PROGRAMS = frozenset({
    "accounts", "registration", "notifications", "exchange", "matchmaking", "judging", "operator", "gateway",
})  # fmt: skip
"""Ids under which programs of ours act: neither a person nor a tenant's client bears one."""


@dataclass(frozen=True, slots=True)
class Box:
    """What named a person and opened the account in shape 1, in the open; it is sealed at the first occasion."""

    name: str
    mail: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as it stands. `mail_keys` are keyed hashes of mail addresses, to find and to compare, not to read:
    of addresses that were shown to be this person's, and are nobody else's at the tenant."""

    person_id: str
    tenant_id: str
    mail_keys: tuple[str, ...] = ()
    claimed_key: str | None = None
    """Of an address that was typed and not shown to be the person's yet; several accounts may have it."""
    claimed_at: datetime | None = None
    born_of: str | None = None
    """What shows that a command made the account (`born_of`), until the address is shown to be the person's."""
    details: str | None = None
    """`Details`, sealed."""
    credentials: str | None = None
    """`Credentials`, sealed; None while mailed links alone open the account."""
    language: str = "vi"
    domain_key: str | None = None
    bounced_at: datetime | None = None
    into_id: str | None = None
    """The account that this one was joined with: this one is no more than a name for it."""
    passed_on: tuple[str, ...] = ()
    """The mail keys that went there."""
    absorbed: tuple[str, ...] = ()
    """The accounts that were joined with this one; their keys in the vault go with this one's."""
    erased: bool = False
    box: Box | None = None
    restricted_at: datetime | None = None
    """Since when the person's data are used for nothing new; None: they are."""

    @property
    def is_there(self) -> bool:
        """Whether somebody can still act as this person."""
        return not self.erased and self.into_id is None

    @property
    def mail_verified(self) -> bool:
        """Whether mail was read there."""
        return self.claimed_key is None and bool(self.mail_keys)


class PersonFilled(Kept):
    """What names the person was written down, sealed."""

    mail_key: str
    details: str
    credentials: str | None
    language: str
    mail_verified: bool = False
    at: Instant | None = None
    born_of: str | None = None


class ProcessingStopped(Kept):
    """The person's data are used for nothing new."""

    at: datetime


class ProcessingResumed(Kept):
    """They are used as before."""


class DetailsSealed(Kept):
    """What names the person is another now, sealed."""

    details: str
    language: str


class BoxSealed(Kept):
    """What lay in the open until now is sealed."""

    details: str
    credentials: str


class MailClaimed(Kept):
    """The person says that mail is read there; `details` hold the address, sealed."""

    claimed_key: str
    details: str
    domain_key: str | None
    at: Instant


class ClaimDated(Kept):
    """An address that an older release took for the person's is a claim, as of an upgrade."""

    at: Instant


class CredentialsSealed(Kept):
    """What opens the account is another now, sealed."""

    credentials: str


class MailBounced(Kept):
    """Mail to the person came back."""

    at: datetime


class MailConfirmed(Kept):
    """The person has read what was mailed: the address is theirs."""

    keeps: bool = False
    """Whether it was read by who made the account; otherwise its password, which anybody may have set, goes."""


class GuestFilled(Kept):
    """What a person without mail is called, sealed."""

    details: str
    language: str


class Absorbed(Kept):
    """Another account was joined with this one: its addresses and ids are this one's."""

    mail_keys: tuple[str, ...]
    ids: tuple[str, ...]
    returns: bool = False
    """Whether this account, which went itself at that moment, stays after all."""


class SealBox(Command, wire="accounts.seal_box", about="person_id", internal=True):
    """Seals what shape 1 kept in the open, and holds as a claim what shape 2 took for the person's address."""

    person_id: Id
    """Whose."""


@dataclass(frozen=True, slots=True)
class Registering:
    """What registering needs beside the command: made outside the rule, with the service's secrets and the vault."""

    tenant_known: bool
    mail_key: str = ""
    domain_key: str | None = None
    details: str = ""
    credentials: str | None = None
    same_name: bool = True
    """Whether who is there already, as it was found, has the command's name."""
    is_client: bool = False
    """Whether a client bears the id: what is one's own is found by the id alone, so that no two bear one."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A person's boxes as they are to be; the credentials only where they lay in the open until now."""

    details: str | None
    credentials: str | None = None


def register(person: Person | None, command: RegisterPerson, context: Context, found: Registering) -> tuple[Event, ...]:
    """A new account; the same content again changes nothing, whatever the password.

    Refuses `PersonExists` for an id that stands for somebody else, `NotFound` for a tenant that isn't there. Whoever
    else has the address changes nothing.
    """
    if person is not None:
        addresses = (*person.mail_keys, person.claimed_key)
        if person.tenant_id != command.tenant_id or found.mail_key not in addresses or not found.same_name:
            raise PersonExists
        return ()
    if found.is_client or command.person_id in PROGRAMS:
        raise PersonExists
    if not found.tenant_known:
        raise NotFound
    told = PersonRegistered(person_id=command.person_id, tenant_id=command.tenant_id, domain_key=found.domain_key)
    filled = PersonFilled(
        mail_key=found.mail_key,
        details=found.details,
        credentials=found.credentials,
        language=command.language,
        at=context.now,
        born_of=born_of(command.person_id, context.command_id),
    )
    return (told, filled)


def born_of(person_id: str, command_id: str) -> str:
    """What is kept of the command that made an account: who sends it again has made it, as nobody else knows its id."""
    return hashlib.sha256(f"born of\x1f{person_id}\x1f{command_id}".encode()).hexdigest()


def revise(person: Person | None, command: ReviseProfile, _: Context, found: Sealed) -> tuple[Event, ...]:
    """What the person is called and where reached, whole. `NotFound` for who is erased or has become another."""
    if person is None or not person.is_there or found.details is None:
        raise NotFound
    revised = DetailsSealed(details=found.details, language=command.language)
    return (*_box_sealed(person, found), revised)


def seal_box(person: Person | None, command: SealBox, context: Context, found: Sealed) -> tuple[Event, ...]:
    """What lies in the open is sealed, a claim without its time dated; where there is neither, nothing changes."""
    undated = person is not None and person.claimed_key is not None and person.claimed_at is None
    dated = (ClaimDated(at=context.now),) if undated else ()
    return (*_box_sealed(person, found), *dated)


def _box_sealed(person: Person | None, found: Sealed) -> tuple[Event, ...]:
    if person is None or person.box is None or found.details is None or found.credentials is None:
        return ()
    return (BoxSealed(details=found.details, credentials=found.credentials),)


def apply(person: Person | None, event: Event) -> Person:
    """The person after the fact."""
    match event:
        case PersonRegistered():
            return Person(event.person_id, event.tenant_id, domain_key=event.domain_key)
        case PersonSnapshot():
            return _restored(person, event)
        case PersonMerged() if person:
            return _passing_on(person, event.into_id)
        case PersonErased():
            return Person(event.person_id, event.tenant_id, erased=True, absorbed=event.merged)
        case PasswordChanged() if person:
            return person
        case Kept() if person:
            return _after_kept(person, event)
    raise TypeError(f"{type(event).__name__} is no fact of this person")


def _after_kept(person: Person, event: Kept) -> Person:
    match event:
        case PersonFilled():
            return _filled(person, event)
        case DetailsSealed() | GuestFilled() | CredentialsSealed():
            return replace(person, **dict(event))
        case BoxSealed():
            return replace(person, details=event.details, credentials=event.credentials, box=None)
        case Absorbed():
            return _with_absorbed(person, event)
        case MailBounced() | MailConfirmed() | MailClaimed() | ClaimDated():
            return _reached(person, event)
    return _restricted(person, event)


def _reached(person: Person, event: MailBounced | MailConfirmed | MailClaimed | ClaimDated) -> Person:
    match event:
        case MailBounced():
            return replace(person, bounced_at=event.at)
        case MailConfirmed():
            return replace(_shown(person, event.keeps), bounced_at=None)
        case MailClaimed():
            return _claiming(person, event)
        case ClaimDated():
            return replace(person, claimed_at=event.at)


def _restricted(person: Person, event: Kept) -> Person:
    match event:
        case ProcessingStopped():
            return replace(person, restricted_at=event.at)
        case ProcessingResumed():
            return replace(person, restricted_at=None)
    raise TypeError(f"{type(event).__name__} is no fact of a person")


def _shown(person: Person, keeps: bool) -> Person:
    """The claimed address is among its own; the password stays only where who made the account has shown it."""
    if person.claimed_key is None:
        return person
    keys = tuple(dict.fromkeys((person.claimed_key, *person.mail_keys)))
    own = replace(person, mail_keys=keys, claimed_key=None, claimed_at=None, born_of=None)
    if keeps:
        return own
    return replace(own, credentials=None, box=replace(own.box, password_hash="") if own.box else None)


def _filled(person: Person, event: PersonFilled) -> Person:
    filled = replace(person, details=event.details, credentials=event.credentials, language=event.language)
    if event.mail_verified:
        return replace(filled, mail_keys=(event.mail_key,))
    return replace(filled, claimed_key=event.mail_key, claimed_at=event.at, born_of=event.born_of)


def _claiming(person: Person, event: MailClaimed) -> Person:
    """What came back concerned the address before."""
    return replace(
        person,
        claimed_key=event.claimed_key,
        claimed_at=event.at,
        details=event.details,
        domain_key=event.domain_key,
        bounced_at=None,
    )


def _passing_on(person: Person, into_id: str) -> Person:
    """Its addresses are free for who it becomes, and nothing opens it any more."""
    passed_on = (*person.passed_on, *person.mail_keys)
    gone = replace(person, into_id=into_id, mail_keys=(), passed_on=passed_on, credentials=None, box=None)
    return replace(gone, claimed_key=None, claimed_at=None, born_of=None)


def _with_absorbed(person: Person, event: Absorbed) -> Person:
    """Who went already passes addresses on; who returns has them back."""
    absorbed = (*person.absorbed, *event.ids)
    if event.returns:
        back = (*person.passed_on, *event.mail_keys)
        return replace(person, absorbed=absorbed, into_id=None, mail_keys=back, passed_on=())
    if person.into_id is not None:
        return replace(person, absorbed=absorbed, passed_on=(*person.passed_on, *event.mail_keys))
    return replace(person, absorbed=absorbed, mail_keys=(*person.mail_keys, *event.mail_keys))


def _restored(person: Person | None, event: PersonSnapshot) -> Person:
    return replace(
        person or Person(event.person_id, event.tenant_id),
        domain_key=event.domain_key,
        into_id=event.into_id,
        erased=event.erased,
        absorbed=event.merged,
    )


def snapshot(person: Person) -> PersonSnapshot:
    """All that told facts have said."""
    return PersonSnapshot(
        person_id=person.person_id,
        tenant_id=person.tenant_id,
        domain_key=person.domain_key,
        into_id=person.into_id,
        erased=person.erased,
        merged=person.absorbed,
    )


def with_several_addresses(data: dict[str, Any]) -> dict[str, Any]:
    """Shape 1 to 2: several addresses; the open box stays until it is sealed, which takes a key."""
    key = data.get("mail_key")
    return {**{k: v for k, v in data.items() if k != "mail_key"}, "mail_keys": [key] if key else []}


def with_claims(data: dict[str, Any]) -> dict[str, Any]:
    """Shape 2 to 3: an address that nobody has shown to be theirs is a claim only."""
    rest = {k: v for k, v in data.items() if k != "mail_verified"}
    keys = data.get("mail_keys", [])
    if data.get("mail_verified") or not keys:
        return rest
    return {**rest, "mail_keys": keys[1:], "claimed_key": keys[0]}


def places(person: Person) -> Places:
    """Where the account was made."""
    return Places(person.tenant_id)


def normal_password(password: str) -> str:
    """The form in which a password is the same on every keyboard: Vietnamese ones compose their letters differently."""
    return unicodedata.normalize("NFKC", password)
