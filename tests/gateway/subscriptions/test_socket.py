"""`graphql-transport-ws` to the letter, and what is no message of it."""

import asyncio

import pytest

from gateway.graph.subscriptions.socket import OPERATIONS
from gateway.web import cookies, csrf
from tests.gateway import facts
from tests.gateway.http.services import SESSION
from tests.gateway.subscriptions.listening import bearer

pytestmark = pytest.mark.real
JOB = 'subscription { job(jobId: "job-00001") { done } }'
TENANTS = "{ tenants { totalCount } }"
WHO = "{ viewer { id } }"


def told(id_: str, **data: object) -> dict[str, object]:
    return {"id": id_, "type": "next", "payload": {"data": data}}


def done(id_: str) -> dict[str, object]:
    return {"id": id_, "type": "complete"}


async def test_a_query_is_answered_once_and_its_id_is_free_again(gateway):
    async with gateway.begun("person-lan") as socket:
        for _ in range(2):
            await socket.subscribe("1", TENANTS)
            assert [await socket.next(), await socket.next()] == [told("1", tenants={"totalCount": 2}), done("1")]


async def test_a_mutation_reaches_its_service_as_the_viewer(gateway):
    submit = """mutation { submitEntry(commandId: "command-1", input: {entryId: "entry-001", programmeId:
      "programme-idea", organisationId: "organisation-1", answers: {title: "Gạch"}}) { __typename } }"""
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", submit)
        answers = [await socket.next(), await socket.next()]
    assert answers == [told("1", submitEntry={"__typename": "SubmitEntryAccepted"}), done("1")]
    assert len(gateway.behind.sent("/commands/submit-entry")) == 1


async def test_a_completed_subscription_tells_no_more_and_the_others_go_on(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB)
        await socket.subscribe("2", JOB)
        assert {(await socket.next())["id"] for _ in range(2)} == {"1", "2"}
        await socket.send("complete", id="1")
        await gateway.tell(facts.job("job-00001", seq=2, done=2))
        assert await socket.next() == told("2", job={"done": 2})
        await socket.send("ping")
        assert await socket.next() == {"type": "pong"}


async def test_a_ping_is_answered_before_and_after_one_has_begun(gateway):
    async with gateway.socket() as socket:
        await socket.send("ping", payload={"a": 1})
        assert await socket.next() == {"type": "pong"}
        assert await socket.begin() == {"type": "connection_ack"}
        await socket.send("pong")
        await socket.send("ping")
        assert await socket.next() == {"type": "pong"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "invalid_document"),
        ("subscription { odd }", "invalid_document"),
        (
            'subscription { a: job(jobId: "job-00001") { done } b: job(jobId: "job-00001") { done } }',
            "invalid_document",
        ),
        ("subscription { __typename }", "invalid_document"),
        ("subscription ($id: ID!) { job(jobId: $id) { done } }", "invalid_request"),
        ('subscription { job(jobId: "job-00001") { ' + "tenant { editions { " * 9 + "id" + " } }" * 9 + " } }", "x"),
    ],
)
async def test_a_document_that_can_not_run_is_an_error_of_its_operation_alone(gateway, query, code):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", query)
        answer = await socket.next()
        assert (answer["type"], answer["id"]) == ("error", "1")
        assert answer["payload"][0]["extensions"]["code"] == ("too_expensive" if code == "x" else code)
        await socket.subscribe("1", TENANTS)
        assert (await socket.next())["type"] == "next"


@pytest.mark.parametrize(
    "frame",
    [
        "{",
        "null",
        "[]",
        '"ping"',
        "{}",
        '{"type": 1}',
        '{"type": "odd"}',
        '{"type": "connection_init", "payload": []}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "variables": []}}',
        '{"type": "complete"}',
        b"\x00",
        "[" * 5000,
    ],
)
async def test_what_is_no_message_closes_the_connection(gateway, frame):
    async with gateway.socket() as socket:
        await socket.raw.send(frame)
        assert (await socket.closed())[0] == 4400


