"""What would cost too much is refused at every door before it costs anything, and the others are answered meanwhile."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from websockets.exceptions import ConnectionClosed

from tests.gateway.graph.huge import HUGE
from tests.gateway.subscriptions.listening import Listened, bearer
from tests.gateway.subscriptions.test_events import stream
from tests.harness.cpu import cpu_seconds

pytestmark = pytest.mark.real
TEN_TIMES_THE_GOAL = 0.5
"""Seconds of CPU, of the gateway and of the client that asks it together; the goal is 50 ms."""
GOOD = {"query": "{ tenants { totalCount } }"}
ANSWER = {"data": {"tenants": {"totalCount": 2}}}
REFUSED = {"too_large", "too_expensive", "invalid_document"}

BODIES: Mapping[str, tuple[bytes, int, str]] = {
    "null": (b"null", 400, "bad_request"),
    "a batch": (orjson.dumps([GOOD] * 50), 400, "bad_request"),
    "a batch within": (orjson.dumps({"query": [GOOD]}), 400, "bad_request"),
    "two megabytes of comment": (b'{"query": "#' + b"x" * 2_000_000 + b'"}', 413, "too_large"),
    "two megabytes of variables": (
        b'{"query": "{a}", "variables": {"a": "' + b"x" * 2_000_000 + b'"}}',
        413,
        "too_large",
    ),
    "200,000 brackets": (b"[" * 200_000, 400, "bad_json"),
}
IDS = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
FILTERED = "query ($f: EntryFilter) { entries(filter: $f) { totalCount } }"
SEARCHED = "query ($s: String) { entries(search: $s) { totalCount } }"
VARIABLES: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
    "10,000 ids": (IDS, {"ids": ["x"] * 10_000}, "bad_page"),
    "10,000 ids of no kind": (IDS, {"ids": [{}] * 10_000}, "invalid_request"),
    "10,000 values of a filter": (FILTERED, {"f": {"tagsAny": ["x"] * 10_000}}, "bad_filter"),
    "2,000 fields that there aren't": (FILTERED, {"f": {f"a{n}": n for n in range(2_000)}}, "invalid_request"),
    "a list in a list 500 times": (IDS, {"ids": json.loads("[" * 500 + "]" * 500)}, "invalid_request"),
    "50,000 characters to search": (SEARCHED, {"s": "nấm " * 10_000}, "bad_search"),
    "a page of a billion": ("query ($n: Int) { tenants(first: $n) { totalCount } }", {"n": 10**9}, "bad_page"),
    "a cursor of 40,000 characters": (
        "query ($a: String) { tenants(after: $a) { totalCount } }",
        {"a": "W" * 40_000},
        "bad_cursor",
    ),
}


async def over_http(gateway: Listened, asked: Mapping[str, Any]) -> str:
    answer = await gateway.http.post("/graphql", json=dict(asked))
    return code_in(answer.json()["errors"])


async def over_events(gateway: Listened, asked: Mapping[str, Any]) -> str:
    async with stream(gateway, dict(asked), None) as events:
        if events.response.status_code != 200:
            return code_in(orjson.loads(await events.response.aread())["errors"])
        name, told = await events.next()
        assert name == "next"
        return code_in(told["errors"])


async def over_a_socket(gateway: Listened, asked: Mapping[str, Any]) -> str:
    """A frame has a limit of its own, with which the connection ends."""
    async with gateway.socket() as socket:
        await socket.begin()
        try:
            await socket.raw.send(json.dumps({"type": "subscribe", "id": "1", "payload": asked}))
            told = await socket.next()
        except ConnectionClosed as closed:
            return "too_large" if closed.rcvd and closed.rcvd.code == 1009 else repr(closed)
        return code_in(told["payload"] if told["type"] == "error" else told["payload"]["errors"])


def code_in(errors: list[Any]) -> str:
    return str(errors[0]["extensions"]["code"])


DOORS = {"http": over_http, "events": over_events, "socket": over_a_socket}


@pytest.mark.parametrize("what", HUGE)
@pytest.mark.parametrize("door", DOORS)
async def test_a_huge_document_is_refused_in_milliseconds(gateway, door, what):
    await DOORS[door](gateway, {"query": "{ odd }"})
    with cpu_seconds() as took:
        code = await DOORS[door](gateway, {"query": HUGE[what]})
    assert code in REFUSED
    assert took[0] < TEN_TIMES_THE_GOAL


@pytest.mark.parametrize("what", VARIABLES)
@pytest.mark.parametrize("door", DOORS)
async def test_huge_variables_are_refused_in_milliseconds(gateway, door, what):
    query, variables, code = VARIABLES[what]
    with cpu_seconds() as took:
        found = await DOORS[door](gateway, {"query": query, "variables": variables})
    assert found in {code, "too_large"}
    assert took[0] < TEN_TIMES_THE_GOAL


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_a_bad_body_is_refused_in_milliseconds(gateway, what, accept):
    body, status, code = BODIES[what]
    headers = {"Accept": accept, "Content-Type": "application/json"}
    with cpu_seconds() as took:
        answer = await gateway.http.post("/graphql", content=body, headers=headers)
    assert (answer.status_code, code_in(answer.json()["errors"])) == (status, code)
    assert took[0] < TEN_TIMES_THE_GOAL


@pytest.mark.parametrize("frame", ["null", "[]", '[{"type": "connection_init"}]', "[" * 60_000])
async def test_a_bad_frame_ends_the_connection(gateway, frame):
    async with gateway.socket() as socket:
        await socket.raw.send(frame)
        assert (await socket.closed())[0] == 4400


async def test_others_are_answered_while_bad_ones_come_through_every_door(gateway):
    """As many good answers as each of the bad clients has refusals: none of them holds the process."""
    documents = list(HUGE.values())

    async def bad(door: str) -> int:
        return len([await DOORS[door](gateway, {"query": one}) for one in documents])

    attack = asyncio.gather(*(bad(door) for door in DOORS for _ in range(2)))
    answered = 0
    while not attack.done():
        assert (await gateway.http.post("/graphql", json=GOOD, headers=bearer("person-lan"))).json() == ANSWER
        answered += 1
    assert await attack == [len(documents)] * 6
    assert answered >= len(documents) / 2


async def test_others_are_answered_while_bodies_do_not_end(gateway):
    """Twenty clients that have sent half of a body hold nothing but their own connection."""
    host, port = gateway.address.removeprefix("http://").split(":")
    lines = ("POST /graphql HTTP/1.1", f"Host: {host}", "Content-Type: application/json", "Content-Length: 99", "", "{")
    head = "\r\n".join(lines)
    waiting = [await asyncio.open_connection(host, int(port)) for _ in range(20)]
    for _, writer in waiting:
        writer.write(head.encode())
        await writer.drain()
    for _ in range(5):
        assert (await gateway.http.post("/graphql", json=GOOD)).json() == ANSWER
    for _, writer in waiting:
        writer.close()
        await writer.wait_closed()
