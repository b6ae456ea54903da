"""Sessions of people for the pages, kept by accounts."""

from datetime import datetime
from typing import Any

import orjson

from gateway.clients import Refused
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.clients.viewers import Viewers
from gateway.viewer import NOBODY, Viewer
from gateway.web.ports import SignedIn
from shared.errors import Kind, Unauthenticated


class HttpSessions:
    """Sessions of people, kept by accounts."""

    def __init__(self, services: Services, tokens: Tokens, viewers: Viewers) -> None:
        self._services, self._tokens, self._viewers = services, tokens, viewers

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, language: str = "vi") -> SignedIn:
        """See `Sessions`. Raises `Refused`."""
        found: dict[str, Any] = await self._services.ask(
            "accounts",
            "POST",
            "/sign-in",
            body=orjson.dumps({"mail": mail, "password": password, "tenant_id": tenant_id}),
            headers={"Content-Type": "application/json"},
            language=language,
        )
        until = datetime.fromisoformat(found["expires_at"])
        return SignedIn(found["session"], found["person_id"], found["tenant_id"], until)

    async def sign_out(self, session: str) -> None:
        """Ends a session; one that has ended already is no error. Raises `Refused` when accounts does not answer."""
        self._tokens.forget(session)
        await self._services.ask("accounts", "POST", "/sign-out", headers={"Authorization": f"Bearer {session}"})

    async def viewer(self, session: str) -> Viewer:
        """Who is behind a session; `NOBODY` for one that has ended or never was."""
        try:
            return await self._viewers.of(session)
        except Unauthenticated:
            return NOBODY
        except Refused as refused:
            if refused.kind is Kind.UNAUTHENTICATED:
                return NOBODY
            raise
