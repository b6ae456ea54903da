"""Showing that another account is one's own too, asked of accounts by the session."""

from typing import Any

import orjson
from pydantic import TypeAdapter

from gateway.clients.http import Services
from gateway.sessions import JSON, asked_link
from gateway.web.ports import AskedLink, ProvenAccount

PROVEN = TypeAdapter(ProvenAccount)


class HttpProofs:
    """Implements `Proofs` over HTTP."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def ask(self, session: str, mail: str, language: str) -> AskedLink:
        """See `Proofs`. Raises `Refused`."""
        return asked_link(await self._asked(session, "POST", "/proofs", language, mail=mail, language=language))

    async def press(self, session: str, token: str, browser: str, language: str) -> str:
        """See `Proofs`. Raises `Refused`."""
        found = await self._asked(session, "POST", "/proofs/use", language, token=token, browser=browser)
        return str(found["person_id"])

    async def type_code(self, session: str, sign_in_id: str, browser: str, code: str, language: str) -> str:
        """See `Proofs`. Raises `Refused`."""
        given = {"sign_in_id": sign_in_id, "browser": browser, "code": code}
        return str((await self._asked(session, "POST", "/proofs/code", language, **given))["person_id"])

    async def proven(self, session: str, person_id: str, language: str) -> ProvenAccount:
        """See `Proofs`. Raises `Refused`."""
        return PROVEN.validate_python(await self._asked(session, "GET", f"/proofs/{person_id}", language))

    async def _asked(self, session: str, method: str, path: str, said_in: str, /, **given: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {session}", **JSON}
        found: dict[str, Any] = await self._services.ask(
            "accounts", method, path, body=orjson.dumps(given) if given else None, headers=headers, language=said_in
        )
        return found
