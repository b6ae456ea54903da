"""Free texts of people, sealed and opened where they are needed, under keys that accounts keeps."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from shared.auth import VIEWER_HEADER
from shared.clock import Clock
from shared.contracts.accounts.events import PersonErased
from shared.contracts.personal import PersonText
from shared.errors import NotFound, Unavailable
from shared.held_keys import HeldKeys
from shared.sealing import seal, unseal
from shared.service_token import ServiceToken

SCOPE = "vault:keys"
SECONDS = 5.0
AT_ONCE = 100


class _Keys(BaseModel):
    keys: dict[str, str]


class PersonTexts:
    """Seals and opens in this process; a key is asked of accounts and kept in memory for a minute at most."""

    def __init__(
        self,
        accounts_url: str,
        service: str,
        secret: SecretStr | None,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`secret` is the service's own; without it nothing is sealed or opened."""
        self._http = httpx.AsyncClient(
            base_url=accounts_url, timeout=SECONDS, transport=transport, follow_redirects=False
        )
        self._token = ServiceToken(self._http, service, secret, SCOPE, clock) if secret else None
        self._clock, self._held = clock, HeldKeys(clock)

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        """The text, to be told. Raises `NotFound` for who is erased, `Unavailable` while accounts doesn't answer."""
        keys = await self._keys([subject], {"sealing": True}, "")
        if subject not in keys:
            raise NotFound
        return PersonText(subject=subject, sealed=seal(keys[subject], subject, purpose, text))

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        """What they say, in their order; None for who is erased. `viewer_token` is of whoever reads, if somebody does.

        Whether the viewer may read them is to be asked before. Raises `Unavailable` while accounts doesn't answer.
        """
        keys = await self._keys({text.subject for text in texts}, {}, viewer_token)
        return [
            unseal(keys[text.subject], text.subject, purpose, text.sealed) if text.subject in keys else None
            for text in texts
        ]

    def hear(self, erased: PersonErased) -> None:
        """Drops the keys of who is erased."""
        self._held.drop((erased.person_id, *erased.merged))

    async def close(self) -> None:
        """Ends the connections, and lets go of all keys."""
        self._held.drop_all()
        await self._http.aclose()

    async def _keys(self, subjects: Iterable[str], how: Mapping[str, Any], viewer_token: str) -> Mapping[str, bytes]:
        wanted = list(dict.fromkeys(subjects))
        found = {subject: key for subject in wanted if (key := self._held.get(subject)) is not None}
        missing = [subject for subject in wanted if subject not in found]
        for begin in range(0, len(missing), AT_ONCE):
            found |= await self._asked({"ids": missing[begin : begin + AT_ONCE], **how}, viewer_token)
        return found

    async def _asked(self, body: Mapping[str, Any], viewer_token: str) -> Mapping[str, bytes]:
        """Asked anew with a new token where the one shown isn't taken: accounts' keys may have changed."""
        at = self._clock.now()
        try:
            answer = await self._answer(body, viewer_token)
            if answer.status_code == HTTPStatus.UNAUTHORIZED and self._token is not None:
                self._token.drop()
                answer = await self._answer(body, viewer_token)
            answer.raise_for_status()
            keys = {i: base64.urlsafe_b64decode(k) for i, k in _Keys.model_validate_json(answer.content).keys.items()}
        except (httpx.HTTPError, ValidationError, ValueError):
            raise Unavailable from None
        for subject, key in keys.items():
            self._held.hold(subject, key, at)
        return keys

    async def _answer(self, body: Mapping[str, Any], viewer_token: str) -> httpx.Response:
        if self._token is None:
            raise Unavailable
        headers = {"Authorization": f"Bearer {await self._token.held()}"}
        shown = {**headers, VIEWER_HEADER: viewer_token} if viewer_token else headers
        return await self._http.post("/vault/keys", json=body, headers=shown)
