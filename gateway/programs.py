"""What pages show of programs: secrets that accounts tells once, and the use that this process has counted."""

from collections.abc import Sequence
from datetime import date, timedelta

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.limits.usage import MongoUsage
from gateway.limits.windows import DAY, Limit
from gateway.viewer import Viewer
from shared.clock import Clock


class HttpPrograms:
    """Implements `Programs`."""

    def __init__(self, services: Services, tokens: Tokens, usage: MongoUsage | None, clock: Clock) -> None:
        self._services, self._tokens, self._usage, self._clock = services, tokens, usage, clock

    async def client_secret(self, viewer: Viewer, client_id: str, language: str) -> str:
        """See `Programs`."""
        return await self._shown(viewer, f"/clients/{client_id}/secret", "secret", language)

    async def token(self, viewer: Viewer, token_id: str, language: str) -> str:
        """See `Programs`."""
        return await self._shown(viewer, f"/tokens/{token_id}/secret", "token", language)

    async def days(self, client_id: str, count: int) -> Sequence[tuple[date, int]]:
        """See `Programs`."""
        now = self._clock.now()
        counted = await self._usage.days(f"client:{client_id}", Limit(1, DAY).number(now), count) if self._usage else []
        first = now.date() - timedelta(days=len(counted) - 1)
        return [(first + timedelta(days=n), requests) for n, requests in enumerate(counted)]

    async def _shown(self, viewer: Viewer, path: str, name: str, language: str) -> str:
        headers = await bearer(self._tokens, viewer, "accounts", language)
        answer = await self._services.ask("accounts", "POST", path, headers=headers, language=language)
        return str(answer[name])
