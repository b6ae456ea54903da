"""What notifications needs from outside, each as small as the need."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from services.notifications.domain.commands import Source
from services.notifications.domain.message import Message
from services.notifications.domain.subscription import Subscription
from shared.bus.ports import Reads
from shared.bus.reactions import Send
from shared.contracts.notifications.values import Subject


@dataclass(frozen=True, slots=True)
class Content:
    """What no told event may carry, asked for when a mail is written, and forgotten with it."""

    to: str = field(repr=False)
    """The address."""
    name: str = field(repr=False)
    language: str
    token: str | None = field(default=None, repr=False)
    """Of the link, where there is one."""
    code: str | None = field(default=None, repr=False)
    """The six digits beside it."""
    expires_at: datetime | None = None
    """When both end."""
    purpose: str = ""
    """What the link does: `prove` proves that an account is one's own, to join it with another."""


class Contents(Protocol):
    """Knows whom a mail goes to."""

    async def of(self, source: Source) -> Content | None:
        """What is asked; None where there is nobody to write to (any more). Raises `Unavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes over the wire."""

    to: str = field(repr=False)
    content: bytes = field(repr=False)


class NotWritable(Exception):
    """An address or a text of which no mail can be made."""


class Writer(Protocol):
    """Writes mails."""

    def write(self, message: Message, content: Content, at: datetime) -> Mail:
        """The mail of a message; its Message-ID is the same each time. Raises `NotWritable`."""
        ...


class Delivery(Enum):
    """What a mail server says to a mail."""

    TAKEN = "it is on its way"
    NO_ADDRESS = "nobody has this address"
    REFUSED = "this mail is not taken, today or later"
    LATER = "it may be taken later"


class Mailer(Protocol):
    """Hands mails to a server."""

    async def send(self, mail: Mail) -> Delivery:
        """What the server says; whatever keeps it from saying anything is `LATER`."""
        ...


class DueMails(Protocol):
    """Finds what is to be sent."""

    def pages(self, until: datetime) -> AsyncIterator[Sequence[str]]:
        """The ids of the messages whose mail is due at the instant, the oldest first."""
        ...


class Owners(Protocol):
    """Knows whose a thing is, by what was heard of it."""

    async def of(self, subject: Subject) -> str | None:
        """The person who registered or submitted it, as far as that was heard."""
        ...


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    messages: Reads[Message]
    subscriptions: Reads[Subscription]
    owners: Owners


class Belonging(Protocol):
    """Knows who belongs to an organisation, and which organisations a match joins."""

    async def members_of(self, organisation_id: str) -> Sequence[str]:
        """The people; none where nothing was told of it."""
        ...

    async def owners_of(self, match_id: str) -> Sequence[str]:
        """The organisations of the sides that aren't masked."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to tell several people of one fact."""

    belonging: Belonging
    send: Send
