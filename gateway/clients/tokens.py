"""Tokens for the services: the gateway shows accounts what came with the request, and gets one for the service."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from gateway.clients.http import Services
from shared.clock import Clock
from shared.services import EVERYBODY

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
KEPT_FOR = timedelta(seconds=30)
"""A token is asked for again after half a minute, so that a session that has ended soon opens nothing more."""
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str = field(repr=False)
    until: datetime


class Tokens:
    """Exchanges tokens and sessions, and keeps what it got for a short while, never what was shown."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self._services, self._clock = services, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def exchanged(self, shown: str, audience: str, language: str = "vi") -> str:
        """A token for the audience, as who stands behind what is shown. Raises `Refused`."""
        key = _key(shown, audience)
        now = self._clock.now()
        if (kept := self._kept.get(key)) is not None and kept.until > now:
            return kept.token
        asked = urlencode({"grant_type": EXCHANGE, "subject_token": shown, "audience": audience}).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self._services.ask("accounts", "POST", "/token", body=asked, headers=form, language=language)
        token = str(answer["access_token"])
        self._keep(key, _Kept(token, now + min(KEPT_FOR, timedelta(seconds=int(answer["expires_in"]) / 2))))
        return token

    def forget(self, shown: str) -> None:
        """Of what has ended, nothing is kept."""
        for audience in EVERYBODY:
            self._kept.pop(_key(shown, audience), None)

    def _keep(self, key: str, kept: _Kept) -> None:
        self._kept[key] = kept
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _key(shown: str, audience: str) -> str:
    return hashlib.sha256(f"{audience}\x1f{shown}".encode()).hexdigest()
