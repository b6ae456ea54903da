"""Limits at every door: REST, GraphQL, server-sent events, websocket, pages; whoever asks, and however they try."""

from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from gateway.limits.counting import Counter
from gateway.limits.metering import place_of
from shared.clock import SystemClock
from tests.builders.tokens import StoppedClock
from tests.gateway import facts
from tests.gateway.http.conftest import gateway_of, settings_of
from tests.gateway.http.services import problem, signed
from tests.gateway.limits.test_counting import MemoryUsage
from tests.gateway.subscriptions.listening import listened

pytestmark = pytest.mark.real
QUERY = {"query": "{ tenants { totalCount } }"}
STREAM = {"Accept": "text/event-stream"}
JOB = 'subscription { job(jobId: "job-00001") { done } }'
LAN = {"Authorization": f"Bearer {signed('person-lan', 'gateway', tenant_id=facts.TENANT)}"}
FEW = {"person_per_minute": 3, "place_per_minute": 2, "token_per_minute": 1, "pages_per_minute": 4}


@asynccontextmanager
async def limited(province, tmp_path, **settings):
    counter = Counter(MemoryUsage(), StoppedClock(SystemClock().now()))
    async with gateway_of(province, settings_of(tmp_path, **{**FEW, **settings}), counter) as one:
        yield one


def client_token(client_id: str, **claims) -> dict[str, str]:
    usual = {"kind": "client", "scope": "entries:read", "tenant_id": facts.TENANT}
    return {"Authorization": f"Bearer {signed(client_id, 'gateway', **{**usual, **claims})}"}


async def statuses(gateway, times: int, **headers: str) -> list[int]:
    return [(await gateway.http.post("/graphql", json=QUERY, headers=headers)).status_code for _ in range(times)]


async def test_a_person_a_place_a_token_and_a_client_have_limits_of_their_own(province, tmp_path):
    await facts.project(province, facts.api_client("client-0001", "Cổng", per_minute=2, per_day=5))
    token = {"Authorization": f"Bearer {signed('person-lan', 'gateway', scope='own:read', tid='token-0001')}"}
    operator = client_token("operator", tenant_id=None)
    async with limited(province, tmp_path) as gateway:
        assert await statuses(gateway, 4, **LAN) == [200, 200, 200, 429]
        assert await statuses(gateway, 3) == [200, 200, 429]
        assert await statuses(gateway, 2, **token) == [200, 429]
        assert await statuses(gateway, 3, **client_token("client-0001")) == [200, 200, 429]
        assert await statuses(gateway, 10, **operator) == [200] * 10


async def test_who_asks_too_often_is_told_so_and_when_to_go_on(province, tmp_path):
    async with limited(province, tmp_path) as gateway:
        first = await gateway.http.post("/graphql", json=QUERY)
        await statuses(gateway, 1)
        last = await gateway.http.post("/graphql", json=QUERY, headers={"Accept-Language": "en"})
    assert first.headers["ratelimit-remaining"] == "1"
    assert first.headers["ratelimit-policy"] == '"minute";q=2;w=60, "day";q=50000;w=86400'
    assert last.json()["errors"][0]["extensions"]["code"] == "too_many_requests"
    assert last.json()["errors"][0]["message"].startswith("Too many requests. The limit is 2; go on in ")
    assert last.headers["retry-after"] == last.headers["ratelimit-reset"]
    assert 1 <= int(last.headers["retry-after"]) <= 60


async def test_rest_is_limited_by_the_place_until_a_service_has_believed_the_token(province, tmp_path):
    path, forged = "/api/registration/drafts", {"Authorization": f"Bearer {signed('person-lan', 'registration')}"}
    async with limited(province, tmp_path) as gateway:
        gateway.behind.answers["/drafts"] = problem(401, "unauthenticated", "Bạn đăng nhập đã.")
        said = [(await gateway.http.get(path, headers=forged)).status_code for _ in range(3)]
        assert said == [401, 401, 429]
        assert await statuses(gateway, 3, **LAN) == [200, 200, 200]
    async with limited(province, tmp_path) as gateway:
        answers = [await gateway.http.get(path, headers=forged) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        assert answers[-1].json()["code"] == "too_many_requests"
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert "retry-after" in answers[-1].headers


@pytest.mark.parametrize("path", ["/api/accounts/openapi.json", "/api/accounts/.well-known/jwks.json"])
async def test_what_is_answered_without_a_look_at_the_token_makes_none_believed(province, tmp_path, path):
    forged = {"Authorization": f"Bearer {signed('operator', 'gateway', kind='client', scope='')}"}
    async with limited(province, tmp_path) as gateway:
        gateway.behind.answers[path.removeprefix("/api/accounts")] = httpx.Response(200, json={})
        assert [(await gateway.http.get(path, headers=forged)).status_code for _ in range(4)] == [200, 200, 429, 429]


async def test_tokens_that_nobody_has_signed_are_counted_where_they_come_from(province, tmp_path):
    async with limited(province, tmp_path) as gateway:
        bad = [{"Authorization": f"Bearer made.up.{n}"} for n in range(4)]
        assert [(await statuses(gateway, 1, **one))[0] for one in bad] == [401, 401, 429, 429]


async def test_a_stream_and_a_websocket_begin_within_the_limit(database, tmp_path):
    await facts.project(database, facts.tenant(), facts.job("job-00001"))
    counter = Counter(MemoryUsage(), StoppedClock(SystemClock().now()))
    few: Any = FEW
    async with listened(database, tmp_path, counter=counter, **few) as gateway:
        async with gateway.begun("person-lan") as socket:
            await socket.subscribe("1", JOB)
            assert (await socket.next())["type"] == "next"
            await socket.subscribe("2", JOB)
            assert (await socket.next())["type"] == "next"
            await socket.subscribe("3", JOB)
            refused = await socket.next()
            assert (refused["id"], refused["type"]) == ("3", "error")
            assert refused["payload"][0]["extensions"]["code"] == "too_many_requests"
            assert refused["payload"][0]["extensions"]["retryAfter"] >= 1
        streamed = await gateway.http.post("/graphql", json={"query": JOB}, headers={**LAN, **STREAM})
        assert streamed.status_code == 429
        async with gateway.socket() as socket:
            await socket.send("connection_init", payload=LAN)
            assert await socket.closed() == (1013, "Too many requests")


async def test_pages_have_a_limit_of_their_own_and_health_has_none(province, tmp_path):
    async with limited(province, tmp_path) as gateway:
        pages = [(await gateway.http.get("/nowhere")).status_code for _ in range(6)]
        health = [(await gateway.http.get("/healthz")).status_code for _ in range(6)]
        assert (pages, health) == ([404] * 4 + [429] * 2, [200] * 6)
        assert await statuses(gateway, 1) == [200]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_place_is_an_address_or_a_network(address, place):
    assert place_of(address) == place


async def test_no_address_lies_in_what_is_counted(province, tmp_path):
    usage = MemoryUsage()
    async with gateway_of(province, settings_of(tmp_path), Counter(usage, SystemClock())) as gateway:
        await statuses(gateway, 1)
    assert "127.0.0.1" not in repr(usage.counts)
