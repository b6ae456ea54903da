"""Server-sent events: graphql-sse's distinct connections, for subscriptions and for what has one answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import orjson
import pytest

from gateway.graph.subscriptions.crowd import STREAMS
from gateway.graph.subscriptions.events import BEAT, beating, event
from shared.contracts.accounts.roles import RoleName
from tests.gateway import facts
from tests.gateway.subscriptions.listening import bearer
from tests.harness.waiting import eventually

STREAM = {"Accept": "text/event-stream"}
JOB = {"query": 'subscription { job(jobId: "job-00001") { done } }'}
TENANTS = {"query": "{ tenants { totalCount } }"}
COMPLETE, ENDED = ("complete", None), ("", None)


class Events:
    """The events of a response."""

    def __init__(self, response) -> None:
        self.response, self._lines = response, response.aiter_lines()

    def read(self, data: str) -> Any:
        return orjson.loads(data) if data else None

    async def next(self, seconds: float = 5) -> tuple[str, Any]:
        """Name and data of the next event; `ENDED` when the response has."""
        name, data = "", ""
        async with asyncio.timeout(seconds):
            async for line in self._lines:
                field, _, value = line.partition(":")
                if not line and name:
                    return name, self.read(data)
                name, data = (value.strip(), data) if field == "event" else (name, data + value.strip())
        return ENDED


@asynccontextmanager
async def stream(
    gateway, body: dict[str, str], person: str | None = "person-lan", **headers: str
) -> AsyncIterator[Events]:
    who = bearer(person) if person else {}
    async with gateway.http.stream("POST", "/graphql", json=body, headers={**STREAM, **who, **headers}) as response:
        yield Events(response)


@pytest.mark.real
async def test_a_subscription_goes_on_until_the_client_goes(gateway):
    async with stream(gateway, JOB) as events:
        assert events.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert events.response.headers["cache-control"] == "no-store, no-transform"
        assert await events.next() == ("next", {"data": {"job": {"done": 0}}})
        await gateway.tell(facts.job("job-00001", seq=2, done=4))
        assert await events.next() == ("next", {"data": {"job": {"done": 4}}})
    await eventually(lambda: _nobody_listens(gateway), what="the end of the stream")


async def _nobody_listens(gateway) -> bool:
    return not gateway.crowd.tellings.watching and not gateway.crowd.open


@pytest.mark.real
async def test_a_subscription_may_come_by_get(gateway):
    async with gateway.http.stream("GET", "/graphql", params=JOB, headers={**STREAM, **bearer("person-lan")}) as got:
        assert await Events(got).next() == ("next", {"data": {"job": {"done": 0}}})


@pytest.mark.real
async def test_a_query_is_answered_once(gateway):
    async with stream(gateway, TENANTS) as events:
        assert await events.next() == ("next", {"data": {"tenants": {"totalCount": 2}}})
        assert [await events.next(), await events.next()] == [COMPLETE, ENDED]


@pytest.mark.real
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "invalid_document"),
        ("subscription { odd }", "invalid_document"),
        ('subscription { job(jobId: "job-hue-1") { done } }', "not_found"),
        ("subscription ($id: ID!) { job(jobId: $id) { done } }", "invalid_request"),
    ],
)
async def test_what_can_not_be_watched_is_told_in_the_stream(gateway, query, code):
    async with stream(gateway, {"query": query}) as events:
        name, data = await events.next()
        assert (events.response.status_code, name, data["errors"][0]["extensions"]["code"]) == (200, "next", code)
        assert await events.next() == COMPLETE


@pytest.mark.real
async def test_a_mutation_by_get_is_refused_in_the_stream(gateway):
    asked = {"query": 'mutation { withdrawEntry(input: {entryId: "entry-001", reason: NO_TIME}) { __typename } }'}
    async with gateway.http.stream("GET", "/graphql", params=asked, headers={**STREAM, **bearer("person-lan")}) as got:
        _, data = await Events(got).next()
    assert data["errors"][0]["extensions"] == {"code": "method_not_allowed"}
    assert gateway.behind.requests == []


@pytest.mark.real
async def test_a_client_that_takes_both_gets_one_answer_where_there_is_one(gateway):
    both = {"Accept": "application/graphql-response+json, application/json, text/event-stream"}
    answer = await gateway.http.post("/graphql", json=TENANTS, headers=both)
    assert answer.json() == {"data": {"tenants": {"totalCount": 2}}}
    async with stream(gateway, JOB, **both) as events:
        assert await events.next() == ("next", {"data": {"job": {"done": 0}}})


@pytest.mark.real
async def test_a_subscription_without_a_stream_is_refused(gateway):
    answer = await gateway.http.post("/graphql", json=JOB, headers=bearer("person-lan"))
    assert answer.json()["errors"][0]["extensions"] == {"code": "needs_stream"}


@pytest.mark.real
async def test_a_token_that_does_not_hold_is_refused_before_the_stream(gateway):
    async with stream(gateway, JOB, None, Authorization="Bearer ended") as events:
        assert events.response.status_code == 401


@pytest.mark.real
async def test_a_revoked_role_ends_the_stream_within_a_second(gateway):
    async with stream(gateway, JOB, "person-org") as events:
        await events.next()
        await gateway.tell(facts.revoked("person-org", RoleName.ORGANISER))
        name, data = await events.next(seconds=1)
        assert (name, data["errors"][0]["extensions"]) == ("next", {"code": "not_found"})
        assert await events.next() == COMPLETE


@pytest.mark.real
async def test_at_the_end_of_the_process_the_stream_is_completed(gateway):
    async with stream(gateway, JOB) as events:
        await events.next()
        gateway.stop()
        assert [await events.next(), await events.next()] == [COMPLETE, ENDED]


@pytest.mark.real
async def test_one_stream_too_many_is_refused(gateway):
    with ExitStack() as others:
        for _ in range(STREAMS):
            others.enter_context(gateway.crowd.entered("stream", "person-lan"))
        async with stream(gateway, JOB) as events:
            assert events.response.status_code == 429
            body = orjson.loads(await events.response.aread())
    assert body["errors"][0]["extensions"] == {"code": "too_many"}


async def test_while_nothing_happens_a_comment_keeps_the_stream_open():
    go_on = asyncio.Event()

    async def events():
        yield event("next", "1")
        await go_on.wait()
        yield event("complete")

    told = []
    async for chunk in beating(events(), seconds=0.01):
        told.append(chunk)
        if told.count(BEAT) == 2:
            go_on.set()
    assert told[0] == b"event: next\ndata: 1\n\n"
    assert set(told[1:-1]) == {BEAT}
    assert told[-1] == b"event: complete\ndata: \n\n"


async def test_who_makes_the_events_lets_go_when_the_client_goes():
    let_go = asyncio.Event()

    async def events():
        try:
            yield event("next", "1")
            await asyncio.Event().wait()
        finally:
            let_go.set()

    going = beating(events(), seconds=0.01)
    assert [await anext(going), await anext(going)] == [event("next", "1"), BEAT]
    await going.aclose()
    assert let_go.is_set()


def test_a_text_of_several_lines_stays_one_event():
    for end in ("\n", "\r", "\r\n"):
        text = end.join(("<p>", "Gạch", "</p>"))
        assert event("job", text) == "event: job\ndata: <p>\ndata: Gạch\ndata: </p>\n\n".encode()
