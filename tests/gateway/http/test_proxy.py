"""Under /api the services' public routes are passed on, and nothing else."""

import pytest

from gateway.after import Afters, Awaited
from shared.clock import SystemClock
from tests.gateway.http.services import signed

pytestmark = pytest.mark.real
LAN = {"Authorization": f"Bearer {signed('person-lan', 'registration')}"}


async def test_a_command_is_passed_on_and_its_answer_names_what_to_wait_for(gateway):
    headers = {**LAN, "Idempotency-Key": "command-1", "Cookie": "techfest_session=secret", "X-Odd": "1"}
    answer = await gateway.http.post(
        "/api/registration/commands/submit-entry", json={"entry_id": "entry-001"}, headers=headers
    )
    (passed,) = gateway.behind.requests
    assert (answer.status_code, answer.json()["id"]) == (200, "entry-001")
    assert passed.url == "http://registration.test/commands/submit-entry"
    assert passed.headers["idempotency-key"] == "command-1"
    assert passed.headers["techfest-client-address"] == "127.0.0.1"
    assert {"cookie", "x-odd"} & set(passed.headers) == set()
    after = Afters(gateway.settings.secret, SystemClock()).read("person-lan", answer.headers["techfest-after"])
    assert after == Awaited("entry", "entry-001", 1)


async def test_who_claims_to_be_the_gateway_from_outside_is_not_believed(gateway):
    headers = {"Techfest-Gateway": "made up", "Techfest-Client-Address": "10.0.0.1"}
    await gateway.http.get("/api/registration/drafts?programme_id=programme-1", headers=headers)
    (passed,) = gateway.behind.requests
    assert passed.url == "http://registration.test/drafts?programme_id=programme-1"
    assert passed.headers["techfest-gateway"] != "made up"
    assert passed.headers["techfest-client-address"] == "127.0.0.1"


async def test_headers_that_are_not_ascii_are_passed_on_as_they_came(gateway):
    headers = {b"Authorization": "Bearer ảảả".encode(), b"Accept-Language": b"\xff"}
    answer = await gateway.http.get("/api/registration/drafts?programme_id=programme-1", headers=headers)
    assert answer.status_code < 500


FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


async def test_the_address_that_a_trusted_proxy_names_is_the_clients(proxied_gateway):
    await proxied_gateway.http.get("/api/registration/drafts?programme_id=programme-1", headers=FORWARDED)
    (passed,) = proxied_gateway.behind.requests
    assert passed.headers["techfest-client-address"] == "203.0.113.7"


async def test_nobody_else_is_believed_about_an_address(gateway):
    await gateway.http.get("/api/registration/drafts?programme_id=programme-1", headers=FORWARDED)
    (passed,) = gateway.behind.requests
    assert passed.headers["techfest-client-address"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/accounts/healthz"),
        ("GET", "/api/accounts/readyz"),
        ("GET", "/api/accounts/commands/create-tenant"),
        ("POST", "/api/accounts/commands/submit-entry"),
        ("POST", "/api/accounts/people/person-lan"),
        ("GET", "/api/accounts/people/person-lan/more"),
        ("GET", "/api/registration/drafts/../healthz"),
        ("GET", "/api/registration/drafts/%2e%2e/healthz"),
        ("GET", "/api/registration/drafts/entry-001%2f..%2f..%2fhealthz"),
        ("POST", "/api/registration/token"),
        ("GET", "/api/odd/openapi.json"),
        ("GET", "/api//openapi.json"),
    ],
)
async def test_what_is_not_public_is_not_there(gateway, method, path):
    answer = await gateway.http.request(method, path)
    assert answer.status_code == 404
    assert gateway.behind.requests == []


ELSEWHERE = [
    {"Origin": "http://evil.test"},
    {"Origin": "null"},
    {"Referer": "http://evil.test/page"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://gateway.test"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
async def test_another_sites_page_lets_no_browser_post(gateway, headers):
    mislead = {"content": b"{}", "headers": {**headers, "Content-Type": "text/plain"}}
    for path in ("/api/accounts/sign-in/link", "/api/accounts/commands/register-person"):
        answer = await gateway.http.post(path, **mislead)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert gateway.behind.requests == []


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://gateway.test"}, {"Sec-Fetch-Site": "none"}])
async def test_programs_and_pages_of_ours_post_as_ever(gateway, headers):
    await gateway.http.post("/api/accounts/sign-in", json={}, headers=headers)
    (passed,) = gateway.behind.requests
    assert passed.url == "http://accounts.test/sign-in"


@pytest.mark.parametrize("headers", ELSEWHERE)
async def test_who_shows_a_token_needs_no_page_of_ours_and_reading_none(gateway, headers):
    await gateway.http.post("/api/registration/commands/submit-entry", json={"entry_id": "e"}, headers=LAN | headers)
    await gateway.http.get("/api/accounts/openapi.json", headers=headers)
    assert len(gateway.behind.requests) == 2


async def test_a_refusal_comes_back_as_it_is(gateway):
    answer = await gateway.http.get("/api/accounts/people/person-lan", headers=LAN)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


async def test_a_service_that_is_down_is_unavailable(gateway):
    gateway.behind.down = True
    answer = await gateway.http.post("/api/accounts/sign-in", json={})
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_a_body_over_a_mebibyte_is_refused(gateway):
    answer = await gateway.http.post("/api/accounts/sign-in", content=b"x" * 1_048_577)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert gateway.behind.requests == []
