"""What accounts needs from outside, each as small as the need."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from services.accounts.domain.api_client import ApiClient
from services.accounts.domain.data_request import DataRequest
from services.accounts.domain.invitation import Invitation
from services.accounts.domain.members import Members
from services.accounts.domain.organisation import Organisation
from services.accounts.domain.person import Person
from services.accounts.domain.roles import Roles
from services.accounts.domain.tenant import Tenant
from shared.bus.jobs import Job
from shared.bus.ports import AggregateStore, Reads
from shared.clock import Clock


class Passwords(Protocol):
    """Slow hashes of passwords, made beside the service's loop, one at a time.

    Who waits stands in a `line`, named after the place that asks, and the lines take turns: a thousand that ask from
    one place keep nobody of another waiting. Raises `Unavailable` when too many wait in the line already.
    """

    async def hash(self, password: str, line: str) -> str:
        """The hash to keep."""
        ...

    async def matches(self, password_hash: str | None, password: str, line: str) -> bool:
        """Whether the hash is of this password; without a hash the same work is done, for a no."""
        ...


@dataclass(frozen=True, slots=True)
class SealedText:
    """A box, with whose key it is sealed under and what it was sealed as."""

    person_id: str
    purpose: str
    box: str


class Vault(Protocol):
    """Seals what names people, under a key for each; without the key a box is noise, wherever copies of it lie.

    Keys stay in a process's memory for a minute at most, and go at once where `forget` is called.
    """

    async def seal(self, person_id: str, purpose: str, text: str) -> str:
        """The box of a text; the first makes the person's key. Raises `NotFound` once the key was destroyed."""
        ...

    async def open(self, person_id: str, purpose: str, box: str) -> str | None:
        """The text; None where the key is gone, or the box is another person's or another purpose's."""
        ...

    async def open_many(self, texts: Sequence[SealedText]) -> list[str | None]:
        """As `open`, in the same order; one read of keys however many there are."""
        ...

    async def keys(self, person_ids: Iterable[str]) -> Mapping[str, bytes]:
        """The keys that there are, by one read: for the services that seal and open by themselves."""
        ...

    async def key_to_seal(self, person_id: str) -> bytes:
        """The person's key, made where there is none yet. Raises `NotFound` once it was destroyed."""
        ...

    async def destroy(self, person_ids: Iterable[str]) -> None:
        """From now on nothing of theirs opens, and no key is made for them again. Again is harmless."""
        ...

    def forget(self, person_ids: Iterable[str]) -> None:
        """Drops their keys from this process's memory: somebody else has destroyed them."""
        ...


class PeopleByMail(Protocol):
    """Finds people without reading anybody's address."""

    async def find(self, mail_key: str, tenant_id: str | None, most: int) -> Sequence[Person]:
        """Whose address it was shown to be, at the tenant where one is named; the first `most` by id."""
        ...

    async def claiming(self, mail_key: str, tenant_id: str, most: int) -> Sequence[Person]:
        """Who has typed the address at the tenant and not shown that it is theirs; the newest `most`."""
        ...


class Method(StrEnum):
    """How somebody has signed in."""

    PASSWORD = "password"  # noqa: S105 - a name
    NEW = "new"
    """By making an account."""
    LINK = "link"
    PRINTED = "printed"
    PROVIDER = "provider"


