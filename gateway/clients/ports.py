"""What the schema and the pages need of the services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gateway.clients.answers import Sent
from gateway.viewer import Viewer
from shared.contracts.commands import Command


class Commands(Protocol):
    """Brings commands to the service that decides."""

    async def send(self, command: Command, viewer: Viewer, command_id: str | None = None, language: str = "vi") -> Sent:
        """Sends it as the viewer; without an id a new one is made. Raises `Refused`, its texts in the language."""
        ...


class Drafts(Protocol):
    """A person's own drafts, and decisions that are prepared, which no told event carries: asked of registration each
    time, never kept."""

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        """The viewer's own drafts. Raises `Refused`."""
        ...

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        """One of them; anything else is `not_found`. Raises `Refused`."""
        ...

    async def decisions(self, viewer: Viewer, programme_id: str) -> list[dict[str, Any]]:
        """The programme's pages of prepared decisions, for its staff; to anybody else none. Raises `Refused`."""
        ...


class Exchange(Protocol):
    """What the exchange shows to those whom it concerns, and no told event carries: asked each time, never kept."""

    async def listings(self, viewer: Viewer) -> list[dict[str, Any]]:
        """All listings of the organisations that the viewer belongs to. Raises `Refused`."""
        ...

    async def pseudonyms(self, viewer: Viewer) -> tuple[str, ...]:
        """What told events call these organisations on their masked listings. Raises `Refused`."""
        ...

    async def listing(self, viewer: Viewer, listing_id: str) -> dict[str, Any]:
        """One with all its versions; what the viewer may not see is `not_found`. Raises `Refused`."""
        ...

    async def reviews(self, viewer: Viewer) -> list[dict[str, Any]]:
        """What waits for a moderator, to those who moderate. Raises `Refused`."""
        ...

    async def enquiries(self, viewer: Viewer, listing_id: str | None = None) -> list[dict[str, Any]]:
        """Enquiries from and to the viewer's organisations, with what came of them. Raises `Refused`."""
        ...

    async def enquiry(self, viewer: Viewer, enquiry_id: str) -> dict[str, Any]:
        """One of them, with the contact where it is disclosed. Raises `Refused`."""
        ...


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A text of a person, as a told event carries it, and what it was sealed as."""

    subject: str
    purpose: str
    sealed: str


class Persons(Protocol):
    """What is personal: asked of accounts each time as the viewer, and kept no longer than the request."""

    async def names(self, viewer: Viewer, ids: Sequence[str]) -> Mapping[str, str]:
        """What people are called, by the ids asked for; those whose name the viewer may not see are not in it.

        Raises `Refused`.
        """
        ...

    async def opened(self, viewer: Viewer, notes: Sequence[SealedNote]) -> Mapping[SealedNote, str]:
        """The texts in sealed notes; those that don't open any more are not in it. Whether the viewer may read them
        is for the schema's rules to say before. Raises `Refused`."""
        ...
