"""What the pages ask accounts about sessions, as it goes over the wire."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from gateway.clients import Refused
from gateway.clients.http import Services
from gateway.clients.tokens import Tokens
from gateway.proofs import HttpProofs
from gateway.sessions import HttpSecurity, HttpSessions
from gateway.web.ports import (
    AppSecret,
    AskedLink,
    AskedProvider,
    ByMail,
    OwnSession,
    ProvenAccount,
    SecondStep,
    SignedIn,
)
from shared.contracts.accounts.roles import Role, RoleName
from tests.builders.tokens import NOW, StoppedClock

UNTIL = datetime(2026, 10, 27, 9, 15, tzinfo=UTC)
IN = {"session": "s" * 64, "person_id": "person-1", "tenant_id": "tenant-1", "expires_at": UNTIL.isoformat()}
BY_MAIL = {**IN, "next": "/entries", "password_ended": True}
SIGNED_IN = SignedIn("s" * 64, "person-1", "tenant-1", UNTIL)


class Accounts:
    """Answers each path with what a test gives; `asked` lists method, path, body and bearer."""

    def __init__(self):
        self.answers: dict[str, Any] = {}
        self.asked: list[Any] = []

    def __call__(self, request):
        body = json.loads(request.content) if request.content else None
        self.asked.append((request.method, request.url.path, body, request.headers.get("authorization")))
        found = self.answers.get(request.url.path)
        if isinstance(found, int):
            code = {"code": "not_found" if found == 404 else "unavailable", "title": "no"}
            return httpx.Response(found, json=code)
        return httpx.Response(200, json=found) if found is not None else httpx.Response(204)


@pytest.fixture
def accounts():
    return Accounts()


@pytest.fixture
async def sides(accounts):
    services = Services({"accounts": "http://accounts"}, "secret", httpx.MockTransport(accounts))
    clock = StoppedClock(NOW)
    nobody: Any = None
    yield HttpSessions(services, Tokens(services, clock), nobody, clock), HttpSecurity(services), clock
    await services.close()


async def test_each_way_in_asks_accounts_and_reads_its_answer(sides, accounts):
    sessions, _, _ = sides
    accounts.answers = {
        "/sign-in": {"second_factor": "t" * 64, "expires_at": UNTIL.isoformat()},
        "/sign-in/link": {"sign_in_id": "sign-in-1", "browser": "b", "expires_at": UNTIL.isoformat()},
        "/sign-in/provider": {"url": "https://id.example/", "browser": "b", "expires_at": UNTIL.isoformat()},
        **dict.fromkeys(("/sign-in/code", "/sign-in/second-factor"), IN),
        **dict.fromkeys(("/sign-in/link/use", "/sign-in/code-by-mail"), BY_MAIL),
        "/sign-in/provider/use": {**IN, "next": None},
    }
    come_by_mail = ByMail(SIGNED_IN, "/entries", password_ended=True)
    assert await sessions.sign_in("a@b.vn", "p", None) == SecondStep("t" * 64, UNTIL)
    assert await sessions.ask_link("a@b.vn", "tenant-1", "/x", "vi") == AskedLink("sign-in-1", "b", UNTIL)
    assert await sessions.press_link("t", "b", "vi") == come_by_mail
    assert await sessions.type_code("sign-in-1", "b", "123456", "vi") == ByMail(
        SIGNED_IN, "/entries", password_ended=True
    )
    assert await sessions.use_slip("CODE", "Lan", "tenant-1", "vi") == SIGNED_IN
    assert await sessions.second_step("t", "123456", "vi") == SIGNED_IN
    assert await sessions.begin_at_provider(None, "", "en") == AskedProvider("https://id.example/", "b", UNTIL)
    assert await sessions.back_from_provider("s", "c", "b", "vi") == (SIGNED_IN, "")
    assert [body for _, _, body, _ in accounts.asked] == [
        {"mail": "a@b.vn", "password": "p", "tenant_id": None},
        {"mail": "a@b.vn", "tenant_id": "tenant-1", "language": "vi", "next": "/x"},
        {"token": "t", "browser": "b"},
        {"sign_in_id": "sign-in-1", "browser": "b", "code": "123456"},
        {"code": "CODE", "name": "Lan", "tenant_id": "tenant-1", "language": "vi"},
        {"token": "t", "code": "123456"},
        {"tenant_id": None, "language": "en", "next": None},
        {"state": "s", "code": "c", "browser": "b"},
    ]


async def test_ones_own_signing_in_is_asked_for_by_the_session(sides, accounts):
    _, security, _ = sides
    listed = {"session_id": "session-1", "method": "link", "device": "", "current": True}
    times = {name: NOW.isoformat() for name in ("begun_at", "seen_at", "expires_at")}
    accounts.answers = {
        "/sessions": {"sessions": [{**listed, **times}]},
        "/second-factor": {"on": True, "recovery_left": 7},
        "/second-factor/begin": {"secret": "S", "uri": "otpauth://", "qr": "<svg/>"},
        "/second-factor/confirm": {"recovery_codes": ["A", "B"]},
    }
    assert await security.sessions("s") == [OwnSession("session-1", NOW, NOW, "link", "", True)]
    assert await security.second_step("s") == (True, 7)
    assert await security.begin_second_step("s", "Lan", "vi") == AppSecret("S", "<svg/>")
    assert await security.confirm_second_step("s", "123456", "vi") == ["A", "B"]
    await security.end_second_step("s", "123456", "vi")
    await security.end("s", "session-2")
    await security.end_others("s")
    assert {bearer for _, _, _, bearer in accounts.asked} == {"Bearer s"}
    assert [path for _, path, _, _ in accounts.asked][-2:] == ["/sessions/session-2/end", "/sessions/end-others"]


async def test_another_account_is_proven_by_the_session_over_the_wire(accounts):
    services = Services({"accounts": "http://accounts"}, "secret", httpx.MockTransport(accounts))
    proofs, role = HttpProofs(services), {"name": "judge", "tenant_id": "tenant-1"}
    accounts.answers = {
        "/proofs": {"sign_in_id": "sign-in-1", "browser": "b", "expires_at": UNTIL.isoformat()},
        "/proofs/person-2": {
            "person_id": "person-2", "tenant_id": "tenant-1", "name": "Lan", "mail": "a@b.vn", "roles": [role],
        },
        "/proofs/use": {"person_id": "person-2"},
        "/proofs/code": {"person_id": "person-2"},
    }  # fmt: skip
    assert await proofs.ask("s", "a@b.vn", "en") == AskedLink("sign-in-1", "b", UNTIL)
    assert await proofs.press("s", "t", "b", "vi") == "person-2"
    assert await proofs.type_code("s", "sign-in-1", "b", "123456", "vi") == "person-2"
    judge = Role(name=RoleName.JUDGE, tenant_id="tenant-1")
    assert await proofs.proven("s", "person-2", "vi") == ProvenAccount(
        "person-2", "tenant-1", "Lan", "a@b.vn", (judge,)
    )
    assert accounts.asked == [
        ("POST", "/proofs", {"mail": "a@b.vn", "language": "en"}, "Bearer s"),
        ("POST", "/proofs/use", {"token": "t", "browser": "b"}, "Bearer s"),
        ("POST", "/proofs/code", {"sign_in_id": "sign-in-1", "browser": "b", "code": "123456"}, "Bearer s"),
        ("GET", "/proofs/person-2", None, "Bearer s"),
    ]
    await services.close()


@pytest.mark.parametrize(("answer", "label", "asked"), [({"label": "Cổng"}, "Cổng", 1), (404, "", 1), (503, "", 3)])
async def test_the_other_provider_is_asked_for_once_a_minute(sides, accounts, answer, label, asked):
    sessions, _, clock = sides
    accounts.answers = {"/sign-in/provider": answer}
    assert [await sessions.provider() for _ in range(3)] == [label] * 3
    assert len(accounts.asked) == asked
    clock.at += timedelta(minutes=1, seconds=1)
    await sessions.provider()
    assert len(accounts.asked) == asked + 1


async def test_what_accounts_refuses_is_told(sides, accounts):
    sessions, _, _ = sides
    accounts.answers = {"/sign-in/link": 404}
    with pytest.raises(Refused) as refused:
        await sessions.ask_link("a@b.vn", None, "", "vi")
    assert refused.value.code == "not_found"
