"""What people want mailed: asked of notifications, as the viewer or by a link that one of their mails held."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.viewer import Viewer
from gateway.web.ports import MailTopic

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class HttpMailChoices:
    """`MailChoices` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def unwanted(self, viewer: Viewer, language: str) -> tuple[frozenset[str], datetime | None]:
        """See `MailChoices`. Raises `Refused`."""
        headers = await bearer(self._tokens, viewer, "notifications", language)
        found = await self._services.ask("notifications", "GET", "/subscription", headers=headers, language=language)
        since = found["bounced_at"]
        return frozenset(found["unwanted"]), datetime.fromisoformat(since) if since else None

    async def linked(self, token: str, language: str) -> MailTopic:
        """See `MailChoices`. Raises `Refused`."""
        return _topic(
            await self._services.ask(
                "notifications", "GET", "/unsubscribe", parameters={"token": token}, language=language
            )
        )

    async def switch(self, token: str, mailed: bool, language: str) -> MailTopic:
        """See `MailChoices`. Raises `Refused`."""
        wish = {"mailed": "yes"} if mailed else {"List-Unsubscribe": "One-Click"}
        return _topic(
            await self._services.ask(
                "notifications",
                "POST",
                "/unsubscribe",
                body=urlencode(wish).encode(),
                headers=FORM,
                parameters={"token": token},
                language=language,
            )
        )


def _topic(found: dict[str, Any]) -> MailTopic:
    return MailTopic(found["topic"], found["mailed"])
