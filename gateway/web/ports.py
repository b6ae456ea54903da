"""What the pages need beside the schema, the commands and the drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from gateway.viewer import Viewer
from shared.contracts.accounts.commands import RegisterPerson
from shared.contracts.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that accounts has begun; the token is opaque and goes into a cookie, nowhere else."""

    session: str = field(repr=False)
    person_id: str
    tenant_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SecondStep:
    """The first step is done; the token wants a code within some minutes."""

    token: str = field(repr=False)
    expires_at: datetime


Entered = SignedIn | SecondStep


@dataclass(frozen=True, slots=True)
class AskedLink:
    """A link is on its way, if anybody has the address. `browser` goes into a cookie, nowhere else."""

    sign_in_id: str
    browser: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ByMail:
    """Somebody came in by mail, and where they wanted to go on. `password_ended`: a password went that somebody had set
    before the address was shown to be theirs."""

    come: Entered
    target: str
    password_ended: bool = False


@dataclass(frozen=True, slots=True)
class AskedProvider:
    """Where a browser signs in at another provider. `browser` goes into a cookie, nowhere else."""

    url: str
    browser: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of a person's sessions; `device` is empty where nothing is known of it, `current` is this one."""

    session_id: str
    begun_at: datetime
    seen_at: datetime
    method: str
    device: str
    current: bool


@dataclass(frozen=True, slots=True)
class AppSecret:
    """What an authenticator app is given, once; `qr` is an SVG."""

    secret: str = field(repr=False)
    qr: str = field(repr=False)


class Sessions(Protocol):
    """Sessions of people, kept by accounts. Each raises `Refused` with what accounts says."""

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, language: str = "vi") -> Entered:
        """Begins a session at a tenant, or at the only one there is.

        Raises `Refused`: `unauthenticated` for a wrong pair, `too_many` after many tries.
        """
        ...

    async def ask_link(self, mail: str, tenant_id: str | None, target: str, language: str) -> AskedLink:
        """Has a link mailed; the answer is the same whoever has the address."""
        ...

    async def make_account(
        self, command: RegisterPerson, command_id: str, target: str, language: str
    ) -> tuple[SignedIn, AskedLink]:
        """Makes an account, signed in at once; a mail is on its way that shows whose the address is."""
        ...

    async def ask_confirmation(self, session: str, target: str, language: str) -> AskedLink:
        """Has another mail sent to the account's own address, which nobody has confirmed yet."""
        ...

    async def press_link(self, token: str, browser: str, language: str) -> ByMail:
        """By a mailed link."""
        ...

    async def type_code(self, sign_in_id: str, browser: str, code: str, language: str) -> ByMail:
        """By the six digits of the mail."""
        ...

    async def use_slip(self, code: str, name: str | None, tenant_id: str | None, language: str) -> Entered:
        """By a printed code."""
        ...

    async def second_step(self, token: str, code: str, language: str) -> SignedIn:
        """By a code of the second step."""
        ...

    async def provider(self) -> str:
        """What the other provider is called whose accounts sign in here; empty where there is none."""
        ...

    async def begin_at_provider(self, tenant_id: str | None, target: str, language: str) -> AskedProvider:
        """Where the browser is to go."""
        ...

    async def back_from_provider(self, state: str, code: str, browser: str, language: str) -> tuple[Entered, str]:
        """By what the browser came back with; and where one wanted to go on."""
        ...

    async def sign_out(self, session: str) -> None:
        """Ends a session; one that has ended already is no error."""
        ...

    async def viewer(self, session: str) -> Viewer:
        """Who is behind a session, with the roles of this moment; `NOBODY` for one that has ended or never was."""
        ...


@dataclass(frozen=True, slots=True)
class ProvenAccount:
    """An account that the viewer has just shown to be theirs too."""

    person_id: str
    tenant_id: str
    name: str
    mail: str
    roles: tuple[Role, ...]


