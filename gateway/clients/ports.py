"""What the schema and the pages need of the services."""

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
    """A person's own drafts, which no told event carries: asked of registration each time, never kept."""

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        """The viewer's own drafts. Raises `Refused`."""
        ...

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        """One of them; anything else is `not_found`. Raises `Refused`."""
        ...
