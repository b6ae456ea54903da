"""/graphql keeps to GraphQL over HTTP, and answers nonsense with a code."""

import httpx
import pytest

from gateway.web import cookies, csrf
from tests.gateway.http.services import SESSION, signed

pytestmark = pytest.mark.real
GRAPHQL = {"Accept": "application/graphql-response+json"}
TENANTS = {"query": "{ tenants { totalCount } }"}
LAN = {"Authorization": f"Bearer {signed('person-lan', 'gateway', tenant_id='tenant-bac-ninh')}"}
SUBMIT = """mutation ($entry: ID!) { submitEntry(input: {entryId: $entry, programmeId: "programme-idea",
  organisationId: "organisation-1", answers: {title: "Gạch"}}, commandId: "command-1") { __typename
  ... on SubmitEntryAccepted { id after } ... on Refusal { code message fields { path } } } }"""


def code_of(answer) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize("accept", ["application/graphql-response+json", "application/json", "*/*"])
async def test_a_query_is_answered_in_the_type_that_the_client_accepts(gateway, accept):
    answer = await gateway.http.post("/graphql", json=TENANTS, headers={"Accept": accept})
    expected = "application/json" if accept == "*/*" else accept
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{expected}; charset=utf-8")
    assert answer.json() == {"data": {"tenants": {"totalCount": 2}}}


async def test_a_query_may_come_by_get_and_a_mutation_may_not(gateway):
    asked = {"query": "query Q($n: Int) { tenants(first: $n) { totalCount } }", "variables": '{"n": 1}'}
    assert (await gateway.http.get("/graphql", params=asked)).json() == {"data": {"tenants": {"totalCount": 2}}}
    answer = await gateway.http.get("/graphql", params={"query": SUBMIT, "variables": '{"entry": "entry-001"}'})
    assert (answer.status_code, code_of(answer), gateway.behind.requests) == (405, "method_not_allowed", [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"null", "bad_request"),
        (b"[]", "bad_request"),
        (b'"text"', "bad_request"),
        (b"1", "bad_request"),
        (b"{}", "bad_request"),
        (b'{"query": null}', "bad_request"),
        (b'{"query": 1}', "bad_request"),
        (b'{"query": " "}', "bad_request"),
        (b'{"query": "{ a }", "variables": []}', "bad_request"),
        (b'{"query": "{ a }", "operationName": 1}', "bad_request"),
        (b'{"query": "{ a }", "extensions": []}', "bad_request"),
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b"[" * 5000, "bad_json"),
    ],
)
async def test_a_body_that_is_no_request_is_answered_with_a_code(gateway, body, code):
    headers = {"Content-Type": "application/json"}
    answer = await gateway.http.post("/graphql", content=body, headers=headers)
    assert (answer.status_code, code_of(answer)) == (400, code)


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), ("application/graphql-response+json", 400)])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "invalid_document"),
        ("{ odd }", "invalid_document"),
        ("query ($n: Int!) { tenants(first: $n) { totalCount } }", "invalid_request"),
        ("query A { __typename } query B { __typename }", "invalid_request"),
        ("subscription { a }", "invalid_document"),
    ],
)
async def test_a_document_that_can_not_run_is_answered_with_a_code(gateway, query, code, accept, status):
    answer = await gateway.http.post("/graphql", json={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, code_of(answer), "data" in answer.json()) == (status, code, False)


async def test_a_resolver_that_fails_tells_nothing_of_how(gateway):
    gateway.behind.answers["/drafts"] = broken()
    asked = {"query": "{ viewer { id drafts { steps } } }"}
    answer = await gateway.http.post("/graphql", json=asked, headers={**LAN, **GRAPHQL})
    assert (answer.status_code, code_of(answer)) == (200, "unavailable")
    assert answer.json()["data"] == {"viewer": None}


def broken() -> httpx.Response:
    return httpx.Response(500, text="Traceback: a secret")


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        ({"Content-Type": "application/json", "Accept": "text/html"}, 406, "not_acceptable"),
        ({"Content-Type": "application/json", "Authorization": "Bearer a.b.c"}, 401, "unauthenticated"),
        ({"Content-Type": "application/json", "Authorization": "Basic eDp5"}, 401, "unauthenticated"),
        ({"Content-Type": "application/json", "Authorization": "Bearer ended"}, 401, "unauthenticated"),
        (
            {"Content-Type": "application/json", "Authorization": f"Bearer {signed('p' * 8, 'accounts')}"},
            401,
            "unauthenticated",
        ),
    ],
)
async def test_headers_that_do_not_fit_are_answered_with_a_code(gateway, headers, status, code):
    answer = await gateway.http.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
    assert (answer.status_code, code_of(answer)) == (status, code)