async def test_a_frame_that_is_too_large_closes_the_connection(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", "{ __typename }" + " " * 70_000)
        assert (await socket.closed())[0] == 1009


async def test_who_does_not_begin_in_time_is_sent_away(gateway):
    async with gateway.socket() as socket:
        assert await socket.closed() == (4408, "Connection initialisation timeout")


async def test_who_asks_before_beginning_is_sent_away(gateway):
    async with gateway.socket() as socket:
        await socket.subscribe("1", TENANTS)
        assert await socket.closed() == (4401, "Unauthorized")


async def test_who_begins_twice_is_sent_away(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.send("connection_init")
        assert await socket.closed() == (4429, "Too many initialisation requests")


async def test_an_id_that_is_in_use_closes_the_connection(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB)
        await socket.next()
        await socket.subscribe("1", TENANTS)
        assert await socket.closed() == (4409, "Subscriber for 1 already exists")


@pytest.mark.parametrize("protocols", [["graphql-ws"], ["odd", "graphql-ws"]])
async def test_another_protocol_is_not_spoken(gateway, protocols):
    async with gateway.socket(*protocols) as socket:
        assert (await socket.closed())[0] == 4406


@pytest.mark.parametrize("token", ["Bearer a.b.c", "Bearer ended", "Basic eDp5", "Bearer "])
async def test_a_token_that_does_not_hold_is_refused(gateway, token):
    async with gateway.socket() as socket:
        await socket.send("connection_init", payload={"Authorization": token})
        assert await socket.closed() == (4403, "Forbidden")


async def test_while_accounts_is_away_one_is_told_to_come_again(gateway):
    gateway.behind.down = True
    async with gateway.socket() as socket:
        await socket.send("connection_init", payload={"Authorization": "Bearer 5e55"})
        assert (await socket.closed())[0] == 1013


async def test_nobody_may_ask_what_everybody_may_see(gateway):
    async with gateway.socket() as socket:
        await socket.begin()
        await socket.subscribe("1", "{ viewer { id } tenants { totalCount } }")
        assert await socket.next() == told("1", viewer=None, tenants={"totalCount": 2})


def cookie_of(form: str = "f" * 32) -> dict[str, str]:
    return {"Cookie": f"{cookies.SESSION}={SESSION}; {cookies.FORM}={form}"}


async def test_a_page_of_ours_is_known_by_its_cookie_and_what_it_shows(gateway):
    shown = csrf.token("a secret of tests", "f" * 32, SESSION)
    async with gateway.socket(**cookie_of(), Origin=gateway.address) as socket:
        await socket.begin(**{csrf.HEADER: shown})
        await socket.subscribe("1", WHO)
        assert await socket.next() == told("1", viewer={"id": "person-lan"})


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", ""])
async def test_a_cookie_from_another_origin_is_nobodys(gateway, origin):
    shown = csrf.token("a secret of tests", "f" * 32, SESSION)
    async with gateway.socket(**cookie_of(), **({"Origin": origin} if origin else {})) as socket:
        await socket.begin(**{csrf.HEADER: shown})
        await socket.subscribe("1", WHO)
        assert await socket.next() == told("1", viewer=None)


async def test_a_cookie_without_the_pages_token_is_nobodys(gateway):
    async with gateway.socket(**cookie_of(), Origin=gateway.address) as socket:
        await socket.begin(**{csrf.HEADER: "0" * 64})
        await socket.subscribe("1", WHO)
        assert await socket.next() == told("1", viewer=None)


async def test_what_is_waited_for_in_vain_is_told(gateway):
    async with gateway.socket() as socket:
        ack = await socket.begin(**{"Techfest-After": "a.b"})
        assert ack == {"type": "connection_ack", "payload": {"stale": True}}


async def test_one_operation_too_many_is_refused_alone(gateway):
    async with gateway.begun("person-lan") as socket:
        for number in range(OPERATIONS):
            await socket.subscribe(f"job-{number}", JOB)
        await socket.subscribe("more", TENANTS)
        answers = [await socket.next() for _ in range(OPERATIONS + 1)]
        (error,) = [one for one in answers if one["type"] == "error"]
        assert (error["id"], error["payload"][0]["extensions"]) == ("more", {"code": "too_many"})


async def test_one_connection_too_many_is_told_to_come_again_and_another_viewer_is_not(gateway):
    async with asyncio.TaskGroup() as group:
        over = asyncio.Event()
        begun = [asyncio.Event() for _ in range(5)]
        for each in begun:
            group.create_task(_held(gateway, each, over))
        await asyncio.gather(*(each.wait() for each in begun))
        async with gateway.socket() as socket:
            await socket.send("connection_init", payload=bearer("person-lan"))
            assert (await socket.closed())[0] == 1013
        async with gateway.begun("person-hue"):
            over.set()
    async with gateway.begun("person-lan"):
        pass


async def _held(gateway, begun: asyncio.Event, over: asyncio.Event) -> None:
    async with gateway.begun("person-lan"):
        begun.set()
        await over.wait()


async def test_at_the_end_of_the_process_operations_are_completed_and_the_client_sent_away(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB)
        await socket.next()
        gateway.stop()
        assert await socket.next() == done("1")
        assert await socket.closed() == (1001, "The server is going away")


async def test_who_comes_again_goes_on_where_things_stand(gateway):
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB)
        assert await socket.next() == told("1", job={"done": 0})
    await gateway.tell(facts.job("job-00001", seq=2, done=7))
    async with gateway.begun("person-lan") as socket:
        await socket.subscribe("1", JOB)
        assert await socket.next() == told("1", job={"done": 7})