class Proofs(Protocol):
    """Shows, by a mail, that another account is one's own too; by the session. Each raises `Refused`."""

    async def ask(self, session: str, mail: str, language: str) -> AskedLink:
        """Has a mail sent there; the answer is the same whoever has the address."""
        ...

    async def press(self, session: str, token: str, browser: str, language: str) -> str:
        """By the mail's link: the account that has the address. Again, as long as the proof holds, the same."""
        ...

    async def type_code(self, session: str, sign_in_id: str, browser: str, code: str, language: str) -> str:
        """By the six digits of the mail."""
        ...

    async def proven(self, session: str, person_id: str, language: str) -> ProvenAccount:
        """The account, for some minutes after the proof."""
        ...


class Security(Protocol):
    """One's own signing in, by the session. Each raises `Refused` with what accounts says."""

    async def sessions(self, session: str) -> list[OwnSession]:
        """All of the person's, the one used last first."""
        ...

    async def end(self, session: str, session_id: str) -> None:
        """Ends one of them."""
        ...

    async def end_others(self, session: str) -> None:
        """Ends all but this one."""
        ...

    async def second_step(self, session: str) -> tuple[bool, int]:
        """Whether the second step is on, and how many recovery codes are left."""
        ...

    async def begin_second_step(self, session: str, account: str, language: str) -> AppSecret:
        """What the app is given."""
        ...

    async def confirm_second_step(self, session: str, code: str, language: str) -> list[str]:
        """On; the recovery codes."""
        ...

    async def end_second_step(self, session: str, code: str, language: str) -> None:
        """Off."""
        ...


@dataclass(frozen=True, slots=True)
class Twin:
    """An organisation that is likely the one that somebody types."""

    organisation_id: str
    name: str
    website: str | None
    location: str | None
    verified: bool


class Twins(Protocol):
    """Finds likely twins, by accounts. Raises `Refused`."""

    async def likely(self, viewer: Viewer, tenant_id: str, typed: dict[str, str], language: str) -> list[Twin]:
        """Three at most, the likeliest first; `typed` are name, website and tax code, as far as they are known."""
        ...


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """What a mailed invitation is to. `is_new`: the address has no account yet, and a name is needed."""

    invitation_id: str
    tenant_id: str
    role: dict[str, Any]
    invited_by: str | None
    organisation: str | None
    admin: bool
    expires_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that accounts keeps for a day."""

    upload_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What an import would do, or did: how many rows of each kind, and the first hundred of those that were asked for,
    each with its reasons in the viewer's language."""

    upload: Uploaded
    counts: dict[str, int]
    unknown_columns: list[str]
    rows: list[dict[str, Any]]


class Imports(Protocol):
    """Files of organisations and what an import of them would do; of accounts. Each raises `Refused`."""

    async def upload(self, viewer: Viewer, tenant_id: str, content: bytes, language: str) -> Uploaded:
        """Keeps a file; the same again is the same."""
        ...

    async def look(self, viewer: Viewer, job_id: str, kind: str, language: str) -> LookedAt:
        """For who asked for the import, as long as its plan or report is kept; all kinds where `kind` is empty."""
        ...

    async def rows(self, viewer: Viewer, job_id: str, kind: str, language: str) -> bytes:
        """The rows of a kind as a file to mend, with the reasons in a last column."""
        ...

    async def template(self, language: str) -> bytes:
        """An empty file with the columns' names."""
        ...


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was handed in."""

    file_id: str
    sha256: str


class Files(Protocol):
    """Pictures and documents of listings; of the exchange. Each raises `Refused`."""

    async def hand_in(self, viewer: Viewer, organisation_id: str, content: bytes, language: str) -> KeptFile:
        """Keeps a file; the same again is the same."""
        ...

    async def picture(self, viewer: Viewer, file_id: str) -> tuple[bytes, str]:
        """Content and media type of a picture that the viewer may see."""
        ...


class Made(Protocol):
    """What long work has made; of accounts."""

    async def file(self, viewer: Viewer, job_id: str, language: str) -> bytes:
        """For who asked for the job, while it is kept. Raises `Refused`."""
        ...


class Invitations(Protocol):
    """Invitations, to who has their token; of accounts. Each raises `Refused` with what accounts says."""

    async def look(self, token: str, language: str) -> ShownInvitation:
        """What it is to; nothing changes."""
        ...

    async def enter(self, token: str, name: str | None, language: str) -> Entered:
        """In, and accepted; or the second step, and not accepted yet."""
        ...


class People(Protocol):
    """What people are called: personal, of accounts, and kept nowhere."""

    async def name(self, viewer: Viewer) -> str:
        """The viewer's own name; empty for who has none, and while accounts does not answer."""
        ...

    def forget(self, viewer: Viewer) -> None:
        """Whoever has signed out is known no longer."""
        ...


