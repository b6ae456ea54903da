"""What the pages ask accounts about organisations and invitations: likely twins, what a mailed link is to."""

from datetime import datetime
from typing import Any

import orjson

from gateway.clients.asking import bearer
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.sessions import entered_of
from gateway.viewer import Viewer
from gateway.web.ports import Entered, ShownInvitation, Twin

JSON = {"Content-Type": "application/json"}
PERSONS_NUMBER = 12
"""Digits of a tax code that is a person's number: it is in no address, and finds nobody."""


class HttpTwins:
    """`Twins` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self._services, self._tokens = services, tokens

    async def likely(self, viewer: Viewer, tenant_id: str, typed: dict[str, str], language: str) -> list[Twin]:
        """See `Twins`. Raises `Refused`."""
        code = "".join(sign for sign in typed.get("tax_code", "") if sign.isdecimal())
        asked = {"name": typed.get("name", "")[:200], "website": typed.get("website", "")[:300]}
        if len(code) != PERSONS_NUMBER:
            asked["tax_code"] = code[:40]
        found = await self._services.ask(
            "accounts",
            "GET",
            "/organisations/twins",
            headers=await bearer(self._tokens, viewer, "accounts", language),
            parameters={"tenant_id": tenant_id, **asked},
            language=language,
        )
        return [_twin(one) for one in found["twins"]]


class HttpInvitations:
    """`Invitations` over HTTP."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def look(self, token: str, language: str) -> ShownInvitation:
        """See `Invitations`. Raises `Refused`."""
        return _shown(await self._post("/invitations/look", {"token": token}, language))

    async def enter(self, token: str, name: str | None, language: str) -> Entered:
        """See `Invitations`. Raises `Refused`."""
        given = {"token": token, "name": name, "language": language}
        return entered_of(await self._post("/sign-in/invitation", given, language))

    async def _post(self, path: str, given: dict[str, Any], language: str) -> dict[str, Any]:
        found: dict[str, Any] = await self._services.ask(
            "accounts", "POST", path, body=orjson.dumps(given), headers=JSON, language=language
        )
        return found


def _twin(found: dict[str, Any]) -> Twin:
    return Twin(found["organisation_id"], found["name"], found["website"], found["location"], found["verified"])


def _shown(found: dict[str, Any]) -> ShownInvitation:
    return ShownInvitation(
        invitation_id=found["invitation_id"],
        tenant_id=found["tenant_id"],
        role=found["role"],
        invited_by=found["invited_by"],
        organisation=found["organisation"],
        admin=found["admin"],
        expires_at=datetime.fromisoformat(found["expires_at"]),
        is_new=found["is_new"],
    )
