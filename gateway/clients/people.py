"""What a person is called: asked of accounts as that person, and known for a minute to nobody but who asked."""

import asyncio
import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta

from gateway.clients.answers import Refused
from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from shared.clock import Clock

KEPT_FOR = timedelta(minutes=1)
AWAY_FOR = timedelta(seconds=10)
"""After accounts did not answer, for so long nobody waits for it again."""
SECONDS = 1.0
KEPT = 10_000


class HttpPeople:
    """`People` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens, clock: Clock, seconds: float = SECONDS) -> None:
        self._services, self._tokens, self._clock, self._seconds = services, tokens, clock, seconds
        self._kept: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    async def name(self, viewer: Viewer) -> str:
        """See `People`."""
        if viewer.kind != "person":
            return ""
        key, now = _key(viewer), self._clock.now()
        if (kept := self._kept.get(key)) is not None and kept[1] > now:
            return kept[0]
        name = await self._asked(viewer)
        self._keep(key, name, now + (KEPT_FOR if name else AWAY_FOR))
        return name

    def forget(self, viewer: Viewer) -> None:
        """See `People`."""
        self._kept.pop(_key(viewer), None)

    async def _asked(self, viewer: Viewer) -> str:
        try:
            async with asyncio.timeout(self._seconds):
                headers = await bearer(self._tokens, viewer, "accounts", "vi")
                found = await self._services.ask("accounts", "GET", f"/people/{viewer.id}", headers=headers)
        except (Refused, TimeoutError):
            return ""
        return str(found["name"])

    def _keep(self, key: str, name: str, until: datetime) -> None:
        self._kept[key] = (name, until)
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _key(viewer: Viewer) -> str:
    return hashlib.sha256(f"{viewer.id}\x1f{viewer.token}".encode()).hexdigest()
