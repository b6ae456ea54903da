"""What the exchange shows to those whom it concerns, over HTTP."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gateway.clients.answers import Refused
from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from shared.errors import Kind, Unavailable
from shared.texts import translate

INSTANTS = frozenset(
    {"saved_at", "published_at", "expires_at", "handed_in_at", "sent_at", "answered_at"}
    | {"made_at", "valid_until", "reserved_at", "until"}
)


class HttpExchange:
    """`Exchange` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def listings(self, viewer: Viewer) -> list[dict[str, Any]]:
        """See `Exchange`."""
        return list(await self._asked(viewer, "/listings"))

    async def pseudonyms(self, viewer: Viewer) -> tuple[str, ...]:
        """See `Exchange`."""
        return tuple(one["pseudonym"] for one in await self.listings(viewer) if one["pseudonym"])

    async def listing(self, viewer: Viewer, listing_id: str) -> dict[str, Any]:
        """See `Exchange`."""
        return dict(await self._asked(viewer, f"/listings/{listing_id}"))

    async def reviews(self, viewer: Viewer) -> list[dict[str, Any]]:
        """See `Exchange`."""
        return list(await self._asked(viewer, "/reviews"))

    async def enquiries(self, viewer: Viewer, listing_id: str | None = None) -> list[dict[str, Any]]:
        """See `Exchange`."""
        return list(await self._asked(viewer, "/enquiries", {"listing_id": listing_id} if listing_id else {}))

    async def enquiry(self, viewer: Viewer, enquiry_id: str) -> dict[str, Any]:
        """See `Exchange`."""
        return dict(await self._asked(viewer, f"/enquiries/{enquiry_id}"))

    async def _asked(self, viewer: Viewer, path: str, parameters: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
        headers = await bearer(self._tokens, viewer, "exchange", "vi")
        found = await self._services.ask("exchange", "GET", path, headers=headers, parameters=parameters or {})
        return _instants(found)


class NoExchange:
    """Where there is none to ask."""

    async def listings(self, _: Viewer) -> list[dict[str, Any]]:
        """See `Exchange`."""
        raise _unavailable()

    async def pseudonyms(self, _: Viewer) -> tuple[str, ...]:
        """See `Exchange`."""
        raise _unavailable()

    async def listing(self, _: Viewer, __: str) -> dict[str, Any]:
        """See `Exchange`."""
        raise _unavailable()

    async def reviews(self, _: Viewer) -> list[dict[str, Any]]:
        """See `Exchange`."""
        raise _unavailable()

    async def enquiries(self, _: Viewer, __: str | None = None) -> list[dict[str, Any]]:
        """See `Exchange`."""
        raise _unavailable()

    async def enquiry(self, _: Viewer, __: str) -> dict[str, Any]:
        """See `Exchange`."""
        raise _unavailable()


NO_EXCHANGE = NoExchange()


def _unavailable() -> Refused:
    return Refused(Unavailable.code, Kind.BUSY, translate(Unavailable.text, "vi"))


def _instants(found: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same, with what are instants read as such; what a listing says is left as it is."""
    if isinstance(found, list):
        return [_instants(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {k: datetime.fromisoformat(v) if k in INSTANTS and v else _instants(v) for k, v in found.items()}
