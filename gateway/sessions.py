"""Sessions of people for the pages, kept by accounts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from gateway.clients import Refused
from gateway.clients.asking import body_of
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.clients.viewers import Viewers
from gateway.viewer import NOBODY, Viewer
from gateway.web.ports import AppSecret, AskedLink, AskedProvider, ByMail, Entered, OwnSession, SecondStep, SignedIn
from shared.clock import Clock
from shared.contracts.accounts.commands import RegisterPerson
from shared.errors import Kind, Unauthenticated
from shared.recent import Recent

PROVIDER_KEPT = timedelta(minutes=1)
JSON = {"Content-Type": "application/json"}


class HttpSessions:
    """Implements `Sessions` over HTTP."""

    def __init__(self, services: Services, tokens: Tokens, viewers: Viewers, clock: Clock) -> None:
        self._services, self._tokens, self._viewers, self._clock = services, tokens, viewers, clock
        self._provider: Recent[str] = Recent(PROVIDER_KEPT)

    async def sign_in(self, mail: str, password: str, tenant_id: str | None, language: str = "vi") -> Entered:
        """See `Sessions`. Raises `Refused`."""
        given = {"mail": mail, "password": password, "tenant_id": tenant_id}
        return entered_of(await self._post("/sign-in", language, given))

    async def ask_link(self, mail: str, tenant_id: str | None, target: str, language: str) -> AskedLink:
        """See `Sessions`. Raises `Refused`."""
        given = {"mail": mail, "tenant_id": tenant_id, "language": language, "next": target or None}
        return asked_link(await self._post("/sign-in/link", language, given))

    async def make_account(
        self, command: RegisterPerson, command_id: str, target: str, language: str
    ) -> tuple[SignedIn, AskedLink]:
        """See `Sessions`. Raises `Refused`."""
        given = {"account": orjson.Fragment(body_of(command)), "next": target or None}
        found = await self._post("/sign-in/new", language, given, {"Idempotency-Key": command_id})
        return _signed_in(found), asked_link(found["confirm"])

    async def ask_confirmation(self, session: str, target: str, language: str) -> AskedLink:
        """See `Sessions`. Raises `Refused`."""
        shown = {"Authorization": f"Bearer {session}"}
        return asked_link(await self._post("/proofs/own", language, {"next": target or None}, shown))

    async def press_link(self, token: str, browser: str, language: str) -> ByMail:
        """See `Sessions`. Raises `Refused`."""
        return _by_mail(await self._post("/sign-in/link/use", language, {"token": token, "browser": browser}))

    async def type_code(self, sign_in_id: str, browser: str, code: str, language: str) -> ByMail:
        """See `Sessions`. Raises `Refused`."""
        given = {"sign_in_id": sign_in_id, "browser": browser, "code": code}
        return _by_mail(await self._post("/sign-in/code-by-mail", language, given))

    async def use_slip(self, code: str, name: str | None, tenant_id: str | None, language: str) -> Entered:
        """See `Sessions`. Raises `Refused`."""
        given = {"code": code, "name": name, "tenant_id": tenant_id, "language": language}
        return entered_of(await self._post("/sign-in/code", language, given))

    async def second_step(self, token: str, code: str, language: str) -> SignedIn:
        """See `Sessions`. Raises `Refused`."""
        return _signed_in(await self._post("/sign-in/second-factor", language, {"token": token, "code": code}))

    async def provider(self) -> str:
        """See `Sessions`; while accounts does not answer there is none."""
        now = self._clock.now()
        if (known := self._provider.get("label", now)) is not None:
            return known
        try:
            found = await self._services.ask("accounts", "GET", "/sign-in/provider")
        except Refused as refused:
            return self._provider.put("label", "", now) if refused.kind is Kind.MISSING else ""
        return self._provider.put("label", str(found["label"]), now)

    async def begin_at_provider(self, tenant_id: str | None, target: str, language: str) -> AskedProvider:
        """See `Sessions`. Raises `Refused`."""
        given = {"tenant_id": tenant_id, "language": language, "next": target or None}
        found = await self._post("/sign-in/provider", language, given)
        return AskedProvider(found["url"], found["browser"], datetime.fromisoformat(found["expires_at"]))

    async def back_from_provider(self, state: str, code: str, browser: str, language: str) -> tuple[Entered, str]:
        """See `Sessions`. Raises `Refused`."""
        given = {"state": state, "code": code, "browser": browser}
        found = await self._post("/sign-in/provider/use", language, given)
        return entered_of(found), found["next"] or ""

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

    async def _post(
        self, path: str, language: str, given: dict[str, Any], more: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        headers = {**JSON, **(more or {})}
        found: dict[str, Any] = await self._services.ask(
            "accounts", "POST", path, body=orjson.dumps(given), headers=headers, language=language
        )
        return found


class HttpSecurity:
    """Implements `Security` over HTTP, by the session itself."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def sessions(self, session: str) -> list[OwnSession]:
        """See `Security`. Raises `Refused`."""
        found = await self._asked(session, "GET", "/sessions")
        return [_own_session(one) for one in found["sessions"]]

    async def end(self, session: str, session_id: str) -> None:
        """See `Security`. Raises `Refused`."""
        await self._asked(session, "POST", f"/sessions/{session_id}/end")

    async def end_others(self, session: str) -> None:
        """See `Security`. Raises `Refused`."""
        await self._asked(session, "POST", "/sessions/end-others")

    async def second_step(self, session: str) -> tuple[bool, int]:
        """See `Security`. Raises `Refused`."""
        found = await self._asked(session, "GET", "/second-factor")
        return found["on"], found["recovery_left"]

    async def begin_second_step(self, session: str, account: str, language: str) -> AppSecret:
        """See `Security`. Raises `Refused`."""
        found = await self._asked(session, "POST", "/second-factor/begin", {"account": account}, language)
        return AppSecret(found["secret"], found["qr"])

    async def confirm_second_step(self, session: str, code: str, language: str) -> list[str]:
        """See `Security`. Raises `Refused`."""
        found = await self._asked(session, "POST", "/second-factor/confirm", {"code": code}, language)
        return list(found["recovery_codes"])

    async def end_second_step(self, session: str, code: str, language: str) -> None:
        """See `Security`. Raises `Refused`."""
        await self._asked(session, "POST", "/second-factor/off", {"code": code}, language)

    async def _asked(
        self, session: str, method: str, path: str, given: dict[str, Any] | None = None, language: str = "vi"
    ) -> Any:  # noqa: ANN401 - any JSON
        headers = {"Authorization": f"Bearer {session}", **JSON}
        body = None if given is None else orjson.dumps(given)
        return await self._services.ask("accounts", method, path, body=body, headers=headers, language=language)


def entered_of(found: dict[str, Any]) -> Entered:
    """What accounts answers to whoever comes in."""
    if "second_factor" in found:
        return SecondStep(found["second_factor"], datetime.fromisoformat(found["expires_at"]))
    return _signed_in(found)


def _by_mail(found: dict[str, Any]) -> ByMail:
    return ByMail(entered_of(found), found["next"] or "", found["password_ended"])


def asked_link(found: dict[str, Any]) -> AskedLink:
    """What accounts answers to whoever asks for a mail."""
    return AskedLink(found["sign_in_id"], found["browser"], datetime.fromisoformat(found["expires_at"]))


def _signed_in(found: dict[str, Any]) -> SignedIn:
    until = datetime.fromisoformat(found["expires_at"])
    return SignedIn(found["session"], found["person_id"], found["tenant_id"], until)


def _own_session(found: dict[str, Any]) -> OwnSession:
    begun, seen = datetime.fromisoformat(found["begun_at"]), datetime.fromisoformat(found["seen_at"])
    return OwnSession(found["session_id"], begun, seen, found["method"], found["device"], found["current"])