class People(Protocol):
    """Reads many people at once."""

    async def by_ids(self, ids: Iterable[str]) -> Sequence[Person]:
        """Those of these ids, and those that have absorbed one of them; by one read."""
        ...

    def of_tenant(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        """Everybody of a tenant who can still act, some hundreds at a time."""
        ...


class Colleagues(Protocol):
    """Who belongs together."""

    async def of(self, person_id: str) -> frozenset[str]:
        """Who belongs to an organisation that the person belongs to; to its administrators also who asks to join."""
        ...


class Memberships(Protocol):
    """Where a person has a standing."""

    async def of(self, person_id: str) -> Sequence[str]:
        """The organisations, also those where the person only asks to be let in."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser or device; the token itself is known to it alone."""

    session_id: str
    """Names it to its person; signs nobody in."""
    person_id: str
    tenant_id: str
    begun_at: datetime
    expires_at: datetime
    seen_at: datetime
    """When it was last used, to the minute."""
    method: Method
    device: str = ""
    """Browser and system, as far as they say so themselves."""


class Sessions(Protocol):
    """Who is signed in. Tokens come as their hashes, so that what is stored signs nobody in."""

    async def add(self, token_hash: str, session: Session) -> None: ...
    async def find(self, token_hash: str, now: datetime) -> Session | None:
        """The session, unless it has expired."""
        ...

    async def seen(self, token_hash: str, at: datetime) -> None:
        """It was used."""
        ...

    async def of(self, person_id: str, now: datetime) -> Sequence[Session]:
        """A person's sessions, the one used last first."""
        ...

    async def end(self, token_hash: str) -> None:
        """Ends it; one that isn't there has ended."""
        ...

    async def end_one(self, person_id: str, session_id: str) -> None:
        """Ends one of a person's sessions; of another's nothing ends."""
        ...

    async def end_all(self, person_id: str, but: str | None = None) -> None:
        """Ends a person's sessions, but for the one of this id."""
        ...


class Tickets(Protocol):
    """What is handed out for some minutes and taken back once, found by its hash."""

    async def put(self, ticket_hash: str, kind: str, about: Mapping[str, str], until: datetime) -> None:
        """Keeps what a ticket is about."""
        ...

    async def find(self, ticket_hash: str, kind: str, now: datetime) -> Mapping[str, str] | None:
        """What it is about, unless it was taken or is too old."""
        ...

    async def take(self, ticket_hash: str, kind: str, now: datetime) -> Mapping[str, str] | None:
        """As `find`; of several at one moment one alone has it."""
        ...


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A slip of a sheet: its code as it is printed, and the address that its QR code holds."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of slips to cut; each says what it is for and how it is used, in both languages."""

    label: str
    how_vi: str
    how_en: str
    slips: tuple[PrintedSlip, ...]


class Codes(Protocol):
    """Finds printed codes by their keyed hashes."""

    async def find(self, code_key: str) -> tuple[str, int] | None:
        """The batch, and which of its codes it is."""
        ...


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """What was told of an organisation that another may be taken for; a person's number is no part of it."""

    organisation_id: str
    name: str
    legal_name: str | None
    website: str | None
    tax_code: str | None
    location: str | None
    verified: bool


class KnownOrganisations(Protocol):
    """Finds organisations by the keys that likely twins have in common; told a moment ago, it may not be there yet."""

    async def having(self, tenant_id: str, keys: Sequence[str], most: int) -> Sequence[KnownOrganisation]:
        """Those of the tenant that have one of the keys; of more than `most`, any."""
        ...


FORMULA = "\x00formula"
"""Stands in the place of a cell that holds a formula: what it comes to is not known."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a file; its number is the one that a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file: the names of its columns, and the rows below them that aren't empty."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was uploaded, for one tenant."""

    upload_id: str
    tenant_id: str
    uploaded_by: str
    sha256: str
    content: bytes
    kept_until: datetime


class Uploads(Protocol):
    """Keeps uploaded files for a time, sealed under the key of who uploaded them: without it nobody reads them."""

    async def put(self, upload: Upload) -> None:
        """Keeps it; the same again is kept anew. Raises `NotFound` for who was erased."""
        ...

    async def find(self, upload_id: str, uploaded_by: str, now: datetime) -> Upload | None:
        """For who uploaded it, while it is kept; to anybody else nothing is there."""
        ...

    async def drop_of(self, person_id: str) -> None:
        """All of somebody's are gone."""
        ...


class FilesOfPerson(Protocol):
    """What is kept for one person: uploads, results of jobs."""

    async def drop_of(self, person_id: str) -> None:
        """All of theirs are gone; again is harmless."""
        ...


class OrganisationsOfTenant(Protocol):
    """All organisations of a tenant, as they stand at this moment."""

    async def base(self, tenant_id: str) -> str:
        """A fingerprint of them: whatever changes one of them, or adds one, changes it."""
        ...

    def all(self, tenant_id: str) -> AsyncIterator[Sequence[Organisation]]:
        """All of them, some hundreds at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at another provider, as that provider says."""

    issuer: str
    subject: str
    mail: str | None
    """Only where the provider has verified it."""
    name: str | None


class Provider(Protocol):
    """A provider of OpenID Connect. Raises `Unavailable` while it doesn't answer."""

    async def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where a browser is sent to."""
        ...

    async def identity(self, code: str, nonce: str, verifier: str) -> Identity:
        """Who came back with the code. Raises `ProviderRefused` for whatever doesn't hold."""
        ...


class Identities(Protocol):
    """Which person an identity at another provider is; found by a keyed hash."""

    async def find(self, identity_key: str) -> str | None: ...
    async def add(self, identity_key: str, person_id: str) -> str:
        """The person that it is from now on: of two at one moment one alone."""
        ...


class Attempts(Protocol):
    """Counts tries in windows of time, each key in the same one always."""

    async def count(self, key: str, window: timedelta, now: datetime) -> int:
        """One more; how many there are in this window."""
        ...

    async def take_back(self, key: str, window: timedelta, now: datetime) -> None:
        """One less in this window, if there is one."""
        ...

    async def forget(self, key: str, window: timedelta, now: datetime) -> None:
        """Those of this window never were."""
        ...


class SigningKey(Protocol):
    """The private keys that tokens are signed with, one after the other."""

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token in the compact form, ES256."""
        ...

    def public(self) -> dict[str, Any]:
        """The key set that others check tokens with: each key is in it before it signs, and as long as a token of
        its holds."""
        ...

    async def keep_fresh(self, rotating: bool = False) -> None:
        """Learns of new keys, and makes them where it is `rotating`; for ever."""
        ...


@dataclass(frozen=True, slots=True)
class HeldToken:
    """A token that hasn't ended, and which of the person's it is."""

    token_id: str
    slot: str | None


class TokensOfPerson(Protocol):
    """Finds a person's own tokens."""

    async def of(self, person_id: str) -> Sequence[HeldToken]:
        """Those that haven't ended."""
        ...


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    tenants: AggregateStore[Tenant]
    people: AggregateStore[Person]
    roles: AggregateStore[Roles]
    by_mail: PeopleByMail
    passwords: Passwords
    mail_key: Callable[[str], str]
    organisations: AggregateStore[Organisation]
    members: AggregateStore[Members]
    data_requests: AggregateStore[DataRequest]
    invitations: AggregateStore[Invitation]
    clients: Reads[ApiClient]
    invitation_of: Callable[[str], str | None]
    """The id of the invitation that a mailed token is of, if we made it."""
    tax_key: Callable[[str], str]
    domain_key: Callable[[str], str | None]
    vault: Vault
    attempts: Attempts
    tokens_of: TokensOfPerson
    clock: Clock
    jobs: Reads[Job]
    of_tenant: OrganisationsOfTenant
    only_tenant: Callable[[], Awaitable[str | None]]
    """The tenant, where there is just one."""
    is_proven: Callable[[str, str], Awaitable[bool]]
    """Whether a person has shown lately that another account is theirs too."""