async def test_a_body_over_the_limit_is_refused(gateway):
    answer = await gateway.http.post("/graphql", json={"query": "{ __typename }", "extensions": "x" * 300_000})
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


async def test_a_person_sees_what_is_theirs_by_bearer_token(gateway):
    asked = {"query": "{ viewer { id kind tenantId entries { totalCount } } }"}
    answer = await gateway.http.post("/graphql", json=asked, headers=LAN)
    assert answer.json() == {
        "data": {
            "viewer": {
                "id": "person-lan",
                "kind": "person",
                "tenantId": "tenant-bac-ninh",
                "entries": {"totalCount": 2},
            }
        }
    }


@pytest.mark.parametrize(
    ("headers", "seen"),
    [
        ({"right": "yes", "Origin": "http://gateway.test"}, {"id": "person-lan"}),
        ({"right": "yes", "Referer": "http://gateway.test/developers/graphiql"}, {"id": "person-lan"}),
        ({"right": "yes", "Sec-Fetch-Site": "same-origin"}, {"id": "person-lan"}),
        ({"right": "yes"}, None),
        ({"Origin": "http://gateway.test"}, None),
        ({"right": "yes", "Origin": "http://evil.test"}, None),
        ({"right": "yes", "Origin": "http://gateway.test:8081"}, None),
        ({"right": "yes", "Origin": "null", "Referer": "http://gateway.test/"}, None),
        ({"right": "yes", "Referer": "http://evil.test/http://gateway.test/"}, None),
        ({"right": "yes", "Origin": "http://gateway.test", "Sec-Fetch-Site": "same-site"}, None),
        ({csrf.HEADER: "made up", "Origin": "http://gateway.test"}, None),
    ],
)
async def test_a_cookie_counts_only_from_a_page_of_ours(gateway, headers, seen):
    given = dict(headers)
    if given.pop("right", None):
        given[csrf.HEADER] = csrf.token(gateway.settings.secret, "form-cookie", SESSION)
    given["Cookie"] = f"{cookies.SESSION}={SESSION}; {cookies.FORM}=form-cookie"
    answer = await gateway.http.post("/graphql", json={"query": "{ viewer { id } }"}, headers=given)
    assert answer.json() == {"data": {"viewer": seen}}


async def test_a_mutation_reaches_its_service_with_a_token_for_it(gateway):
    asked = {"query": SUBMIT, "variables": {"entry": "entry-001"}}
    answer = await gateway.http.post("/graphql", json=asked, headers={**LAN, "Accept-Language": "en"})
    taken = answer.json()["data"]["submitEntry"]
    (command,) = gateway.behind.sent("/commands/submit-entry")
    assert (taken["__typename"], taken["id"]) == ("SubmitEntryAccepted", "entry-001")
    assert command.headers["idempotency-key"] == "command-1"
    assert command.headers["accept-language"] == "en"
    assert command.headers["authorization"] != LAN["Authorization"]
    waits = {**LAN, "Techfest-After": taken["after"]}
    fresh = await gateway.http.post("/graphql", json={"query": "{ viewer { id } }"}, headers=waits)
    assert fresh.json() == {"data": {"viewer": {"id": "person-lan"}}}


async def test_a_service_that_does_not_answer_is_a_refusal(gateway):
    gateway.behind.answers["/commands/submit-entry"] = broken()
    asked = {"query": SUBMIT, "variables": {"entry": "entry-001"}}
    answer = await gateway.http.post("/graphql", json=asked, headers=LAN)
    assert answer.json()["data"]["submitEntry"] == {
        "__typename": "Refusal",
        "code": "unavailable",
        "message": "Hệ thống chưa trả lời được. Chưa mất gì; bạn gửi lại.",
        "fields": [],
    }


async def test_the_process_says_that_it_is_ready(gateway):
    assert (await gateway.http.get("/readyz")).json() == {"ready": True, "failed": []}
