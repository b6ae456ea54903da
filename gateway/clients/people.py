"""What is personal of people: asked of accounts as the viewer, kept by the gateway for nobody but who asked."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson

from gateway.clients.answers import Refused
from gateway.clients.asking import bearer
from gateway.clients.http import Services, unavailable
from gateway.clients.ports import SealedNote
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from shared.clock import Clock

V = TypeVar("V")

KEPT_FOR = timedelta(minutes=1)
AWAY_FOR = timedelta(seconds=10)
"""After accounts did not answer, for so long nobody waits for it again."""
SECONDS = 1.0
KEPT = 10_000
NAMES_AT_ONCE, NOTES_AT_ONCE = 200, 100


class HttpPersons:
    """`Persons` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens, seconds: float = SECONDS) -> None:
        self._services, self._tokens, self._seconds = services, tokens, seconds

    async def names(self, viewer: Viewer, ids: Sequence[str]) -> Mapping[str, str]:
        """See `Persons`."""
        found: dict[str, str] = {}
        for some in _parts(ids if viewer.kind == "person" else (), NAMES_AT_ONCE):
            answer = await self._asked(viewer, "/people/names", {"ids": some})
            found |= {person_id: about["name"] for person_id, about in answer.items()}
        return found

    async def opened(self, viewer: Viewer, notes: Sequence[SealedNote]) -> Mapping[SealedNote, str]:
        """See `Persons`."""
        found: dict[SealedNote, str] = {}
        for some in _parts(notes if viewer.signed_in else (), NOTES_AT_ONCE):
            asked = [{"subject": n.subject, "purpose": n.purpose, "sealed": n.sealed} for n in some]
            answer = await self._asked(viewer, "/vault/open", {"texts": asked})
            found |= {note: text for note, text in zip(some, answer["texts"], strict=True) if text is not None}
        return found

    async def _asked(self, viewer: Viewer, path: str, body: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        """Not waited for as long as a command: a page without names is better than none."""
        try:
            async with asyncio.timeout(self._seconds):
                headers = {**await bearer(self._tokens, viewer, "accounts", "vi"), "Content-Type": "application/json"}
                return await self._services.ask("accounts", "POST", path, body=orjson.dumps(body), headers=headers)
        except TimeoutError:
            raise unavailable("vi") from None


def _parts(whole: Sequence[V], most: int) -> Iterator[Sequence[V]]:
    return (whole[begin : begin + most] for begin in range(0, len(whole), most))


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
