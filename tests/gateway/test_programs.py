"""Programs at the gateway: what their scopes let them ask, and that what was ended opens nothing within a second."""

import pytest

from tests.gateway import facts
from tests.gateway.http.conftest import gateway_of, settings_of
from tests.gateway.http.services import problem, signed
from tests.gateway.subscriptions.listening import listened
from tests.gateway.subscriptions.test_events import STREAM, Events

pytestmark = pytest.mark.real
QUERY = '{ entry(entryId: "entry-001") { title } }'
MUTATION = """mutation { submitEntry(input: {entryId: "entry-001", programmeId: "programme-idea",
  organisationId: "organisation-1", answers: {title: "Gạch"}}) {
    ... on SubmitEntryAccepted { id entry { title } } ... on Refusal { code } } }"""
JOB = 'subscription { job(jobId: "job-00001") { done } }'
LISTING = "{ entries { totalCount } personalTokens { totalCount } }"
SCOPES = {"in person": "", "reading": "own:read", "writing": "own:write", "both": "own:read own:write"}
FORBIDDEN = "forbidden"


def token(scope: str, person: str = "person-lan", **claims) -> dict[str, str]:
    tid = {"tid": "token-0001"} if scope else {}
    return {
        "Authorization": f"Bearer {signed(person, 'gateway', scope=scope, tenant_id=facts.TENANT, **tid, **claims)}"
    }


def client(client_id: str = "client-here", tenant_id: str | None = facts.TENANT) -> dict[str, str]:
    signed_ = signed(client_id, "gateway", kind="client", scope="entries:read", tenant_id=tenant_id)
    return {"Authorization": f"Bearer {signed_}"}


@pytest.fixture
async def gateway(province, tmp_path):
    async with gateway_of(province, settings_of(tmp_path)) as one:
        yield one


async def asked(gateway, document: str, headers: dict[str, str]) -> str:
    """What came of a document: `ok`, or the code that it was refused with."""
    answer = await gateway.http.post("/graphql", json={"query": document}, headers=headers)
    errors = answer.json().get("errors")
    return str(errors[0]["extensions"]["code"]) if errors else "ok"


@pytest.mark.parametrize(
    ("kind", "document", "may"),
    [
        ("a query", QUERY, {"in person", "reading", "both"}),
        ("a list", LISTING, {"in person", "reading", "both"}),
        ("introspection", "{ __schema { queryType { name } } }", {"in person", "reading", "both"}),
        ("a node", '{ node(id: "x") { id } }', {"in person", "reading", "both"}),
        ("a mutation", MUTATION, {"in person", "writing", "both"}),
    ],
)
async def test_what_a_program_of_a_person_asks_is_what_its_scopes_say(gateway, kind, document, may):
    said = {name: await asked(gateway, document, token(scope)) for name, scope in SCOPES.items()}
    assert said == {name: "ok" if name in may else FORBIDDEN for name in SCOPES}


async def test_who_may_only_write_reads_nothing_by_what_it_writes(gateway):
    gateway.heard.known["entry-001"] = 1
    found = {}
    for name in ("writing", "both"):
        answer = await gateway.http.post("/graphql", json={"query": MUTATION}, headers=token(SCOPES[name]))
        found[name] = answer.json()["data"]["submitEntry"]
    assert found["writing"] == {"id": "entry-001", "entry": None}
    assert found["both"] == {"id": "entry-001", "entry": {"title": "Gạch không nung"}}


async def test_a_tenants_client_reads_that_tenant_alone(gateway):
    document = '{ here: entry(entryId: "entry-001") { title } there: entry(entryId: "entry-hue") { title } }'
    seen = {}
    for name, headers in {
        "here": client(),
        "there": client("client-away", facts.OTHER_TENANT),
        "operator": client("operator", None),
    }.items():
        data = (await gateway.http.post("/graphql", json={"query": document}, headers=headers)).json()["data"]
        seen[name] = {place for place, entry in data.items() if entry}
    assert seen == {"here": {"here"}, "there": {"there"}, "operator": {"here", "there"}}


async def test_a_client_or_token_that_was_ended_opens_nothing(gateway, province):
    path = "/api/registration/drafts"
    by_rest = {
        "client": {
            "Authorization": f"Bearer {signed('client-here', 'registration', 'client', tenant_id=facts.TENANT)}"
        },
        "token": {
            "Authorization": f"Bearer {signed('person-lan', 'registration', tid='token-0001', scope='own:read')}"
        },
    }
    by_graph = {"client": client(), "token": token("own:read")}

    async def said() -> dict[str, tuple[str, int]]:
        return {
            name: (
                await asked(gateway, QUERY, by_graph[name]),
                (await gateway.http.get(path, headers=by_rest[name])).status_code,
            )
            for name in by_graph
        }

    assert await said() == {"client": ("ok", 200), "token": ("ok", 200)}
    await facts.project(province, facts.client_ended("client-here"), facts.token_ended("token-0001"))
    assert await said() == {"client": ("unauthenticated", 401), "token": ("unauthenticated", 401)}
    assert await asked(gateway, QUERY, token("")) == "ok"


async def test_a_personal_token_is_changed_for_one_of_the_service_that_is_asked(gateway):
    shown = {"Authorization": "Bearer tfp_token-0001_" + "A" * 43}
    answer = await gateway.http.get("/api/registration/drafts", headers=shown)
    exchanged, passed = gateway.behind.requests
    assert (answer.status_code, exchanged.url.path, passed.url.path) == (200, "/token", "/drafts")
    assert b"audience=registration" in exchanged.content
    assert "tfp_" not in passed.headers["authorization"]


async def test_a_personal_token_that_accounts_does_not_know_is_nobodys(gateway):
    gateway.behind.answers["/token"] = problem(401, "unauthenticated", "Bạn đăng nhập đã.")
    shown = {"Authorization": "Bearer tfp_token-0001_" + "A" * 43}
    answer = await gateway.http.get("/api/registration/drafts", headers=shown)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert await asked(gateway, QUERY, shown) == "unauthenticated"


@pytest.mark.parametrize("what", ["client", "token"])
async def test_an_open_stream_ends_within_a_second_when_its_program_does(database, tmp_path, what):
    await facts.project(database, facts.job("job-00001", by="client-here" if what == "client" else "person-lan"))
    await facts.project(database, facts.api_client("client-here", "Cổng"), facts.personal_token("token-0001"))
    headers = client() if what == "client" else token("own:read")
    ended = facts.client_ended("client-here") if what == "client" else facts.token_ended("token-0001")
    async with (
        listened(database, tmp_path) as gateway,
        gateway.http.stream("POST", "/graphql", json={"query": JOB}, headers={**STREAM, **headers}) as raw,
    ):
        events = Events(raw)
        assert await events.next() == ("next", {"data": {"job": {"done": 0}}})
        await gateway.tell(ended)
        name, told = await events.next(seconds=1)
        assert (name, told["errors"][0]["extensions"]["code"]) == ("next", "unauthenticated")
        assert (await events.next(seconds=1))[0] == "complete"