class Programs(Protocol):
    """The secrets of programs, which accounts shows once, and how often they have asked."""

    async def client_secret(self, viewer: Viewer, client_id: str, language: str) -> str:
        """Of a client that the viewer has just made or turned. Raises `Refused`."""
        ...

    async def token(self, viewer: Viewer, token_id: str, language: str) -> str:
        """One that the viewer has just made. Raises `Refused`."""
        ...

    async def days(self, client_id: str, count: int) -> Sequence[tuple[date, int]]:
        """How often a client has asked on each of the last days, today at the end."""
        ...


class Mails(Protocol):
    """The mails that a trial copy keeps instead of sending them."""

    async def all(self) -> list[dict[str, Any]]:
        """Id, recipients (`to`), subject and instant (`at`) of each, the newest first."""
        ...

    async def one(self, mail_id: str) -> dict[str, Any] | None:
        """The same of one, with its `headers`, `text` and `html`; None where it isn't there."""
        ...


@dataclass(frozen=True, slots=True)
class MailTopic:
    """What a link to unsubscribe is about, and whether it is mailed."""

    topic: str
    mailed: bool


class Judging(Protocol):
    """What no event of the judging carries, for whom it concerns; to anybody else nothing is there."""

    async def sheet(self, viewer: Viewer, sheet_id: str, language: str) -> dict[str, Any]:
        """A scoresheet of the viewer's own. Raises `Refused`."""
        ...

    async def preview(self, viewer: Viewer, round_id: str, language: str) -> dict[str, Any]:
        """What sealing a closed round would come to, for its chair. Raises `Refused`."""
        ...

    async def document(self, viewer: Viewer, round_id: str, language: str) -> dict[str, Any]:
        """The sealed document, for who may have it. Raises `Refused`."""
        ...

    async def plan(self, viewer: Viewer, job_id: str, language: str) -> dict[str, Any]:
        """Who would score what, for who has asked for the plan. Raises `Refused`."""
        ...


class OwnData(Protocol):
    """What the services hold of the viewer, asked each time and kept nowhere. Each raises `Refused`."""

    async def profile(self, viewer: Viewer, language: str) -> dict[str, Any]:
        """Name, mail address, phone and language."""
        ...

    async def whole(self, viewer: Viewer, language: str) -> dict[str, Any]:
        """All of it, by service; where one doesn't answer, none of it."""
        ...


class MailChoices(Protocol):
    """What people want mailed, kept by notifications. Each raises `Refused`."""

    async def unwanted(self, viewer: Viewer, language: str) -> tuple[frozenset[str], datetime | None]:
        """The topics that the viewer does not want; and since when mail does not reach them, if it does not."""
        ...

    async def linked(self, token: str, language: str) -> MailTopic:
        """What a link in a mail is about; it changes nothing."""
        ...

    async def switch(self, token: str, mailed: bool, language: str) -> MailTopic:
        """Switches what a link is about, for whoever holds it; again changes nothing."""
        ...
