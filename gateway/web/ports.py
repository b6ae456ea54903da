"""What the pages need beside the schema, the commands and the drafts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from gateway.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that accounts has begun; the token is opaque and goes into a cookie, nowhere else."""

    session: str = field(repr=False)
    person_id: str
    tenant_id: str
    expires_at: datetime


class Sessions(Protocol):
    """Sessions of people, kept by accounts."""

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, language: str = "vi") -> SignedIn:
        """Begins a session at a tenant, or without one where the only account is.

        Raises `Refused`: `unauthenticated` for a wrong pair, `too_many` after many tries.
        """
        ...

    async def sign_out(self, session: str) -> None:
        """Ends a session; one that has ended already is no error."""
        ...

    async def viewer(self, session: str) -> Viewer:
        """Who is behind a session, with the roles of this moment; `NOBODY` for one that has ended or never was."""
        ...


class People(Protocol):
    """What people are called: personal, of accounts, and kept nowhere."""

    async def name(self, viewer: Viewer) -> str:
        """The viewer's own name; empty for who has none, and while accounts does not answer."""
        ...

    def forget(self, viewer: Viewer) -> None:
        """Whoever has signed out is known no longer."""
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
